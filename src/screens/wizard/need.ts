import { isLocal } from '../../engine/plan/source-path.ts';
import type { DriveNeed } from '../../engine/ports/machine.ts';
import type { Asking } from './state.ts';

/** What a target must offer for these answers; the size of a folder's image is known after its dry run. */
export function driveNeed({ answers, summary }: Pick<Asking, 'answers' | 'summary'>): DriveNeed {
  const { task, source } = answers;
  if (task !== 'write' || source === undefined) return {};
  // A dry run of another source says nothing about this one.
  const { report } = summary.progress.done ?? {};
  const known = report?.source?.path === source.path ? report.source.sizeBytes : 0;
  // What is compressed is larger than its file; the dry run knows how much, or its end alone.
  const sizeBytes = known || source.sizeBytes;
  const sourcePath = isLocal(source.path) ? { sourcePath: source.path } : {};
  return { ...sourcePath, ...(sizeBytes === undefined ? {} : { sizeBytes }) };
}
