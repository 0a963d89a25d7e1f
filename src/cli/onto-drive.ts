import type { FlagId } from '../tasks/flags.ts';
import type { Task } from '../tasks/task.ts';
import { tasks } from '../tasks/tasks.ts';
import type { Call } from './command.ts';
import { resolveTargets } from './targets.ts';

/**
 * What was made goes onto a drive, as `write` does it. The drive is looked at first: making may take minutes.
 *
 * @throws Failure what a drive is refused with
 */
export async function ontoDrive(
  drive: string,
  call: Call<FlagId>,
  carryOut: (task: Task, call: Call<FlagId>) => Promise<number>,
): Promise<() => Promise<number>> {
  await resolveTargets([drive], call.flags, {}, call.face);
  const image = call.flags.output ?? '';
  return async () => {
    const { onto: _, output: _made, force: _replaced, ...flags } = call.flags;
    return carryOut(tasks.write, {
      face: call.face,
      flags,
      values: {},
      one: () => image,
      many: () => [drive],
      words: [image, drive],
    });
  };
}
