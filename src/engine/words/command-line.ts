import type { AuthorOptions, Plan, PlanSource, PlanTarget, WritePlan } from '../plan/plan.ts';
import { formatWords } from './format-words.ts';

/** The command that does the same as a plan, ready to paste into a shell. */
export function commandLine(plan: Plan): string {
  const line = ['isowright', ...words(plan)].map(quoted).join(' ');
  const fixed = fixedTimeOf(plan);
  return fixed === undefined ? line : `SOURCE_DATE_EPOCH=${fixed} ${line}`;
}

/** The one time of everything in a folder's image; it has no flag but the variable all build tools know. */
function fixedTimeOf({ source }: Plan): number | undefined {
  return source !== undefined && 'author' in source ? source.author.fixedTime : undefined;
}

/** One word for a POSIX shell. */
export function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

function words(plan: Plan): string[] {
  switch (plan.do) {
    case 'make':
      return [
        'make',
        plan.source.path,
        '-o',
        plan.output.path,
        ...authorFlags(plan.source.author),
        ...(plan.output.replace ? ['--force'] : []),
        ...(plan.verify ? [] : ['--no-verify']),
        ...receiptFlag(plan.receipt),
      ];
    case 'write':
      return writeWords(plan);
    case 'verify':
      return [
        'verify',
        plan.source.path,
        ...plan.targets.map((target) => target.path),
        ...(plan.source.kind === 'receipt' ? [] : bmapFlags(plan.source)),
        ...fileFlag(plan.targets),
      ];
    case 'undo':
      return ['undo', plan.job, ...(plan.partly ? ['--partly'] : []), '--yes'];
    case 'restore':
      return [
        'restore',
        ...targetWords(plan.targets),
        ...(plan.label === undefined ? [] : ['--label', plan.label]),
        '--yes',
      ];
  }
}

function writeWords(plan: WritePlan): string[] {
  return [
    'write',
    plan.source.path,
    ...targetWords(plan.targets),
    ...(plan.source.kind === 'opened-image' ? ['--rebuild'] : []),
    ...(plan.source.kind === 'image' ? [] : authorFlags(plan.source.author)),
    ...plan.targets.flatMap(({ path, image }) =>
      image === undefined ? [] : ['--image-for', `${path}=${image}`],
    ),
    ...writeFlags(plan),
    ...receiptFlag(plan.receipt),
    '--yes',
  ];
}

function receiptFlag(receipt: string | undefined): string[] {
  return receipt === undefined ? [] : ['--receipt', receipt];
}

function writeFlags({ source, delta, discard, verify, test }: WritePlan): string[] {
  return [
    ...bmapFlags(source),
    ...(delta ? ['--delta'] : []),
    ...(discard ? ['--discard'] : []),
    ...(verify ? [] : ['--no-verify']),
    ...(test === undefined ? [] : ['--test', test]),
  ];
}

function bmapFlags(source: PlanSource): string[] {
  if (source.kind !== 'image' || source.bmap === undefined) return [];
  return source.bmap === false ? ['--no-bmap'] : ['--bmap', source.bmap];
}

function authorFlags(author: AuthorOptions): string[] {
  return [
    ...(author.label === undefined ? [] : ['--label', author.label]),
    ...(author.joliet ? [] : ['--no-joliet']),
    ...(author.rockRidge ? [] : ['--no-rock-ridge']),
    ...(author.followLinks ? ['--follow-links'] : []),
    ...(author.boot === undefined ? [] : ['--boot', author.boot]),
    ...(author.bootFrom === undefined ? [] : ['--boot-from', author.bootFrom]),
    ...(author.hybrid === undefined ? [] : [author.hybrid ? '--hybrid' : '--no-hybrid']),
    ...(author.partitionTree ? ['--partition-tree'] : []),
    ...formatWords(author),
    ...author.exclude.flatMap((glob) => ['--exclude', glob]),
    ...(author.strict ? ['--strict'] : []),
  ];
}

function targetWords(targets: readonly PlanTarget[]): string[] {
  const unmount = targets.some((target) => target.kind === 'drive' && target.unmount);
  return [
    ...targets.map((target) => target.path),
    ...fileFlag(targets),
    ...(unmount ? ['--unmount'] : []),
    ...identityFlags(targets),
  ];
}

function fileFlag(targets: readonly PlanTarget[]): string[] {
  return targets.some((target) => target.kind === 'file') ? ['--file-target'] : [];
}

/** Serials when every target has one, else sizes: each flag stands once for each target, in their order. */
function identityFlags(targets: readonly PlanTarget[]): string[] {
  const serials = targets.map((target) => (target.kind === 'drive' ? target.expect.serial : undefined));
  if (serials.every(Boolean)) return serials.flatMap((serial) => ['--expect-serial', String(serial)]);
  const sizes = targets.map((target) => (target.kind === 'file' ? target : target.expect).sizeBytes);
  return sizes.every((size) => size !== undefined)
    ? sizes.flatMap((size) => ['--expect-size', String(size)])
    : [];
}
