import { shownAddress } from '../../engine/contract/failure/shown-address.ts';
import { isLocal } from '../../engine/contract/plan/source-path.ts';
import type { DriveNeed } from '../../engine/contract/ports/machine.ts';
import { savesOntoDrives } from './purpose-of.ts';
import type { Answers, Asking } from './state.ts';
import { entryIn } from './undertaking.ts';

/** What a target must offer for these answers; the size of a folder's image is known after its dry run. */
export function driveNeed({ answers, summary }: Pick<Asking, 'answers' | 'summary'>): DriveNeed {
  const source = sourceIn(answers);
  if (source === undefined) return {};
  // A dry run of another source says nothing about this one.
  const { report } = summary.progress.done ?? {};
  const isOfThis = report?.source?.path === shownAddress(source.path);
  const known = isOfThis ? report.source.sizeBytes : 0;
  // What is compressed is larger than its file; the dry run knows how much, or its end alone.
  const sizeBytes = known || source.sizeBytes;
  const sourcePath = isLocal(source.path) ? { sourcePath: source.path } : {};
  return { ...sourcePath, ...(sizeBytes === undefined ? {} : { sizeBytes }) };
}

interface Needing {
  readonly path: string;
  readonly sizeBytes: number | undefined;
}

/** What drives are written with. Of what is saved only its end is needed, which the dry run finds. */
function sourceIn(answers: Answers): Needing | undefined {
  const { medium } = answers;
  if (savesOntoDrives(answers)) return medium && { path: medium.path, sizeBytes: undefined };
  return entryIn(answers)?.drives === 'written' ? answers.source : undefined;
}
