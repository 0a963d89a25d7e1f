import { rm, writeFile } from 'node:fs/promises';
import { endOf, overlap, uncovered } from '../../bytes/ranges/ranges.ts';
import type { UndoneTarget } from '../../contract/events/report.ts';
import { Failure } from '../../contract/failure/failure.ts';
import type { Target } from '../../contract/ports/target.ts';
import { type Capsule, loadCapsule } from './capsule.ts';
import { capsuleEvidence, type Doings, type Evidence } from './evidence.ts';
import { demandSize, piecesThatDiffer, putBack } from './saved-content.ts';
import { storageFailure } from './storage-failure.ts';
import { readTouched, type Touched } from './touched.ts';

/** What undoing can do for one target, found out without writing. */
export interface Forecast {
  readonly undone: UndoneTarget;
  readonly capsule: Capsule;
}

/**
 * Compares what a write overwrote with what was kept, and the drive with what the write left on it.
 *
 * @param isCertain something else than its content says that it is the same drive: then a blank one is taken for it
 * @param surelyWrittenBytes from its beginning on, by other evidence than the note
 * @throws Failure `target-changed` when it holds neither what the job left on it nor what was there before, or has another size
 */
export async function forecastUndo(
  target: Target,
  base: string,
  {
    isCertain = true,
    surelyWrittenBytes = 0,
    ...doings
  }: Doings & { readonly isCertain?: boolean; readonly surelyWrittenBytes?: number } = {},
): Promise<Forecast | undefined> {
  const capsule = await loadCapsule(base);
  if (!capsule) return undefined;
  demandSize(target, capsule.saved);
  const touched = atLeast(await readTouched(base), capsule, surelyWrittenBytes);
  const different = await piecesThatDiffer(target, capsule.saved);
  if (different.length > 0)
    refuseForeign(capsule.path, await capsuleEvidence(target, base, doings), isCertain);
  return { capsule, undone: undoneOf(target, capsule, touched, different.length > 0) };
}

/** Puts everything kept back and proves it. What goes wrong half-way is finished by doing it again. */
export async function putCapsuleBack(
  target: Target,
  base: string,
  { capsule, undone }: Forecast,
): Promise<void> {
  if (undone.state === 'nothing-to-do') return;
  await writeFile(markOf(base), '', { mode: 0o600 }).catch((error) => {
    throw storageFailure(markOf(base), error);
  });
  await putBack(target, capsule.saved);
  const [wrong] = await piecesThatDiffer(target, capsule.saved);
  if (wrong)
    throw new Failure('verify-mismatch', { target: target.name, ...wrong, badBytes: wrong.lengthBytes });
  if (undone.state === 'whole') await rm(`${base}.touched`, { force: true });
  await rm(markOf(base), { force: true });
}

function markOf(base: string): string {
  return `${base}.begun`;
}

function undoneOf(
  target: Target,
  { saved, path, partitions }: Capsule,
  touched: Touched | undefined,
  differs: boolean,
): UndoneTarget {
  const lost = touched && lostOf(touched, target.capacityBytes);
  return {
    target: target.name,
    path,
    state: lost ? 'partly' : differs ? 'whole' : 'nothing-to-do',
    restoredBytes: saved.pieces.reduce((sum, { lengthBytes }) => sum + lengthBytes, 0),
    ...(lost && { lost }),
    partitions: partitions.map((partition) => ({ ...partition, whole: !lost || !overlap(partition, lost) })),
  };
}

/** A note that says less was overwritten than surely was is damaged, or somebody's wish. */
function atLeast(
  touched: Touched | undefined,
  { saved }: Capsule,
  writtenBytes: number,
): Touched | undefined {
  const hull = uncovered({ atByte: 0, lengthBytes: writtenBytes }, saved.pieces);
  if (!hull || !touched || (touched.fromByte <= hull.atByte && touched.toByte >= endOf(hull))) return touched;
  const fromByte = Math.min(touched.fromByte, hull.atByte);
  return { ...touched, fromByte, toByte: Math.max(touched.toByte, endOf(hull)), exact: false };
}

function lostOf({ fromByte, toByte, exact }: Touched, capacityBytes: number): UndoneTarget['lost'] {
  const lengthBytes = Math.min(toByte, capacityBytes) - fromByte;
  return lengthBytes > 0 ? { atByte: fromByte, lengthBytes, exact } : undefined;
}

/** It must hold what the write put there, or what was there before: else somebody else wrote since, or it is another drive. */
export function refuseForeign(target: string, evidence: Evidence, isCertain: boolean): void {
  if (evidence === 'found' || (evidence === 'faint' && isCertain)) return;
  throw new Failure('target-changed', {
    target,
    field: 'content',
    expected: 'what-the-job-left',
    found: evidence === 'foreign' ? 'something-else' : 'as-empty-as-any',
  });
}
