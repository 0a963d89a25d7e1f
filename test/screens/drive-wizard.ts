import type { DoneFact, JobEvent, JobFact } from '../../src/engine/contract/events/events.ts';
import type { Drive } from '../../src/engine/contract/ports/drive.ts';
import type { FirstLook } from '../../src/engine/contract/ports/first-look.ts';
import type { Key } from '../../src/screens/keys/key.ts';
import type { FileEntry, StartAt } from '../../src/screens/ports.ts';
import type { Action } from '../../src/screens/wizard/action.ts';
import { beginAsking } from '../../src/screens/wizard/begin.ts';
import { pathUnderCursor } from '../../src/screens/wizard/browse.ts';
import { wantedWords } from '../../src/screens/wizard/confirm-words.ts';
import { reduce } from '../../src/screens/wizard/reduce.ts';
import type { Asking, Wizard } from '../../src/screens/wizard/state.ts';
import { eventOf, MIB, START_MS } from '../words/progress/replay.ts';
import { someDrives } from './fake-drives.ts';
import { knownJobs } from './fake-jobs.ts';

export const isoBytes = 631 * MIB;

/** Noon in Greenwich: the same day for most of the world. */
const day = (date: string) => Date.parse(`${date}T12:00:00Z`);

export const entries: readonly FileEntry[] = [
  { name: 'archive', kind: 'folder', sizeBytes: 0, modifiedMs: day('2024-02-29') },
  { name: 'Fotos Zürich', kind: 'folder', sizeBytes: 0, modifiedMs: day('2026-08-01') },
  { name: 'tools-1.4.2', kind: 'folder', sizeBytes: 0, modifiedMs: day('2025-05-05') },
  { name: '.cache', kind: 'folder', sizeBytes: 0, modifiedMs: day('2026-11-21') },
  {
    name: 'debian-12.9-amd64-netinst.iso',
    kind: 'file',
    sizeBytes: isoBytes,
    modifiedMs: day('2025-01-11'),
  },
  {
    name: 'debian-12.10-amd64-netinst.iso',
    kind: 'file',
    sizeBytes: 633 * MIB,
    modifiedMs: day('2025-03-15'),
  },
  { name: 'memtest86+.img', kind: 'file', sizeBytes: 6 * MIB, modifiedMs: day('2026-10-02') },
  { name: 'notes.txt', kind: 'file', sizeBytes: 1_204, modifiedMs: day('2026-11-20') },
  { name: 'empty.img', kind: 'file', sizeBytes: 0 },
];

export const withReceipt: readonly FileEntry[] = [
  ...entries,
  { name: 'xubuntu.receipt.json', kind: 'file', sizeBytes: 26_000 },
];

/** A wizard that is driven like a person and a world would drive it; time goes on half a second with each action. */
export class Driver {
  wizard: Wizard;
  /** A minute before the job's events. */
  atMs = START_MS - 60_000;

  constructor(start: StartAt = {}) {
    this.wizard = beginAsking({ folder: '/home/ann/isos', outputFolder: '/home/ann', ...start }, this.atMs);
  }

  do(...actions: readonly Action[]): this {
    for (const action of actions) this.wizard = reduce(this.wizard, action);
    return this;
  }

  /** Named keys and characters, one read each. */
  keys(...keys: readonly Key[]): this {
    for (const key of keys) {
      this.atMs += 500;
      this.do({ do: 'keys', keys: [key], maxScroll: 5, atMs: this.atMs });
    }
    return this;
  }

  type(text: string): this {
    return this.keys(...text);
  }

  listed(folder = this.asking.browser.folder, list: readonly FileEntry[] = entries): this {
    return this.do({ do: 'listed', folder, listing: { ok: true, entries: list } });
  }

  /** The file under the cursor was looked at. */
  looked(look: FirstLook | undefined): this {
    return this.do({ do: 'looked', path: pathUnderCursor(this.asking) ?? '', look });
  }

  /** The folder of the path in the line was read for its completion. */
  listing(list: readonly FileEntry[] = entries): this {
    const text = this.asking.browser.completing ?? '';
    return this.do({ do: 'completed', text, listing: { ok: true, entries: list } });
  }

  /** The file or folder that was asked for was looked at; by its name a receipt or not. */
  found(): this {
    const path = this.asking.browser.asked ?? '';
    const entry = withReceipt.find(({ name }) => path.endsWith(`/${name}`));
    const facts = entry && { ...entry, isReceipt: path.endsWith('.receipt.json') };
    return this.do({ do: 'found', path, facts, atMs: this.atMs });
  }

  drives(drives: readonly Drive[] = someDrives): this {
    return this.do({ do: 'drives', drives, atMs: this.atMs });
  }

  /** The dry run of the plan on the summary screen says these facts. */
  dryRun(...facts: readonly JobFact[]): this {
    const { planKey } = this.asking.summary;
    const events = facts.map((fact) => eventOf([10, fact]));
    return this.do(...events.map((event): Action => ({ do: 'dry-run', planKey: planKey ?? '', event })));
  }

