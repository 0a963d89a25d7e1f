import { type Drive, mountsOf } from '../engine/ports/drive.ts';
import { Failure } from '../engine/ports/failure.ts';
import { cleanText } from '../engine/words/clean.ts';
import { sizeText } from '../engine/words/sizes.ts';
import type { Face } from './face.ts';
import type { ResolvedTarget } from './targets.ts';

/**
 * Shows what will be overwritten and has the person type each target's name.
 *
 * @throws Failure `question-needed` without a terminal, `stopped` for any other answer
 */
export async function confirm(source: string, targets: readonly ResolvedTarget[], face: Face): Promise<void> {
  if (!face.ask) {
    throw new Failure('question-needed', {
      question: `Really overwrite ${targets.map(({ plan }) => plan.path).join(', ')} with ${source}?`,
      flag: '--yes with --expect-serial, --expect-size or a /dev/disk/by-id path',
    });
  }
  for (const target of targets) {
    for (const line of whatIsLost(target)) face.err(`${cleanText(line)}\n`);
    const name = target.drive?.name ?? target.plan.path;
    const answer = await face.ask(`Everything on it will be lost. Type ${name} to go on: `);
    if (answer.trim() !== name) throw new Failure('stopped', { by: 'person' });
  }
}

function whatIsLost({ plan, drive }: ResolvedTarget): string[] {
  if (!drive) return [`${plan.path}: a file that stands in for a drive`];
  return [
    describeDrive(drive),
    ...drive.parts.map(describePart),
    ...unmounted(plan, drive).map((mount) => `  will be unmounted: ${mount}`),
    ...drive.warnings.map(({ text }) => `  ! ${text}`),
  ];
}

function unmounted(plan: ResolvedTarget['plan'], drive: Drive): string[] {
  return plan.kind === 'drive' && plan.unmount ? mountsOf(drive) : [];
}

function describeDrive({ path, model, sizeBytes, transport, serial }: Drive): string {
  return [path, model, sizeText(sizeBytes), transport, serial && `serial ${serial}`]
    .filter(Boolean)
    .join('  ');
}

function describePart({ path, label, fsType, sizeBytes }: Drive['parts'][number]): string {
  return `  ${path}  ${label || 'no label'}  ${fsType || 'unknown'}  ${sizeText(sizeBytes)}`;
}
