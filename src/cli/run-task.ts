import { confirmedFilesOf } from '../engine/jobs/folder/confirm-files.ts';
import type { FlagId } from '../tasks/flags.ts';
import { chosenIn } from '../tasks/situation.ts';
import type { AskedSource, Task, Values } from '../tasks/task.ts';
import { t } from '../words/language.ts';
import { usageFailure } from '../words/spoken-failure.ts';
import { checkValues } from './checked-values.ts';
import type { Call } from './command.ts';
import { confirmNames, confirmWord } from './confirm.ts';
import { dryRun } from './dry-run.ts';
import { follow } from './follow.ts';
import { knownTargets } from './known-targets.ts';
import { needOf, sourceAt } from './sources.ts';
import { type ResolvedTarget, readTargets, resolveTargets, withImages } from './targets.ts';

/** Carries out the command of a kind of job. Resolves with the exit code. @throws Failure */
export async function runTask(task: Task, call: Call<FlagId>): Promise<number> {
  const { values, flags, face } = call;
  const { source: asked, job: wanted } = task.command;
  const source = asked && (await sourceAt(call.one(asked.name), task, face));
  checkValues(task, source, values);
  const resolved = await targetsGiven(task, source, call);
  const id = wanted && call.one(wanted.name);
  const plan = task.plan({
    source,
    targets: resolved?.map((target) => target.plan),
    output: flags.output === undefined ? undefined : { path: flags.output, replace: flags.force ?? false },
    job: id === undefined ? undefined : { id, targets: knownTargets(id, face) },
    values,
    madeAt: Math.floor(face.nowMs() / 1000),
  });
  if (plan === undefined) throw usageFailure(() => t().cli.usage.lacksArgument(task.id));
  if (flags.dryRun) return dryRun(plan, flags, face);
  const files = confirmedFilesOf(plan);
  if (task.confirms === 'names' && !flags.yes) await confirmNames(plan, resolved ?? [], face);
  if (task.confirms === 'word' && !flags.yesUndo) await confirmWord(plan, face);
  return follow(plan, flags, face, files);
}

/** Undefined for a task that has none. */
async function targetsGiven(
  task: Task,
  source: AskedSource | undefined,
  call: Call<FlagId>,
): Promise<ResolvedTarget[] | undefined> {
  const { targets } = task.command;
  if (targets === undefined) return undefined;
  const paths = call.many(targets.name);
  if (task.drives !== 'written') return readTargets(paths, call.flags, call.face);
  const need = await needOf(source, isAuthored(task, source, call.values), call.values.raw === 'on');
  const resolved = await resolveTargets(paths, call.flags, need, call.face);
  return withImages(resolved, paths, call.flags.imageFor, call.face);
}

const isAuthored = (task: Task, source: AskedSource | undefined, values: Values): boolean =>
  task.authors(source, chosenIn(values));
