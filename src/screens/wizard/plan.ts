import type { AuthoredSource, Plan, PlanSource, PlanTarget } from '../../engine/plan/plan.ts';
import type { Drive } from '../../engine/ports/drive.ts';
import { authorOf, isAuthored } from './author-of.ts';
import { chosenDrives } from './confirm-words.ts';
import { isOnlyMounted } from './drive-list.ts';
import { typedText } from './options/texts.ts';
import { outputPath } from './output.ts';
import type { Answers, Asking, SourceAnswer } from './state.ts';

/** The plan the answers add up to, or `undefined` while something is missing. */
export function makePlan(asking: Asking): Plan | undefined {
  const { answers, output, start } = asking;
  const { task, source, options, replace } = answers;
  if (task === 'jobs') return jobPlan(asking);
  if (task === 'restore') return restorePlan(asking);
  if (task === undefined || source === undefined) return undefined;
  const { choices } = options;
  const receipt = receiptOf(answers);
  if (task === 'make') {
    return {
      v: 1,
      do: 'make',
      source: authoredSource(source, answers),
      output: { path: outputPath(output), replace },
      verify: choices.verify === 'on',
      ...receipt,
    };
  }
  const { target } = answers;
  if (target === undefined) return undefined;
  const targets = chosenDrives(answers).map((drive) => planTarget(drive, start.bench));
  if (source.kind === 'receipt')
    return { v: 1, do: 'verify', source: { kind: 'receipt', path: source.path }, targets };
  const from = planSource(source, answers);
  if (task === 'verify') return { v: 1, do: 'verify', source: from, targets };
  if (target.kind !== 'drives') return undefined;
  return {
    v: 1,
    do: 'write',
    source: from,
    targets,
    verify: choices.verify === 'on',
    ...(choices.delta === 'on' && { delta: true }),
    ...(choices.discard === 'on' && { discard: true }),
    ...(choices.test !== 'auto' && { test: choices.test }),
    ...receipt,
  };
}

function restorePlan({ answers, start }: Asking): Plan | undefined {
  const targets = chosenDrives(answers).map((drive) => planTarget(drive, start.bench));
  const label = typedText(answers.options.texts, 'driveLabel');
  return targets.length === 0
    ? undefined
    : { v: 1, do: 'restore', targets, ...(label !== undefined && { label }) };
}

/** A job that is gone on with keeps its plan; undoing one is a plan of its own. */
function jobPlan({ answers: { job } }: Asking): Plan | undefined {
  if (job === undefined || job.do === 'resume') return job?.job.plan;
  const { plan, id } = job.job;
  return { v: 1, do: 'undo', job: id, partly: false, targets: plan.do === 'make' ? [] : [...plan.targets] };
}

function receiptOf({ options }: Answers): { readonly receipt?: string } {
  const receipt = typedText(options.texts, 'receipt');
  return receipt === undefined ? {} : { receipt };
}

function authoredSource({ kind, path }: SourceAnswer, answers: Answers): AuthoredSource {
  return { kind: kind === 'folder' ? 'folder' : 'opened-image', path, author: authorOf(answers) };
}

/** Verify has no options: what was chosen for a write before is no choice for it. */
function bmapOf({ options, task }: Answers): { readonly bmap?: string | false } {
  if (task !== 'write') return {};
  if (options.choices.bmap === 'off') return { bmap: false };
  const bmap = typedText(options.texts, 'bmapFile');
  return bmap === undefined ? {} : { bmap };
}

function planSource(source: SourceAnswer, answers: Answers): PlanSource {
  if (isAuthored(answers) || source.kind === 'folder') return authoredSource(source, answers);
  const size = source.sizeBytes === undefined ? {} : { sizeBytes: source.sizeBytes };
  return { kind: 'image', path: source.path, ...size, ...bmapOf(answers) };
}

/** Everything about the drive that must still be true when it is opened. */
function planTarget(drive: Drive, bench: boolean | undefined): PlanTarget {
  const { path, sizeBytes, serial, deviceNumber, diskSequence } = drive;
  if (bench) return { kind: 'file', path, sizeBytes };
  return {
    kind: 'drive',
    ...(isOnlyMounted(drive) && { unmount: true }),
    path,
    expect: {
      sizeBytes,
      ...(serial === '' ? {} : { serial }),
      ...(deviceNumber === undefined ? {} : { deviceNumber }),
      ...(diskSequence === undefined ? {} : { diskSequence }),
    },
  };
}
