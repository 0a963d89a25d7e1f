import type { FlagId } from '../tasks/flags.ts';
import { tasks } from '../tasks/tasks.ts';
import type { Call } from './command.ts';
import { resolveTargets } from './targets.ts';

/**
 * What was made goes onto a drive, as `write` does it. The drive is looked at first: making may take minutes.
 *
 * @throws Failure what a drive is refused with
 */
export async function ontoDrive(drive: string, call: Call<FlagId>): Promise<() => Promise<number>> {
  await resolveTargets([drive], call.flags, {}, call.face);
  const image = call.flags.output ?? '';
  return async () => {
    const { runTask } = await import('./run-task.ts');
    const { onto: _, output: _made, force: _replaced, ...flags } = call.flags;
    return runTask(tasks.write, {
      face: call.face,
      flags,
      values: {},
      one: () => image,
      many: () => [drive],
      words: [image, drive],
    });
  };
}
