import type { AuthorOptions, Plan, PlanSource, PlanTarget } from '../../engine/plan/plan.ts';
import type { Drive } from '../../engine/ports/drive.ts';
import { outputPath } from './output.ts';
import type { Answers, Asking, SourceAnswer } from './state.ts';

/** The plan the answers add up to, or `undefined` while something is missing. */
export function makePlan({ answers, output, start }: Asking): Plan | undefined {
  const { task, source, target, options, replace } = answers;
  if (task === undefined || source === undefined) return undefined;
  if (task === 'make') {
    if (source.kind !== 'folder') return undefined;
    const folder = { kind: 'folder' as const, path: source.path, author: authorOf(answers) };
    return {
      v: 1,
      do: 'make',
      source: folder,
      output: { path: outputPath(output), replace },
      verify: options.verify,
    };
  }
  if (target === undefined) return undefined;
  const from = planSource(source, answers);
  if (task === 'verify') {
    const targets = target.kind === 'checksum' ? [] : [planTarget(target.drive, start.bench)];
    return { v: 1, do: 'verify', source: from, targets };
  }
  if (target.kind !== 'drive') return undefined;
  return {
    v: 1,
    do: 'write',
    source: from,
    targets: [planTarget(target.drive, start.bench)],
    verify: options.verify,
  };
}

function planSource(source: SourceAnswer, answers: Answers): PlanSource {
  if (source.kind === 'folder') return { kind: 'folder', path: source.path, author: authorOf(answers) };
  const size = source.sizeBytes === undefined ? {} : { sizeBytes: source.sizeBytes };
  return { kind: 'image', path: source.path, ...size };
}

function authorOf({ options, madeAt }: Answers): AuthorOptions {
  const label = options.label.text.trim();
  return {
    ...(label === '' ? {} : { label }),
    joliet: options.joliet,
    rockRidge: options.rockRidge,
    followLinks: options.followLinks,
    exclude: [],
    madeAt,
    strict: false,
  };
}

/** Everything about the drive that must still be true when it is opened. */
function planTarget(drive: Drive, bench: boolean | undefined): PlanTarget {
  const { path, sizeBytes, serial, deviceNumber, diskSequence } = drive;
  if (bench) return { kind: 'file', path, sizeBytes };
  return {
    kind: 'drive',
    path,
    expect: {
      sizeBytes,
      ...(serial === '' ? {} : { serial }),
      ...(deviceNumber === undefined ? {} : { deviceNumber }),
      ...(diskSequence === undefined ? {} : { diskSequence }),
    },
  };
}
