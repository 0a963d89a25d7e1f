import { existsSync } from 'node:fs';
import { withoutBackupHeaders } from '../../bytes/formats/gpt/old-backup.ts';
import { asFailure } from '../../contract/failure/failure.ts';
import type { Target } from '../../contract/ports/target.ts';
import { alignedBytes } from '../../host/memory/aligned-memory.ts';
import { type Capsule, loadCapsule } from './capsule.ts';
import { isMixOf } from './mixed-head.ts';
import { keptPiece, type SavedContent, sha256Of } from './saved-content.ts';
import { readTouched, type Touched } from './touched.ts';

/**
 * What the content of a target says about being the one a job kept bytes of. `found`: bytes that say something are there.
 * `faint`: everything fits, and is no more than one value over and over, as on any empty drive. `foreign`: something else
 * is there. `unknown`: nothing was kept that it could be held against.
 */
export type Evidence = 'found' | 'faint' | 'foreign' | 'unknown';

type Piece = SavedContent['pieces'][number];

/** How one kept piece was found; blank: one value over and over. */
export interface Seen {
  readonly state: 'same' | 'own' | 'foreign' | 'unreadable';
  readonly isBlank: boolean;
}

/** What the job is known to have done. */
export interface Doings {
  /** It wrote nothing from here on. Default: what the capsule says, else anywhere. */
  readonly reachBytes?: number | undefined;
  /** What it puts at the beginning, where that can be had. */
  readonly head?: Uint8Array | undefined;
}

/** Holds a target against a job's capsule and against the note of what the job overwrote. Writes nothing. */
export async function capsuleEvidence(target: Target, base: string, doings: Doings = {}): Promise<Evidence> {
  const capsule = await loadCapsule(base);
  if (!capsule) return 'unknown';
  if (capsule.sizeBytes !== target.capacityBytes) return 'foreign';
  const touched = await readTouched(base);
  const seen: Seen[] = [];
  for (const piece of capsule.saved.pieces)
    seen.push(await lookAt(target, capsule, piece, { ...doings, touched }));
  return verdict(seen, existsSync(`${base}.begun`));
}

/** Pieces together; an undo that was broken off may have left the beginning, which it puts back last, half done. */
export function verdict(seen: readonly Seen[], isBegun = false): Evidence {
  const fits = seen.filter(({ state }) => state === 'same' || state === 'own');
  const says = fits.some(({ isBlank }) => !isBlank);
  const foreign = seen.filter(({ state }) => state === 'foreign');
  if (foreign.length > 0 && !(isBegun && says && foreign.length === 1 && foreign[0] === seen[0]))
    return 'foreign';
  if (says) return 'found';
  return fits.length > 0 ? 'faint' : 'unknown';
}

async function lookAt(
  target: Target,
  capsule: Capsule,
  piece: Piece,
  doings: Doings & { readonly touched: Touched | undefined },
): Promise<Seen> {
  const bytes = await readOrNothing(target, piece);
  if (!bytes) return { state: 'unreadable', isBlank: true };
  const blank = isBlank(bytes);
  if (sha256Of(bytes) === piece.sha256) return { state: 'same', isBlank: blank };
  if (!doings.touched) return { state: 'foreign', isBlank: blank };
  if (piece.atByte > 0) {
    const reach = doings.reachBytes ?? capsule.overwriteBytes ?? Number.POSITIVE_INFINITY;
    // What the job overwrote says nothing: it may be anything.
    const isOwn = piece.atByte < reach || (await isWipedEnd(bytes, target, capsule, piece));
    return { state: isOwn ? 'own' : 'foreign', isBlank: true };
  }
  const isOwn = hasOwnHead(bytes, doings.touched) || (await isTorn(bytes, capsule, piece, doings));
  return { state: isOwn ? 'own' : 'foreign', isBlank: blank };
}

/** The beginning is what the job put there; a short image leaves the rest as it was wiped. */
function hasOwnHead(bytes: Uint8Array, { heads }: Touched): boolean {
  return heads.some(({ lengthBytes, sha256 }) => sha256Of(bytes.subarray(0, lengthBytes)) === sha256);
}

/** The job ended while it wrote the beginning: block by block it is zeros, or what was there, or what is to be there. */
async function isTorn(
  bytes: Uint8Array,
  { saved }: Capsule,
  piece: Piece,
  { head }: Doings,
): Promise<boolean> {
  const kept = await keptPiece(saved, piece).catch(() => undefined);
  return isMixOf(bytes, [new Uint8Array(bytes.length), kept, head]);
}

/** Behind its image the job wiped the second header of an old partition table, and nothing else. */
async function isWipedEnd(
  bytes: Uint8Array,
  { capacityBytes, blockBytes }: Target,
  { saved }: Capsule,
  piece: Piece,
): Promise<boolean> {
  const kept = await keptPiece(saved, piece).catch(() => undefined);
  const unit = Math.max(512, blockBytes);
  return (
    kept !== undefined &&
    Buffer.compare(bytes, withoutBackupHeaders(kept, piece.atByte, { capacityBytes, unit })) === 0
  );
}

/** Undefined for a place that cannot be read. @throws Failure of the target */
export async function readOrNothing(
  target: Target,
  { atByte, lengthBytes }: Pick<Piece, 'atByte' | 'lengthBytes'>,
): Promise<Uint8Array | undefined> {
  const bytes = alignedBytes(lengthBytes);
  try {
    await target.read(atByte, bytes);
    return bytes;
  } catch (error) {
    if (asFailure(error).code === 'target-read-failed') return undefined;
    throw error;
  }
}

export function isBlank(bytes: Uint8Array): boolean {
  const [first] = bytes;
  return bytes.every((byte) => byte === first);
}