  /** The dry run of the way that is not chosen. */
  otherRun(...facts: readonly JobFact[]): this {
    const { planKey } = this.asking.otherWay;
    const events = facts.map((fact) => eventOf([10, fact]));
    return this.do(...events.map((event): Action => ({ do: 'dry-run', planKey: planKey ?? '', event })));
  }

  job(...events: readonly JobEvent[]): this {
    return this.do(...events.map((event): Action => ({ do: 'job', event })));
  }

  get asking(): Asking {
    if (this.wizard.at !== 'asking') throw new Error(`the wizard is ${this.wizard.at}`);
    return this.wizard;
  }
}

/** A dry run that found nothing wrong. */
export const fineDryRun: JobFact = {
  event: 'done',
  ok: true,
  exitCode: 0,
  outcome: 'done',
  report: {
    elapsedMs: 40,
    source: { path: '/home/ann/isos/debian-12.9-amd64-netinst.iso', sizeBytes: isoBytes },
  },
};

/** At the source step of a task. */
export function atSource(task: 'make' | 'write' | 'verify', start: StartAt = {}): Driver {
  const downs = { make: 0, write: 1, verify: 2 }[task];
  return new Driver(start).keys(...Array<Key>(downs).fill('down'), 'enter').listed();
}

/** At the target step of a verification, with a receipt in place of the image. */
export function atReceipt(drives: readonly Drive[] = someDrives): Driver {
  return atSource('verify')
    .listed(undefined, withReceipt)
    .type('xubuntu')
    .keys('enter')
    .found()
    .drives(drives);
}

/** At the target step, with the image chosen. */
export function atTarget(drives: readonly Drive[] = someDrives, start: StartAt = {}): Driver {
  return atSource('write', start).type('debian-12.9').keys('enter').drives(drives);
}

/** At the list of earlier jobs. */
export function atJobs(): Driver {
  return new Driver().keys('end', 'enter').do({ do: 'jobs-listed', jobs: knownJobs });
}

/** At the options of an image that is made from a folder. */
export function atOptions(): Driver {
  return atSource('make')
    .type('tools')
    .keys(' ')
    .do({ do: 'output-found', path: '/home/ann/tools-1.4.2-2026-11-22.iso', facts: undefined })
    .keys('enter');
}

/** What a dry run says of a folder with a live system. */
export const liveDryRun: DoneFact = {
  event: 'done',
  ok: true,
  exitCode: 0,
  outcome: 'done-unverified',
  report: {
    elapsedMs: 40,
    source: { path: '/home/ann/isos/tools-1.4.2', sizeBytes: isoBytes, label: 'Fedora-WS-Live-41' },
    losses: [],
    boot: {
      profile: 'fedora',
      bios: { loader: 'isolinux', path: '/isolinux/isolinux.bin', emulation: 'none' },
      efi: { from: 'built', path: '/EFI/BOOT', processors: ['x64'], sizeBytes: 12 * MIB },
      table: 'gpt',
      notes: [{ code: 'label-kept', about: 'Fedora-WS-Live-41' }],
    },
    forecast: [
      { firmware: 'bios', medium: 'cd', boots: true, why: 'isolinux in the boot catalogue' },
      { firmware: 'bios', medium: 'usb', boots: false, why: 'no boot code in the first sector' },
      {
        firmware: 'uefi-x64',
        medium: 'cd',
        boots: true,
        why: 'an EFI system partition in the boot catalogue',
      },
      { firmware: 'uefi-x64', medium: 'usb', boots: true, why: 'an EFI system partition in the GPT' },
    ],
  },
};

/** At the summary of a write to the first drive. */
export function atSummary(drives: readonly Drive[] = someDrives, start: StartAt = {}): Driver {
  return atTarget(drives, start).keys('down', 'enter', 'enter');
}

/** At the last question. */
export function atConfirm(drives: readonly Drive[] = someDrives, start: StartAt = {}): Driver {
  return atSummary(drives, start).dryRun(fineDryRun).keys('enter');
}

/** A job with several drives has just been started. */
export function atRunMany(drives: readonly Drive[]): Driver {
  const driver = atTarget(drives);
  for (const _ of drives) driver.keys('down', ' ');
  driver.keys('enter', 'enter').dryRun(fineDryRun).keys('enter');
  driver.do({ do: 'type-name', text: wantedWords(drives).join(' ') }).keys('enter');
  return driver.do({ do: 'rechecked', drives, atMs: driver.atMs });
}

/** The job has just been started. */
export function atRun(drives: readonly Drive[] = someDrives, start: StartAt = {}): Driver {
  const driver = atConfirm(drives, start).type('sdb').keys('enter');
  return driver.do({ do: 'rechecked', drives, atMs: driver.atMs });
}
