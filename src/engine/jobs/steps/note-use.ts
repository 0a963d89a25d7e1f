import type { JobReport } from '../../contract/events/report.ts';
import type { ReadPlan } from '../../contract/plan/plan.ts';
import type { Medium } from '../../contract/ports/medium.ts';
import type { JobContext } from './job-context.ts';
import { outputsWithLittleRoom } from './little-room.ts';

/** A disc ends in so much that counts and holds nothing: nobody has to be told that it is left out. */
const RUN_OUT_BYTES = 2 * 2048;

/**
 * Says before the first read that a medium is mounted for writing: what changes meanwhile is read half before and half after. What was
 * written so far goes to the medium first: it is read past the system's cache.
 */
export async function noteUse(
  { path, mountedAt = [], flush }: Medium,
  { onFact }: Pick<JobContext, 'onFact'>,
): Promise<void> {
  if (mountedAt.length === 0) return;
  onFact({ event: 'note', code: 'medium-mounted', path, facts: { mountedAt } });
  await flush?.();
}

/** Says before the first read what is left out, because nothing says that it is used. */
export function noteRest(
  { session }: ReadPlan,
  medium: Medium,
  keptBytes: number,
  { onFact }: Pick<JobContext, 'onFact'>,
): void {
  if (session !== undefined || !isCut(medium, keptBytes)) return;
  const { path, sizeBytes: wholeBytes } = medium;
  onFact({ event: 'note', code: 'medium-rest', path, facts: { rest: { keptBytes, wholeBytes } } });
}

/** Says before the first read that an output may get full. */
export async function noteRoom(
  plan: ReadPlan,
  keptBytes: number,
  { onFact }: Pick<JobContext, 'onFact'>,
): Promise<void> {
  for (const room of await outputsWithLittleRoom(plan, keptBytes))
    onFact({ event: 'note', code: 'output-little-room', path: room.path, facts: { room } });
}

function isCut({ kind, sizeBytes }: Medium, keptBytes: number): boolean {
  return sizeBytes - keptBytes > (kind === 'disc' ? RUN_OUT_BYTES : 0);
}

/** What a dry run knows of a medium: how much of it is wanted, how much there is, and whether it is in use. */
export async function rehearsedMedium(
  plan: ReadPlan,
  medium: Medium,
  sizeBytes: number,
): Promise<Pick<JobReport, 'source'>> {
  const { source: from, session } = plan;
  const { mountedAt, sizeBytes: wholeBytes } = medium;
  const littleRoom = await outputsWithLittleRoom(plan, sizeBytes);
  const source = {
    path: from.path,
    sizeBytes,
    ...(session === undefined && isCut(medium, sizeBytes) && { wholeBytes }),
    ...(mountedAt && { mountedAt }),
    ...(littleRoom.length > 0 && { littleRoom }),
  };
  return { source };
}
