import { BLOCK_BYTES } from '../../bytes/formats/mbr/mbr.ts';
import { bytesOf } from '../../bytes/ranges/bytes-of.ts';
import { Failure } from '../../contract/failure/failure.ts';
import type { Reach } from '../../contract/failure/reach.ts';
import type { Readable } from '../../contract/ports/image.ts';
import type { Medium } from '../../contract/ports/medium.ts';
import { reachesOf } from '../inspect/reach/find-cut.ts';
import type { Hand, HandAnswer } from './hand.ts';

/** Structures of discs and file systems lie near their places; whoever looks needs no more. */
const MOST_LOOK_BYTES = 64 << 10;
const MOST_SEEN = 512;
const PIECE_BYTES = 2048;
/** A medium that does not answer so long is not looked at any more: then all of it is read. */
const LOOK_LIMIT_MS = 20_000;
/** And all looks together take no longer: an ill drive has better to do than to be asked what is on it. */
const ALL_LOOKS_MS = 60_000;
/** RAID and others leave something behind a file system: a rest as small as that is kept. */
const KEPT_REST_BYTES = 4 << 20;
/** NTFS keeps a copy of its boot sector behind the last one that it counts. */
const BEHIND_BYTES = 4096;

/**
 * How far a medium is used, by what stands on it: volumes of a disc, partitions, a backup of their table, a file system that is the
 * whole medium. All of it where nothing says so, where something reaches further than it, and where it cannot be read.
 *
 * @returns bytes, whole sectors
 */
export async function mediumEnd(medium: Medium, hand: Hand, allLooksMs?: number): Promise<number> {
  const { sizeBytes, sectorBytes } = medium;
  try {
    const view = lookedAt(medium, hand, true, allLooksMs);
    const claims = await reachesOf({ bytes: bytesOf(view), sizeBytes });
    const endByte = Math.max(0, ...claims.map((claim) => endOf(claim, medium)));
    if (endByte === 0 || endByte > sizeBytes) return sizeBytes;
    if (isDisc(claims) || endsInTable(claims, endByte)) return Math.min(sizeBytes, up(endByte, sectorBytes));
    const kept = up(endByte + BEHIND_BYTES, sectorBytes);
    return sizeBytes - kept < KEPT_REST_BYTES ? sizeBytes : kept;
  } catch {
    return sizeBytes;
  }
}

/** An MBR counts in sectors of its drive, and does not say how large they are. */
function endOf({ part, endByte }: Reach, { kind, sectorBytes }: Medium): number {
  return part === 'partition' && kind === 'device'
    ? endByte * Math.max(1, sectorBytes / BLOCK_BYTES)
    : endByte;
}

const up = (bytes: number, sectorBytes: number): number => Math.ceil(bytes / sectorBytes) * sectorBytes;

/** The second copy of a GPT is the last block of its disk, or it is misplaced: an image ends with it. UEFI 2.10 §5.3.1. */
function endsInTable(claims: readonly Reach[], endByte: number): boolean {
  return claims.some((claim) => claim.part === 'backup-gpt' && claim.endByte === endByte);
}

/** What follows the volume of a disc is run-out, and may not be readable. */
function isDisc(claims: readonly Reach[]): boolean {
  return claims.some(({ part }) => part === 'volume' || part === 'udf-partition');
}

/**
 * A medium through a hand, for small looks; the same place is asked for once.
 *
 * @param goesOn what is bad is zeros; else a failure
 * @param allLooksMs after so long with the medium nothing is looked at any more
 */
export function lookedAt(
  { path, sizeBytes, sectorBytes }: Medium,
  hand: Hand,
  goesOn: boolean,
  allLooksMs = ALL_LOOKS_MS,
): Readable {
  const seen = new Map<number, Promise<Uint8Array>>();
  const ask = asker(path, hand, allLooksMs);
  // A bad sector must not hide what stands beside it: it is zeros.
  const inPieces = async (atByte: number, lengthBytes: number): Promise<Uint8Array> => {
    const whole = Buffer.alloc(lengthBytes);
    const step = Math.max(PIECE_BYTES, sectorBytes);
    for (let done = 0; done < lengthBytes; done += step) {
      const piece = await ask(atByte + done, Math.min(step, lengthBytes - done));
      if (piece) whole.set(piece, done);
    }
    return whole;
  };
  const look = async (atByte: number): Promise<Uint8Array> => {
    const lengthBytes = Math.min(MOST_LOOK_BYTES, sizeBytes - atByte);
    const whole = await ask(atByte, lengthBytes);
    if (whole) return whole;
    if (!goesOn) throw new Failure('source-unreadable', { path, errno: 'EIO', atByte });
    return inPieces(atByte, lengthBytes);
  };
  return {
    sizeBytes,
    async read(atByte, into) {
      for (let done = 0; done < into.length; ) {
        const place = atByte + done;
        const from = Math.floor(place / MOST_LOOK_BYTES) * MOST_LOOK_BYTES;
        const known = seen.get(from) ?? look(from);
        if (seen.size < MOST_SEEN) seen.set(from, known);
        const part = (await known).subarray(place - from, place - from + into.length - done);
        into.set(part, done);
        done += part.length;
      }
    },
  };
}

type Ask = (atByte: number, lengthBytes: number) => Promise<Uint8Array | undefined>;

/** Asks a hand for bytes, one look after another or several at once; undefined for what cannot be read. */
function asker(path: string, hand: Hand, mostMs: number): Ask {
  let nextId = 1;
  const waiting = new Map<number, (answer: HandAnswer | undefined) => void>();
  hand.onAnswer((answer) => {
    for (const [id, resolve] of waiting) if (answer === undefined || id === answer.id) resolve(answer);
  });
  let leftMs = mostMs;
  return async (atByte, lengthBytes) => {
    const id = nextId++;
    const askedAtMs = performance.now();
    const limitMs = Math.min(LOOK_LIMIT_MS, leftMs);
    const answer = await new Promise<HandAnswer | undefined>((resolve) => {
      const timer = setTimeout(() => resolve(undefined), limitMs);
      waiting.set(id, (told) => {
        clearTimeout(timer);
        resolve(told);
      });
      hand.send({ do: 'look', id, atByte, lengthBytes });
    });
    waiting.delete(id);
    leftMs = Math.max(0, leftMs - (performance.now() - askedAtMs));
    if (answer === undefined) throw new Failure('source-unreadable', { path, errno: 'ETIMEDOUT', atByte });
    return answer.bytes === undefined ? undefined : Buffer.from(answer.bytes, 'base64');
  };
}
