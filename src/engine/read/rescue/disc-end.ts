import { bytesOf } from '../../bytes/ranges/bytes-of.ts';
import type { ByteRange } from '../../contract/ports/byte-range.ts';
import type { Medium } from '../../contract/ports/medium.ts';
import { type Session, sessionsOf } from '../inspect/sessions.ts';
import type { Hand, HandAnswer } from './hand.ts';
import { lookedAt, mediumEnd } from './medium-end.ts';

const SECTOR_BYTES = 2048;
/** A track written at once ends in two sectors that count and hold nothing: no drive can read them. */
const RUN_OUT_SECTORS = 2;
const LOOK_LIMIT_MS = 20_000;

/** How much of a medium is wanted. */
export interface KeptPart {
  readonly endByte: number;
  /** What lies between sessions of a disc, and holds nothing. */
  readonly gaps: readonly ByteRange[];
}

/** As far as the medium is used; of a disc up to the end of its last session, which speaks for all of it. */
export async function keptPart(medium: Medium, hand: Hand): Promise<KeptPart> {
  const endByte = await mediumEnd(medium, hand);
  const { kind, sizeBytes } = medium;
  if (endByte < sizeBytes && kind !== 'device') return withSessions(medium, hand, endByte);
  const runOutBytes = kind === 'disc' && endByte === sizeBytes ? await runOutOf(medium, hand) : 0;
  return { endByte: endByte - runOutBytes, gaps: [] };
}

/** A drive with sessions behind its first volume; where they cannot be looked for, there are none. */
async function withSessions(medium: Medium, hand: Hand, endByte: number): Promise<KeptPart> {
  const isDisc = medium.kind === 'disc';
  const bytes = bytesOf(lookedAt(medium, hand, true));
  const sessions = await sessionsOf(bytes, isDisc).catch(() => []);
  const last = sessions.length > 1 ? (sessions.at(-1)?.endByte ?? 0) : 0;
  const gaps = isDisc ? gapsBetween(sessions) : [];
  return { endByte: Math.min(medium.sizeBytes, Math.max(endByte, last)), gaps };
}

/** Lead-outs and lead-ins: no drive can read them, and nobody misses them. */
export function gapsBetween(sessions: readonly Session[]): ByteRange[] {
  return sessions.slice(1).map(({ startByte }, index) => {
    const atByte = Math.min(startByte, sessions[index]?.endByte ?? startByte);
    return { atByte, lengthBytes: startByte - atByte };
  });
}

/** Both sectors fail, and the one before them does not. */
async function runOutOf({ sizeBytes }: Medium, hand: Hand): Promise<number> {
  const isRead = (behind: number): Promise<boolean | undefined> =>
    canBeRead(hand, sizeBytes - behind * SECTOR_BYTES);
  for (let behind = 1; behind <= RUN_OUT_SECTORS; behind++) if ((await isRead(behind)) !== false) return 0;
  return (await isRead(RUN_OUT_SECTORS + 1)) ? RUN_OUT_SECTORS * SECTOR_BYTES : 0;
}

/** Undefined: nobody knows, since it does not answer. */
function canBeRead(hand: Hand, atByte: number): Promise<boolean | undefined> {
  if (atByte < 0) return Promise.resolve(undefined);
  // Its place tells it from answers to earlier looks that come late.
  const id = -1 - atByte;
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), LOOK_LIMIT_MS);
    hand.onAnswer((answer: HandAnswer | undefined) => {
      if (answer !== undefined && answer.id !== id) return;
      clearTimeout(timer);
      resolve(answer && answer.bytes !== undefined);
    });
    hand.send({ do: 'look', id, atByte, lengthBytes: SECTOR_BYTES });
  });
}
