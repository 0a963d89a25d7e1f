import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { Failure } from '../engine/contract/failure/failure.ts';
import type { Plan } from '../engine/contract/plan/plan.ts';
import { confirmedFilesOf } from '../engine/jobs/folder/confirm-files.ts';
import { commandLine } from '../tasks/command-line.ts';
import type { FlagId } from '../tasks/flags.ts';
import { tasks } from '../tasks/tasks.ts';
import { t } from '../words/language.ts';
import { absolutePath } from './absolute-path.ts';
import type { Call } from './command.ts';
import { confirmNames } from './confirm.ts';
import { follow } from './follow.ts';
import type { LookedAt } from './looked-at.ts';
import { resolveTargets } from './targets.ts';
import { tell } from './tell.ts';

/** The writing that follows a making. */
export interface Onto {
  /** Says what it would do. */
  tell(): void;
  /** Resolves with the exit code. */
  carryOut(): Promise<number>;
}

/**
 * What is made goes onto a drive, as `write` does it. The drive is looked at and confirmed first: making may take minutes, and nobody
 * sits there until then. Written is only the drive that was seen.
 *
 * @throws Failure what a drive is refused with, `question-needed`, `stopped`
 */
export async function ontoDrive(drive: string, { flags, face }: Call<FlagId>): Promise<Onto> {
  const path = absolutePath(flags.output ?? '', face);
  const targets = await resolveTargets([drive], flags, { sourcePath: dirname(path) }, face);
  refuseItself(path, absolutePath(drive, face));
  const plan: Plan = {
    v: 1,
    do: 'write',
    source: { kind: 'image', path },
    targets: targets.map((target) => target.plan),
    verify: true,
  };
  const files = confirmedFilesOf(plan);
  if (!flags.yes && !flags.dryRun) await confirmNames(plan, targets, unmade, face);
  return {
    tell: () =>
      tell(
        face.out,
        t().cli.dryRun.would(tasks.write.words.would(plan)),
        t().cli.dryRun.same(commandLine(plan)),
      ),
    carryOut: async () => follow(plan, flags, face, { ...confirmedFilesOf(plan), ...files }),
  };
}

/** With `--force` the image would take the place of the file that stands for a drive. @throws Failure `source-on-target` */
function refuseItself(image: string, drive: string): void {
  const [made, target] = [image, drive].map((path) =>
    statSync(path, { bigint: true, throwIfNoEntry: false }),
  );
  if (made && target && made.dev === target.dev && made.ino === target.ino)
    throw new Failure('source-on-target', { source: image, target: drive });
}

/** Nothing can be said of an image before there is one. */
const unmade: LookedAt = { need: {}, warnings: async () => [], close: async () => undefined };
