import type { AuthorOptions, Plan, PlanSource, PlanTarget, WritePlan } from '../plan/plan.ts';
import { formatWords } from './format-words.ts';

/** The command that does the same as a plan, ready to paste into a shell. */
export function commandLine(plan: Plan): string {
  return ['isowright', ...words(plan)].map(quoted).join(' ');
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
        ...receiptFlag(plan.receipt),
      ];
    case 'write':
      return [
        'write',
        plan.source.path,
        ...targetWords(plan.targets),
        ...(plan.source.kind === 'opened-image' ? ['--rebuild'] : []),
        ...(plan.source.kind === 'image' ? [] : authorFlags(plan.source.author)),
        ...writeFlags(plan),
        ...receiptFlag(plan.receipt),
        '--yes',
      ];
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
  ];
}

function targetWords(targets: readonly PlanTarget[]): string[] {
  const unmount = targets.some((target) => target.kind === 'drive' && target.unmount);
  return [
    ...targets.map((target) => target.path),
    ...fileFlag(targets),
    ...(unmount ? ['--unmount'] : []),
    ...targets.flatMap(identityFlags),
  ];
}

function fileFlag(targets: readonly PlanTarget[]): string[] {
  return targets.some((target) => target.kind === 'file') ? ['--file-target'] : [];
}

function identityFlags(target: PlanTarget): string[] {
  if (target.kind === 'file')
    return target.sizeBytes === undefined ? [] : ['--expect-size', String(target.sizeBytes)];
  if (target.expect.serial) return ['--expect-serial', target.expect.serial];
  return target.expect.sizeBytes === undefined ? [] : ['--expect-size', String(target.expect.sizeBytes)];
}
