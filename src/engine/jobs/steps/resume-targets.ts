import { asFailure, Failure } from '../../contract/failure/failure.ts';
import { type Image, isImage, type Source } from '../../contract/ports/image.ts';
import type { Target } from '../../contract/ports/target.ts';
import { alignedBytes } from '../../host/memory/aligned-memory.ts';
import { Needs } from '../../write/transfer/block-map-filter.ts';
import { capsuleEvidence, type Doings, type Evidence } from '../../write/undo/evidence.ts';
import type { KnownAs } from './find-again.ts';
import { truthEvidence } from './truth-test.ts';

/** So much before the safe place is read back and compared before a job goes on there. */
const TAIL_BYTES = 4 << 20;

/** What an earlier run of a job left to know its target by. */
export interface Left {
  /** Before it everything was on the medium; 0: nothing was. */
  readonly safeToByte: number;
  /** Of the capsule, and of what a truth test kept: without ending. */
  readonly capsuleBase: string;
  readonly truthBase: string;
  readonly known: KnownAs;
}

/**
 * Where a job goes on: at its safe place when the bytes before it are the image's, at the beginning when the target holds
 * what was there before the job, or what the job is known to have put there. Nothing is written before that is seen.
 *
 * @throws Failure `target-changed` when none of it is there: it is another drive, or somebody else wrote to it
 */
export async function placeToGoOn(target: Target, source: Source, left: Left): Promise<number> {
  const proven = await provenPlace(target, source, left.safeToByte);
  if (proven > 0) return proven;
  const head = isImage(source) ? await headOf(target, source) : undefined;
  await demandKnown(target, left, { reachBytes: source.sizeBytes, head });
  // The bytes of a stream are gone: what is on the target is compared when all of it has passed again.
  const placeByte = left.safeToByte - (left.safeToByte % target.blockBytes);
  return isImage(source) || !isWithin(target, source, placeByte) ? 0 : placeByte;
}

/** @throws Failure `target-changed` unless the target holds what was there before the job, or what it put there */
export async function demandKnown(target: Target, left: Left, doings: Doings): Promise<void> {
  const kept = await capsuleEvidence(target, left.capsuleBase, doings);
  const evidence = kept === 'unknown' ? await truthEvidence(target, left.truthBase) : kept;
  if (!isEnough(evidence, left)) throw foreign(target, evidence);
}

async function headOf({ headBytes }: Target, image: Image): Promise<Uint8Array | undefined> {
  const head = alignedBytes(Math.min(headBytes, image.sizeBytes));
  await image.read(0, head);
  return head;
}

/** A job that died before it kept or wrote anything has nothing to show; then the system's word must do, and nothing less. */
function isEnough(evidence: Evidence, { known, safeToByte }: Left): boolean {
  if (evidence === 'found') return true;
  if (evidence === 'faint') return known !== 'like';
  return evidence === 'unknown' && known === 'same' && safeToByte === 0;
}

function foreign({ name }: Target, evidence: Evidence): Failure {
  return new Failure('target-changed', {
    target: name,
    field: 'content',
    expected: 'what-the-job-left',
    found: evidence === 'foreign' ? 'something-else' : 'nothing-of-its-own',
  });
}

/** A run of this image may have been there. */
function isWithin(
  { capacityBytes }: Target,
  { sizeBytes = capacityBytes }: Source,
  placeByte: number,
): boolean {
  return placeByte <= Math.min(capacityBytes, sizeBytes);
}

/**
 * The safe place when what stands before it is still the image's; 0 when it is not, or cannot be looked at. The journal only
 * saves writes: what is proved afterwards is every byte.
 */
export async function provenPlace(target: Target, source: Source, safeToByte: number): Promise<number> {
  const placeByte = safeToByte - (safeToByte % target.blockBytes);
  if (!isImage(source) || placeByte <= target.headBytes || !isWithin(target, source, placeByte)) return 0;
  const needs = source.mapped && new Needs(source.mapped);
  const endByte = needs ? wholeBlocks(needs.endBefore(placeByte), target) : placeByte;
  if (endByte <= target.headBytes) return 0;
  const fromByte = Math.max(target.headBytes, endByte - TAIL_BYTES);
  return (await isSameBetween(target, source, fromByte, endByte, needs)) ? placeByte : 0;
}

function wholeBlocks(atByte: number, { blockBytes }: Target): number {
  return Math.ceil(atByte / blockBytes) * blockBytes;
}

/** A place that cannot be read is tried once more; then what was kept of the drive decides. */
async function isRead(target: Target, atByte: number, into: Uint8Array): Promise<boolean> {
  for (let tries = 0; tries < 2; tries++) {
    try {
      await target.read(atByte, into);
      return true;
    } catch (error) {
      if (asFailure(error).code !== 'target-read-failed') throw error;
    }
  }
  return false;
}

async function isSameBetween(
  target: Target,
  image: Image,
  fromByte: number,
  toByte: number,
  needs: Needs | undefined,
): Promise<boolean> {
  const memory = alignedBytes(2 * TAIL_BYTES);
  const wanted = memory.subarray(0, toByte - fromByte);
  const found = memory.subarray(TAIL_BYTES, TAIL_BYTES + toByte - fromByte);
  await image.read(fromByte, wanted);
  if (!(await isRead(target, fromByte, found))) return false;
  for (const bytes of [wanted, found]) needs?.blank(fromByte, bytes);
  return Buffer.compare(wanted, found) === 0;
}
