import type { Plan } from '../../engine/plan/plan.ts';
import type { Drive } from '../../engine/ports/drive.ts';
import { commandLine } from '../../engine/words/command-line.ts';
import { countOf } from '../../engine/words/sizes.ts';
import { bodyRows, type Look } from '../look/look.ts';
import { chosenDrives } from '../wizard/confirm-words.ts';
import { makePlan } from '../wizard/plan.ts';
import type { Answers, Asking, JobAnswer } from '../wizard/state.ts';
import { driveLine, identityRows } from './drive-words.ts';
import { dryRunRows } from './dry-run-rows.ts';
import { fact } from './fact.ts';
import { lostRows } from './lost-rows.ts';
import type { Row } from './row.ts';
import { pageOf } from './window.ts';

export interface SummaryView {
  readonly rows: readonly Row[];
  readonly maxScroll: number;
  readonly more: string;
}

export function summaryView(asking: Asking, look: Look): SummaryView {
  const plan = makePlan(asking);
  const lines =
    plan === undefined ? [] : [...planRows(plan, asking.answers, look), ...dryRunRows(asking, plan, look)];
  const page = pageOf(lines, asking.summary.scroll, Math.max(1, bodyRows(look) - 1));
  return {
    rows: page.lines,
    maxScroll: page.maxScroll,
    more: page.below > 0 ? `${countOf(page.below, 'more line')} below` : '',
  };
}

function planRows(plan: Plan, answers: Answers, look: Look): Row[] {
  const drives = chosenDrives(answers);
  const [drive] = drives;
  if (answers.job !== undefined) return jobRows(answers.job, look);
  return [
    ...(plan.source === undefined
      ? []
      : fact(plan.source.kind === 'receipt' ? 'receipt' : 'from', plan.source.path, look)),
    ...(plan.do === 'make' ? fact('to', plan.output.path, look) : []),
    ...(plan.do === 'make' && plan.output.replace
      ? fact('', 'the file that is there now is replaced', look, 'danger')
      : []),
    ...(drive !== undefined && drives.length === 1
      ? identityRows(drive).flatMap(([label, text]) => fact(label, text, look))
      : readDrives(plan, drives).flatMap((one, index) =>
          fact(index === 0 ? 'drives' : '', driveText(one, look), look),
        )),
    ...(plan.do === 'verify' && drive === undefined ? fact('with', 'its own checksum file', look) : []),
    ...fact('proof', proofText(plan), look),
    ...choiceRows(plan, look),
    ...(plan.do === 'write' || plan.do === 'restore' ? lostRows(drives, answers, look) : []),
  ];
}

/** Several drives that are written stand with what they hold, further down. */
const readDrives = (plan: Plan, drives: readonly Drive[]) => (plan.do === 'verify' ? drives : []);

const driveText = (drive: Drive, look: Look) => driveLine(drive, look.glyphs === 'utf8' ? '…' : '..');

/** What was chosen and is not as usual. */
function choiceRows(plan: Plan, look: Look): Row[] {
  if (plan.do === 'restore')
    return fact(
      'becomes',
      `one empty partition${plan.label === undefined ? '' : ` named ${plan.label}`}`,
      look,
    );
  if (plan.do !== 'write' && plan.do !== 'make') return [];
  const exclude = plan.source.kind === 'image' ? [] : plan.source.author.exclude;
  const tests = {
    quick: 'a quick one first',
    full: 'every byte of the drive first: takes long',
    off: 'none',
  };
  return [
    ...(exclude.length > 0 ? fact('left out', exclude.join(', '), look) : []),
    ...(plan.do === 'write' && plan.delta
      ? fact('writes', 'only what differs from what is there', look)
      : []),
    ...(plan.do === 'write' && plan.test ? fact('test', tests[plan.test], look) : []),
    ...(plan.receipt === undefined ? [] : fact('receipt', plan.receipt, look)),
  ];
}

function jobRows({ job, do: what }: JobAnswer, look: Look): Row[] {
  const { plan } = job;
  return [
    ...fact('job', job.id, look),
    ...fact('it was', commandLine(plan), look),
    ...fact(
      'now',
      what === 'resume' ? 'it goes on where everything is safe' : 'what it kept of the drive is put back',
      look,
    ),
    ...(what === 'resume'
      ? fact('', 'The drive is found by serial and size, and what is there is compared first.', look)
      : []),
  ];
}

function proofText(plan: Plan): string {
  if (plan.do === 'verify' && plan.source.kind === 'receipt')
    return 'every byte against the hashes in the receipt; nothing is changed';
  if (plan.do === 'verify') return 'every byte is compared; nothing is changed';
  if (plan.do === 'restore') return 'every byte written is read back and compared';
  return plan.verify ? 'every byte is read back and compared' : 'left out: the result is not proved';
}
