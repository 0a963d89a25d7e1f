import type { DriveNeed } from '../../engine/ports/machine.ts';
import type { Asking } from './state.ts';

/** What a target must offer for these answers; the size of a folder's image is known after its dry run. */
export function driveNeed({ answers, summary }: Pick<Asking, 'answers' | 'summary'>): DriveNeed {
  const { task, source } = answers;
  if (task !== 'write' || source === undefined) return {};
  // A dry run of another source says nothing about this one.
  const { report } = summary.progress.done ?? {};
  const isSame = report?.source?.path === source.path;
  const sizeBytes = source.sizeBytes ?? (isSame ? report?.source?.sizeBytes : undefined);
  return { sourcePath: source.path, ...(sizeBytes === undefined ? {} : { sizeBytes }) };
}
