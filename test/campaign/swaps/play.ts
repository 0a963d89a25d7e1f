import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Moment } from './moments.ts';
import { Program, type Told } from './program.ts';
import { MANY_FILES, makeSetting, type Setting, type Swap, succeed, TARGET_BYTES } from './setting.ts';
import type { Stage } from './stage.ts';

/** A trial that was played to its end. */
export interface Played {
  readonly set: Setting;
  readonly told: Told;
  /** False when the program was over before the moment: then nothing was swapped. */
  readonly isReached: boolean;
  /** The job had begun to read back by the time it stood: a target changed then may have been looked at already. */
  readonly isReadBack: boolean;
}

/** Sets the scene, starts the program, stops it at the moment, swaps, lets it go on. */
export async function play(stage: Stage, swap: Swap, moment: Moment): Promise<Played> {
  const set = await makeSetting(stage, swap);
  const isReady = await leadUp(set);
  await swap.prepare?.(set);
  const isIdle = moment === 'before' || moment === 'between';
  if (isIdle) await swap.change(set);
  const asks = moment === 'asked' || moment === 'password';
  const program = new Program(stage.party, argsOf(set, asks), stage.state, { asks });
  const isReached = isReady && (isIdle || (await reach(program, set, moment)));
  const isReadBack = program.events.some((event) => event.event === 'phase' && event.phase === 'verify');
  if (isReached && !isIdle) await swap.change(set);
  program.goOn();
  if (isReached && moment === 'asked') program.answer(answerOf(set));
  if (isReached && (moment === 'password' || needsSudo(set))) await givePassword(program, set);
  const told = await program.ended;
  forgetElsewhere(stage, told);
  return { set, told, isReached, isReadBack };
}

/** A device is opened by root alone. */
function needsSudo({ swap, stage }: Setting): boolean {
  return swap.onLoop === true && stage.party.runsAs !== 0;
}

async function givePassword(program: Program, { stage }: Setting): Promise<void> {
  if (await program.untilSaid('password for ')) program.answer(stage.party.password ?? '');
}

/** A job that sudo started has its folder where root's are. */
function forgetElsewhere({ state }: Stage, told: Told): void {
  const path = jobFolderOf(told);
  if (path !== '' && !path.startsWith(state)) rmSync(path, { recursive: true, force: true });
}

/** What the question wants to hear. */
function answerOf({ swap, target }: Setting): string {
  if (swap.job === 'undo') return 'undo';
  return swap.onLoop ? target.replace('/dev/', '') : target;
}

/** What must have happened before: a job that was killed, or one that is done. @returns false when that did not come about */
async function leadUp(set: Setting): Promise<boolean> {
  const { stage, swap } = set;
  if (swap.job === 'resume') return interrupted(set);
  if (swap.job === 'undo') remember(set, await succeed(stage, writing(set, false)));
  return true;
}

async function interrupted(set: Setting): Promise<boolean> {
  const program = new Program(set.stage.party, writing(set, false), set.stage.state);
  const isReached = await program.reach('writing');
  program.killJob();
  const told = await program.ended;
  remember(set, told);
  return isReached && told.exitCode !== 0;
}

function remember(set: Setting, told: Told): void {
  set.jobId = told.events.find(({ event }) => event === 'note')?.job ?? '';
  set.jobFolder = jobFolderOf(told);
}

function jobFolderOf({ events }: Told): string {
  const note = events.find((event) => event.event === 'note' && event.code === 'job-folder');
  return (note?.event === 'note' && note.path) || '';
}

function argsOf(set: Setting, asks: boolean): string[] {
  const { source, target, jobId, stage } = set;
  const { job, words = [] } = set.swap;
  switch (job) {
    case 'write':
      return [...writing(set, asks), ...words];
    case 'verify':
    case 'verify a receipt':
      return ['verify', source, target, ...asFile(set), '--json'];
    case 'make':
      return ['make', source, '-o', stage.path('out/out.iso'), '--label', 'SWAP', '--json'];
    case 'extract':
      return ['extract', source, '-C', stage.path('out'), '--json', ...words];
    case 'resume':
      return ['resume', jobId, '--json'];
    case 'undo':
      return ['undo', jobId, ...(asks ? [] : ['--yes']), '--json'];
  }
}

function writing(set: Setting, asks: boolean): string[] {
  const named = set.swap.byLink ? set.stage.path('stick') : set.target;
  const label = set.swap.source === 'folder' ? ['--label', 'SWAP'] : [];
  const receipt = set.swap.wantsReceipt ? ['--receipt', set.stage.path('receipt.json')] : [];
  const consent = asks ? [] : ['--yes', '--expect-size', String(TARGET_BYTES)];
  return [
    'write',
    set.source,
    named,
    ...asFile(set),
    ...consent,
    '--test',
    'off',
    '--json',
    ...label,
    ...receipt,
  ];
}

function asFile({ swap }: Setting): string[] {
  return swap.onLoop ? [] : ['--file-target'];
}

async function reachPassword(program: Program, set: Setting): Promise<boolean> {
  if (!(await program.reach('asked'))) return false;
  program.answer(answerOf(set));
  return program.untilSaid('password for ');
}

function reach(program: Program, set: Setting, moment: Moment): Promise<boolean> {
  const { swap, stage } = set;
  if (moment === 'password') return reachPassword(program, set);
  if (swap.job !== 'extract') return program.reach(moment);
  const wanted = moment === 'opened' ? 0 : moment === 'writing' ? MANY_FILES / 4 : MANY_FILES;
  return program.reachWhen(() => filesIn(join(stage.path('out'), 'inner')) >= wanted);
}

/** -1 when there is no such folder. */
function filesIn(path: string): number {
  try {
    return readdirSync(path).length;
  } catch {
    return -1;
  }
}
