import type { FailureFacts } from '../../../engine/contract/failure/failure.ts';
import type { TruthEvidence } from '../../../engine/contract/failure/truth-evidence.ts';
import { emulatorCommands } from '../../emulator-commands.ts';
import { type Showing, say, type Words } from '../../failure-words.ts';

/** Words for what a drive is, and for what was done to keep its content. */
export const drives = {
  'target-mounted': (f, { quoted }) =>
    say(
      'The drive is mounted',
      `${f.target} is mounted at ${f.mounts.join(', ')}.`,
      ...f.mounts.map((mount) => `Save what you need, then: umount ${quoted(mount)}`),
    ),
  'target-read-only': (f) =>
    say(
      'The drive is read-only',
      `${f.target} does not accept writes.`,
      'Look for a lock switch on the card or stick.',
      'Some sticks turn read-only when they wear out: use another one.',
    ),
  'target-gone': (f, { place }) =>
    say(
      'The drive is gone',
      f.atByte === undefined
        ? `${f.target} disappeared.`
        : `${f.target} disappeared while ${place(f.atByte)} was being transferred.`,
      'Plug it in again (in another port if it happens twice) and start again.',
    ),
  'target-write-failed': (f, { size, place }) =>
    say(
      'The drive refused a write',
      `${f.target} reported ${f.errno} for ${size(f.lengthBytes)} at ${place(f.atByte)}.`,
      'The drive is probably failing: do not trust it with data.',
      'Try another port or cable once; then use another drive.',
    ),
  'target-read-failed': (f, { size, place }) =>
    say(
      'The drive cannot read back what it holds',
      `${f.target} reported ${f.errno} for ${size(f.lengthBytes)} at ${place(f.atByte)}.`,
      'The drive is probably failing: use another one.',
    ),
  'target-flush-failed': (f) =>
    say(
      'The drive did not confirm the data',
      `${f.target} reported ${f.errno} when asked to put everything on the medium. What was written may not be there.`,
      'Write it again; if it happens twice, use another drive.',
    ),
  'target-system': (f) =>
    say(
      'This is a system drive',
      `${f.target}: ${f.reason}. It is never a target.`,
      'Choose another drive: isowright devices',
    ),
  'identity-mismatch': (f) =>
    f.isOfSeveral
      ? say(
          'Several drives have the same serial number',
          `${f.found} all have the serial number ${f.expected}, and only one of them was meant. Nothing was written.`,
          'Plug in only the right one: isowright devices',
        )
      : say(
          'This is not the drive you named',
          `${f.target}: its ${f.field} is ${f.found}, but you expected ${f.expected}. Nothing was written.${serialsThere(f.serials)}`,
          'Check again which drive is which: isowright devices',
        ),
  'target-changed': (f) => {
    if (f.field === 'file')
      return say(
        'This is not the file that was confirmed',
        `${f.target} stood for another file when you were asked (${f.expected}; now ${f.found}).`,
        'See what is there now and what changes it, then start again.',
      );
    return say(
      'The drive has changed since it was chosen',
      `${f.target}: its ${f.field} was ${f.expected} and is now ${f.found}. Nothing was written.`,
      f.field === 'content'
        ? 'Plug in the drive on which the job began; if you are sure that this is it, write it again.'
        : 'Choose the drive again.',
    );
  },
  'drive-not-recognized': (f, { size, quoted }) =>
    say(
      'The drive cannot be recognised again',
      `The job began on ${f.target}${f.sizeBytes === undefined ? '' : `, a drive of ${size(f.sizeBytes)}`} without a serial number. ${f.isThere ? 'What is there now was plugged in since then' : 'It is no longer plugged in, and will count as new when it is'}: it cannot be told apart from another drive of its size. Nothing was written.`,
      f.wayOut ??
        (f.keptIn !== undefined
          ? `What was kept of it stays in ${f.keptIn}.`
          : `When you are sure which drive it is, write it again: ${['isowright', ...(f.anew ?? [])].map(quoted).join(' ')}`),
    ),
  'never-touch': (f, { quoted }) =>
    say(
      'This drive is on the never-touch list',
      `${f.target} has the serial number ${f.serial}, which is protected.`,
      `If you mean it: isowright config never-touch remove ${quoted(f.serial)}`,
    ),
  'never-touch-unreadable': (f) =>
    say(
      'The never-touch list cannot be read',
      `${f.problem}. Whether the drive is protected cannot be known, so nothing was written.`,
      'Repair the list or move it away; with no list at all, nothing is protected.',
    ),
  'capacity-false': (f, showing) =>
    say(
      'The drive does not hold what it claims',
      `${f.target} claims to hold ${showing.bothSizes(f.claimedBytes)}. ${behaviourText(f, showing)} ${evidenceText(f)} Counterfeit drives do this, and so do some broken ones.`,
      ...(f.test === 'quick'
        ? ['To find every bad place and the exact size (destroys its content): --test full']
        : []),
      'Do not keep data on it; return it to the seller.',
    ),
  'drive-unreliable': (f, { count }) =>
    say(
      'The drive does not keep what is written',
      `${f.badProbes} of ${f.probes} test places on ${f.target} did not give back what was written, first at byte ${count(f.atByte)}. There is no pattern of a false size: it may be worn out, badly plugged in, or counterfeit. ${restoredText(f)}`,
      'Try another port or cable once; then use another drive.',
    ),
  'unmount-failed': (f, { oneLine }) =>
    say(
      'The drive could not be unmounted',
      `${f.mount} on ${f.target}: ${oneLine(f.said)}.${f.holders ? ` In use by ${f.holders}.` : ''} Nothing was written.`,
      'Close what uses it, then try again.',
    ),
  'undo-missing': (f) =>
    say('There is nothing to undo', `Job ${f.job}: ${f.why}.`, 'To list the jobs: isowright jobs'),
  'undo-incomplete': (f, { size, count }) =>
    say(
      'The old content cannot be restored completely',
      `The write on ${f.target} overwrote ${f.exact ? '' : 'up to '}${size(f.lostBytes)} from byte ${count(f.atByte)} on that were not kept: files there are lost. ${keptText(f)} Nothing has been changed by this attempt.`,
      `To put back what was kept anyway: isowright undo ${f.job} --partly`,
      'If a rescue program is to search the drive for files, make an image of it before that.',
    ),
  'discard-impossible': (f) =>
    say(
      'The drive cannot discard its content',
      f.kind === 'file'
        ? `${f.target} is a file, and --discard is for drives. Nothing was written.`
        : `${f.target} does not support discarding its content (TRIM). Nothing was written.`,
      'Leave --discard out: the write does not need it.',
    ),
  'emulator-missing': (f) =>
    say(
      f.what === 'emulator' ? 'QEMU is missing' : 'Firmware for QEMU is missing',
      f.what === 'emulator'
        ? 'A virtual machine needs qemu-system-x86_64, which is not installed.'
        : f.what === 'uefi'
          ? 'A virtual machine with UEFI needs OVMF (edk2), which is not installed.'
          : 'A virtual machine with Secure Boot needs OVMF (edk2) with Microsoft’s keys enrolled, which is not installed.',
      ...emulatorCommands(f.platform),
    ),
  'tool-missing': (f) =>
    say(
      'A program is missing',
      `${f.what} needs ${f.tool}, which is not installed. Nothing was changed.`,
      `Install it (Debian, Ubuntu): apt install ${f.package}`,
      'For the command of any other system: isowright doctor',
    ),
  'tool-failed': (f, { oneLine }) =>
    say(
      'A system program failed',
      `${f.tool} said: ${oneLine(f.said) || 'nothing'}`,
      'Try again; if it keeps happening, report it with the job’s log.',
    ),
} satisfies Partial<Words>;

