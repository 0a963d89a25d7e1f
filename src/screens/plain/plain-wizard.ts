import { t } from '../../words/language.ts';
import type { StartAt, WizardPorts } from '../ports.ts';
import { beginAsking } from '../wizard/begin.ts';
import { reduce } from '../wizard/reduce.ts';
import type { Asking, StepId, Wizard } from '../wizard/state.ts';
import { shownSteps, stepNumber, stepTitle } from '../wizard/steps.ts';
import { askAfter } from './ask-after.ts';
import { askConfirm, askSummary } from './ask-end.ts';
import { askExtract } from './ask-extract.ts';
import { askInside } from './ask-inside.ts';
import { askJobs } from './ask-jobs.ts';
import { askLook } from './ask-look.ts';
import { askOptions } from './ask-options.ts';
import { askOutput, askSource, askTask } from './ask-step.ts';
import { askTarget } from './ask-target.ts';
import { askWhere } from './ask-where.ts';
import { type PlainStreams, plainLines } from './lines.ts';
import { runPlain } from './run-plain.ts';
import type { PlainAnswer, PlainTalk } from './talk.ts';

export interface PlainTerminal extends PlainStreams {
  readonly onInterrupt?: (listener: () => void) => () => void;
}

const questions: { readonly [S in StepId]: (talk: PlainTalk, asking: Asking) => Promise<PlainAnswer> } = {
  task: askTask,
  jobs: askJobs,
  source: askSource,
  medium: askTarget,
  where: askWhere,
  look: askLook,
  inside: askInside,
  // In lines, what is chosen is typed where it is asked for.
  pick: async ({ ports }) => [{ do: 'keys', keys: ['escape'], atMs: ports.now() }],
  extract: askExtract,
  output: askOutput,
  target: askTarget,
  options: askOptions,
  summary: askSummary,
  confirm: askConfirm,
};

/** The wizard as numbered questions, line by line, through the same reducer: for screen readers and dumb terminals. */
export async function runPlainWizard(
  ports: WizardPorts,
  terminal: PlainTerminal,
  start: StartAt & { readonly folder: string },
): Promise<number> {
  const { onInterrupt } = terminal;
  const talk: PlainTalk = { ...plainLines(terminal), ports, ...(onInterrupt && { onInterrupt }) };
  talk.say(t().screens.plain.hello);
  let wizard: Wizard = beginAsking(start, ports.now());
  for (;;) {
    while (wizard.at === 'asking') wizard = await askOnce(talk, wizard);
    if (wizard.at !== 'running') return wizard.at === 'left' ? wizard.exitCode : wizard.done.exitCode;
    const { exitCode, finished } = await runPlain(talk, wizard, terminal.onInterrupt);
    const next = finished && (await askAfter(talk, finished));
    if (next === undefined) return exitCode;
    wizard = next;
  }
}

async function askOnce(talk: PlainTalk, asking: Asking): Promise<Wizard> {
  sayStep(talk, asking);
  const answer = await questions[asking.step](talk, asking);
  if (answer === 'leave') {
    talk.say(t().screens.plain.left);
    return reduce(asking, { do: 'leave', exitCode: asking.answers.task === undefined ? 0 : 3 });
  }
  const next = answer.reduce<Wizard>(reduce, asking);
  // What was said of an earlier answer is not said of this one again.
  if (answer.length > 0 && next.at === 'asking' && next.notice !== undefined) talk.say(next.notice);
  return next;
}

function sayStep(talk: PlainTalk, { answers, step }: Asking): void {
  const { number, of } = stepNumber(answers, step);
  const { plain } = t().screens;
  const title = stepTitle(step);
  const isCounted = shownSteps(answers).length > 4;
  talk.say('', isCounted ? plain.stepOf(number, of, title) : plain.step(number, title));
}
