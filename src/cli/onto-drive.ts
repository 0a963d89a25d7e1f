import { statSync } from 'node:fs';
import { Failure } from '../engine/contract/failure/failure.ts';
import type { FlagId } from '../tasks/flags.ts';
import type { Task } from '../tasks/task.ts';
import { tasks } from '../tasks/tasks.ts';
import { t } from '../words/language.ts';
import { spokenFailure } from '../words/spoken-failure.ts';
import { absolutePath } from './absolute-path.ts';
import type { Call } from './command.ts';
import type { Face } from './face.ts';
import { resolveTargets } from './targets.ts';

/**
 * What was made goes onto a drive, as `write` does it. The drive is looked at first: making may take minutes.
 *
 * @throws Failure what a drive is refused with, `question-needed` where nobody could be asked afterwards
 */
export async function ontoDrive(
  drive: string,
  call: Call<FlagId>,
  carryOut: (task: Task, call: Call<FlagId>) => Promise<number>,
): Promise<() => Promise<number>> {
  const image = call.flags.output ?? '';
  await resolveTargets([drive], call.flags, {}, call.face);
  refuseItself(image, drive, call.face);
  if (!call.flags.yes && !call.flags.dryRun && !call.face.ask)
    throw spokenFailure('question-needed', () => ({
      question: t().cli.asked.overwrite(drive, image),
      flag: t().cli.asked.overwriteFlag,
    }));
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

/** With `--force` the image would take the place of the file that stands for a drive. @throws Failure `source-on-target` */
function refuseItself(image: string, drive: string, face: Face): void {
  const [made, target] = [image, drive].map((path) =>
    statSync(absolutePath(path, face), { bigint: true, throwIfNoEntry: false }),
  );
  if (made && target && made.dev === target.dev && made.ino === target.ino)
    throw new Failure('source-on-target', { source: image, target: drive });
}
