import { exitCodes } from '../engine/contract/failure/exit-codes.ts';
import type { ConfirmedFiles } from '../engine/contract/plan/confirmed-files.ts';
import type { Plan } from '../engine/contract/plan/plan.ts';
import { confirmedFilesOf } from '../engine/jobs/folder/confirm-files.ts';
import type { FlagId } from '../tasks/flags.ts';
import { chosenIn } from '../tasks/situation.ts';
import { type AskedSource, confirmationOf, type Task, type Values } from '../tasks/task.ts';
import { t } from '../words/language.ts';
import { usageFailure } from '../words/spoken-failure.ts';
import { discsSeen, resolveBurners } from './burners.ts';
import { checkValues } from './checked-values.ts';
import type { Call } from './command.ts';
import { confirmNames, confirmWord } from './confirm.ts';
import { dryRun } from './dry-run.ts';
import { follow } from './follow.ts';
import { knownTargets } from './known-targets.ts';
import { type LookedAt, lookAt } from './looked-at.ts';
import { withNamedOutputs } from './named-outputs.ts';
import { ontoDrive } from './onto-drive.ts';
import { sortedOutputs } from './sorted-outputs.ts';
import { sourceAt } from './sources.ts';
import { type ResolvedTarget, readTargets, resolveTargets, withImages } from './targets.ts';

/** Carries out the command of a kind of job. Resolves with the exit code. @throws Failure */
export async function runTask(task: Task, given: Call<FlagId>): Promise<number> {
  const { source: asked } = task.command;
  const source = asked && (await sourceAt(given.one(asked.name), task, given.face));
  const call = await withNamedOutputs(given, source);
  const { flags, face } = call;
  checkValues(task, source, call.values);
  const goesOnto = flags.onto === undefined ? undefined : await ontoDrive(flags.onto, call);
  const { plan, files, targets } = await ordered(task, source, call);
  if (flags.dryRun) {
    const found = await dryRun(plan, flags, face, targets);
    if (!flags.json) goesOnto?.tell();
    return found;
  }
  const code = await follow(plan, flags, face, files);
  return code === exitCodes.done && goesOnto !== undefined ? goesOnto.carryOut() : code;
}

interface Order {
  readonly plan: Plan;
  /** What its paths stood for before the question. */
  readonly files?: ConfirmedFiles;
  readonly targets?: readonly ResolvedTarget[] | undefined;
}

/** The plan that the arguments make, confirmed if it is to be carried out. */
async function ordered(task: Task, source: AskedSource | undefined, call: Call<FlagId>): Promise<Order> {
  const { flags, face } = call;
  const looked = await lookedAt(task, source, call.values);
  try {
    const { files: outputs, targets } = await endsGiven(task, source, looked, call);
    const asked = planOf(task, source, { outputs, targets }, call);
    if (flags.dryRun) return { plan: asked, targets };
    const plan =
      task.drives === 'burned' && !flags.yesBurn && face.ask ? await discsSeen(asked, face) : asked;
    const files = confirmedFilesOf(plan);
    if (confirmationOf(task, plan) === 'names' && !flags.yes && !flags.yesBurn)
      await confirmNames(plan, targets ?? [], looked, face);
    if (task.confirms === 'word' && !flags.yesUndo) await confirmWord(plan, face);
    return { plan, files };
  } finally {
    await looked.close();
  }
}

/** Only a task that writes drives must know what it is about to write. */
const lookedAt = (task: Task, source: AskedSource | undefined, values: Values): Promise<LookedAt> =>
  task.drives === 'written'
    ? lookAt(source, task.authors(source, chosenIn(values)), values.raw === 'on')
    : lookAt(undefined, false, false);

/** @throws Failure `usage` when something is lacking */
function planOf(
  task: Task,
  source: AskedSource | undefined,
  { outputs, targets }: { readonly outputs: readonly string[]; readonly targets: Order['targets'] },
  call: Call<FlagId>,
): Plan {
  const { values, flags, face } = call;
  const { job: wanted } = task.command;
  const id = wanted && call.one(wanted.name);
  const [output, ...otherOutputs] = outputs.map((path) => ({ path, replace: flags.force ?? false }));
  const plan = task.plan({
    source,
    targets: targets?.map((target) => target.plan),
    output,
    otherOutputs,
    job: id === undefined ? undefined : { id, targets: knownTargets(id, face) },
    values,
    madeAt: Math.floor(face.nowMs() / 1000),
  });
  if (plan === undefined) throw usageFailure(() => t().cli.usage.lacksArgument(task.id));
  return plan;
}

interface Ends {
  /** Files that are made. */
  readonly files: readonly string[];
  /** Undefined for a task that has none. */
  readonly targets: ResolvedTarget[] | undefined;
}

/** Where it all goes. */
async function endsGiven(
  task: Task,
  source: AskedSource | undefined,
  looked: LookedAt,
  call: Call<FlagId>,
): Promise<Ends> {
  const { flags, face } = call;
  const { output, outputUnlessScan = [] } = flags;
  refuseMadeByScan(outputUnlessScan, call);
  if (task.command.outputs !== 'mixed')
    return { files: output === undefined ? [] : [output], targets: await targetsGiven(task, looked, call) };
  const { files, drives } = await sortedOutputs(outputUnlessScan, flags.fileSaved ?? false);
  const known = { ...flags, fileTarget: flags.fileSaved ?? false };
  const sourcePath = source === undefined ? {} : { sourcePath: source.path };
  if (drives.length === 0) return { files, targets: [] };
  return { files, targets: await resolveTargets(drives, known, sourcePath, face) };
}

/** A scan that made nothing of what was asked for would look like a backup. @throws Failure `usage` */
function refuseMadeByScan([output]: readonly string[], { values }: Call<FlagId>): void {
  if (values.scan !== 'on') return;
  const made = {
    '-o': output !== undefined,
    '--receipt': values.receipt !== undefined,
    '--bmap': values.blockMap === 'on',
  };
  for (const [flag, isAsked] of Object.entries(made))
    if (isAsked) throw usageFailure(() => t().cli.usage.scanMakesNothing(flag));
}

async function targetsGiven(
  task: Task,
  { need }: LookedAt,
  call: Call<FlagId>,
): Promise<ResolvedTarget[] | undefined> {
  const { targets } = task.command;
  if (targets === undefined) return undefined;
  const paths = call.many(targets.name);
  if (task.drives === 'burned') return resolveBurners(paths, call.flags, call.face);
  if (task.drives !== 'written') return readTargets(paths, call.flags, call.face);
  const resolved = await resolveTargets(paths, call.flags, need, call.face);
  return withImages(resolved, paths, call.flags.imageFor, call.face);
}
