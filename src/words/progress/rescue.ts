import type { RescueFacts } from '../../engine/contract/events/progress-fact.ts';
import type { Progress, RescueProgress } from './state.ts';

/** How far a medium is; what does not speak of it leaves it as it was. */
export function nextRescue(
  before: RescueProgress | undefined,
  facts: RescueFacts | undefined,
): RescueProgress | undefined {
  return facts === undefined ? before : { ...facts, frontByte: frontOf(before, facts) };
}

/** Only the first pass leaves anything without a try: it goes forwards, over what is slow. */
function frontOf(before: RescueProgress | undefined, { pass, round, atByte }: RescueFacts): number {
  if (pass !== 'copy' || round > 1) return Number.MAX_SAFE_INTEGER;
  return Math.max(before?.frontByte ?? 0, atByte);
}

/** What stood there before this run read anything: no part of the speed of the phase under way. */
export function earlierBytes({ phase, rescue }: Pick<Progress, 'phase' | 'rescue'>): number {
  return phase === 'read' ? (rescue?.earlierBytes ?? 0) : 0;
}

/** Where nothing can be read, an attempt is all that moves. */
export function hasTried(before: RescueProgress | undefined, after: RescueProgress | undefined): boolean {
  if (after === undefined || after === before) return false;
  return (
    before === undefined ||
    before.atByte !== after.atByte ||
    before.readErrors !== after.readErrors ||
    before.round !== after.round ||
    before.pass !== after.pass
  );
}
