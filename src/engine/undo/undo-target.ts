import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import type { UndoneTarget } from '../jobs/events.ts';
import { alignedBytes } from '../memory/aligned-memory.ts';
import { Failure } from '../ports/failure.ts';
import type { Target } from '../ports/target.ts';
import { type Capsule, loadCapsule } from './capsule.ts';
import { overlap } from './ranges.ts';
import { piecesThatDiffer, putBack, sha256Of } from './saved-content.ts';
import { readTouched, type Touched } from './touched.ts';

/** What undoing can do for one target, found out without writing. */
export interface Forecast {
  readonly undone: UndoneTarget;
  readonly capsule: Capsule;
}

/**
 * Compares what a write overwrote with what was kept, and the drive with what the write left on it.
 *
 * @throws Failure `target-changed` when something else was written at its beginning since
 */
export async function forecastUndo(target: Target, base: string): Promise<Forecast | undefined> {
  const capsule = await loadCapsule(base);
  if (!capsule) return undefined;
  const touched = await readTouched(base);
  const different = await piecesThatDiffer(target, capsule.saved);
  const isBegun = existsSync(markOf(base));
  if (different.length > 0 && touched && !isBegun) await refuseForeign(target, capsule, touched);
  return { capsule, undone: undoneOf(target, capsule, touched, different.length > 0) };
}

/** Puts everything kept back and proves it. What goes wrong half-way is finished by doing it again. */
export async function putCapsuleBack(
  target: Target,
  base: string,
  { capsule, undone }: Forecast,
): Promise<void> {
  if (undone.state === 'nothing-to-do') return;
  await writeFile(markOf(base), '', { mode: 0o600 });
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
  const lost =
    touched && touched.fromByte < touched.toByte
      ? { atByte: touched.fromByte, lengthBytes: touched.toByte - touched.fromByte, exact: touched.exact }
      : undefined;
  return {
    target: target.name,
    path,
    state: lost ? 'partly' : differs ? 'whole' : 'nothing-to-do',
    restoredBytes: saved.pieces.reduce((sum, { lengthBytes }) => sum + lengthBytes, 0),
    ...(lost && { lost }),
    partitions: partitions.map((partition) => ({ ...partition, whole: !lost || !overlap(partition, lost) })),
  };
}

/** The beginning must be what the write put there, or what was there before: else somebody else wrote since. */
async function refuseForeign(target: Target, { saved, path }: Capsule, { heads }: Touched): Promise<void> {
  const [first] = saved.pieces;
  const known = [...heads, ...(first?.atByte === 0 ? [first] : [])];
  for (const { lengthBytes, sha256 } of known) {
    const bytes = alignedBytes(lengthBytes);
    await target.read(0, bytes);
    if (sha256Of(bytes) === sha256) return;
  }
  throw new Failure('target-changed', {
    target: path,
    field: 'beginning',
    expected: 'what this job wrote',
    found: 'something else',
  });
}
