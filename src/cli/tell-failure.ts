import { eventOf, lastWordOf } from '../engine/contract/events/last-word.ts';
import { exitCodeOf } from '../engine/contract/failure/exit-codes.ts';
import type { Failure } from '../engine/contract/failure/failure.ts';
import { told } from '../words/note-details.ts';
import { remedy } from '../words/remedies.ts';
import { asSpoken } from '../words/spoken-failure.ts';
import type { Face } from './face.ts';
import type { CommonOptions } from './given.ts';
import { tell, tellJson } from './tell.ts';

/** A failure before a job could say `done` itself: in JSON that last event is still owed. Returns the exit code. */
export function tellFailure(failure: Failure, { json }: CommonOptions, face: Face): number {
  const exitCode = exitCodeOf(failure);
  const { title, happened, next } = remedy(asSpoken(failure));
  if (json) tellLastWord(failure, face);
  tell(face.err, title, `  ${happened}`, ...next.map((step) => `  → ${step}`));
  return exitCode;
}

/** The last event of a command that fails before a job does. */
export function tellLastWord(failure: Failure, face: Face): void {
  tellJson(face.out, told(eventOf(lastWordOf(failure), '', face.nowMs())));
}
