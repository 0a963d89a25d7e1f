import { bytesOf } from '../../bytes/ranges/bytes-of.ts';
import { usageRefused } from '../../contract/failure/refused.ts';
import type { Medium } from '../../contract/ports/medium.ts';
import { outputFailure } from '../../host/files/output-failure.ts';
import { writeAllAt } from '../../host/files/positional-io.ts';
import { sessionsOf } from '../../read/inspect/sessions.ts';
import { gapsBetween, type KeptPart } from '../../read/rescue/disc-end.ts';
import { lookedAt } from '../../read/rescue/medium-end.ts';
import { type Descriptors, descriptorsOf } from '../../read/rescue/session-view.ts';
import type { MediumHands } from './medium-hands.ts';

/** A disc as it was when a session was written. */
export interface WantedSession extends KeptPart {
  /** What has to stand at the beginning of an image, so that it shows this session; absent of the first. */
  readonly descriptors?: Descriptors;
}

/** @param number from 1 @throws Failure `usage` for a session that is not there, and when the medium cannot be opened */
export function wantedSession(number: number, medium: Medium, hands: MediumHands): Promise<WantedSession> {
  return hands.look(async (hand) => {
    const bytes = bytesOf(lookedAt(medium, hand, true));
    const sessions = await sessionsOf(bytes, medium.kind === 'disc');
    const wanted = sessions[number - 1];
    const descriptors = wanted && (await descriptorsOf(bytes, wanted));
    if (!wanted || !descriptors)
      throw usageRefused({ reason: 'no-such-session', session: number, sessions: sessions.length });
    return {
      endByte: Math.min(medium.sizeBytes, wanted.endByte),
      gaps: medium.kind === 'disc' ? gapsBetween(sessions.slice(0, number)) : [],
      ...(number > 1 && { descriptors }),
    };
  });
}

/** Makes an image that was read, and proved, show its last session. @throws Failure of the output */
export function showSession(fd: number, path: string, { descriptors }: WantedSession): void {
  if (!descriptors) return;
  try {
    writeAllAt(fd, descriptors.bytes, descriptors.atByte);
  } catch (error) {
    throw outputFailure(error, path);
  }
}
