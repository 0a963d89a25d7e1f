import * as z from 'zod';
import { asFailure, Failure } from '../../contract/failure/failure.ts';
import { protectedSerials } from './never-touch.ts';

/**
 * The never-touch lists as the person's own process read them. They go to the job with its order: an elevating tool empties the
 * environment that says where they are, and root may not be able to read them at all (a home on a network).
 */
export const handedList = z.union([
  z.strictObject({ serials: z.array(z.string().max(200)).max(100_000) }),
  z.strictObject({ problem: z.string() }),
]);

export type HandedList = z.infer<typeof handedList>;

/** What this process can hand on: the serials, or why nobody can say which they are. Never rejects. */
export async function listToHand(): Promise<HandedList> {
  try {
    return { serials: await protectedSerials() };
  } catch (error) {
    const failure = asFailure(error);
    return { problem: 'problem' in failure.facts ? String(failure.facts.problem) : failure.code };
  }
}

/** All serials a job must heed: those that were handed in and its own. @throws Failure `never-touch-unreadable` */
export async function heededSerials(handed: HandedList | undefined): Promise<string[]> {
  if (handed && 'problem' in handed) throw new Failure('never-touch-unreadable', { problem: handed.problem });
  return protectedSerials(undefined, handed?.serials);
}