function behaviourText({ behaviour, realBytes }: FailureFacts['capacity-false'], showing: Showing): string {
  const size = showing.size(realBytes);
  if (behaviour === 'wraps')
    return `Beyond ${size} it wraps around to its start: what is written there replaces what was written first.`;
  return behaviour === 'refuses'
    ? `It accepts nothing beyond ${size}.`
    : `What is written beyond ${size} is not there afterwards.`;
}

function evidenceText(evidence: TruthEvidence): string {
  const { test, probes, badProbes } = evidence;
  const seen =
    test === 'full'
      ? 'Its whole surface was written and read.'
      : `${badProbes} of ${probes} test places were wrong.`;
  return `${seen} ${restoredText(evidence)}`;
}

function restoredText({ test, restored }: TruthEvidence): string {
  if (test === 'full') return 'What was on it before is gone.';
  return restored
    ? 'What was on it before is back in place.'
    : 'Its old content at the test places could not be put back yet, but it is kept: isowright undo.';
}

/** By its number; jobs of version 0.1 named it in words. */
function partitionText(kept: string): string {
  return /^\d+$/.test(kept) ? `partition ${kept}` : kept;
}

function keptText({ saved }: FailureFacts['undo-incomplete']): string {
  return saved.length === 0 ? '' : `Kept and untouched: ${saved.map(partitionText).join(', ')}.`;
}

function serialsThere(serials: readonly string[] = []): string {
  return serials.length === 0 ? '' : ` Serial numbers here: ${serials.join(', ')}.`;
}
