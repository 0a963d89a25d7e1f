import { endsOf, targetsOf } from '../engine/contract/plan/parts.ts';
import type { Plan, PlanTarget } from '../engine/contract/plan/plan.ts';
import { quoted } from '../words/quoted.ts';
import { type FlagId, flags } from './flags.ts';
import { asPattern } from './name-pattern.ts';
import type { Flag, Value } from './options/option.ts';
import { optionOf } from './options/options.ts';
import { confirmationOf, type Task } from './task.ts';
import { taskOf } from './tasks.ts';

/** The command that does the same as a plan, ready to paste into a shell. */
export function commandLine(plan: Plan): string {
  const task = taskOf(plan);
  const line = [
    'isowright',
    task.id,
    ...argumentWords(plan),
    ...flagWords(task, plan, isRequired),
    ...optionWords(task, plan),
    ...flagWords(task, plan, (id) => !isRequired(id)),
  ];
  return [...variableWords(task, plan), line.map(quoted).join(' ')].join(' ');
}

function argumentWords(plan: Plan): string[] {
  return [
    ...(plan.source === undefined ? [] : [plan.source.path]),
    ...(plan.job === undefined ? argumentTargets(plan) : [plan.job]),
  ];
}

/** Where drives may be among the outputs, they stand there. */
function argumentTargets(plan: Plan): string[] {
  return taskOf(plan).command.outputs === 'mixed' ? [] : targetsOf(plan).map(({ path }) => path);
}

/** Options that are not at their default. */
function optionWords({ options }: Task, plan: Plan): string[] {
  return options.map(optionOf).flatMap(({ flag, place }) => {
    const value = flag && place.get(plan);
    return flag === undefined || value === undefined ? [] : flagWordsOf(flag, value);
  });
}

/** What has no flag but the variable that other programs know too. */
function variableWords({ options }: Task, plan: Plan): string[] {
  return options.map(optionOf).flatMap(({ variable, place }) => {
    const value = variable && place.get(plan);
    return value === undefined || value === '' ? [] : [`${variable}=${quoted(String(value))}`];
  });
}

/** One flag with one value. */
export function flagWordsOf({ long, short, takes, repeatable, linesOf }: Flag, value: Value): string[] {
  if (linesOf !== undefined) return [value].flat().flatMap(lineWords);
  if (takes === undefined) return [value === 'off' ? `--no-${long}` : `--${long}`];
  const values = typeof value === 'string' ? [value] : value;
  return (repeatable ? values : values.slice(0, 1)).flatMap((one) => [
    short === undefined ? `--${long}` : `-${short}`,
    one,
  ]);
}

/** `remove /a` → `--remove`, `/a`. */
function lineWords(line: string): string[] {
  const end = line.indexOf(' ');
  return [`--${line.slice(0, end)}`, line.slice(end + 1)];
}

/** What the flags that are no options say of a plan, in the order of the task's flags. */
const flagValues: { readonly [F in FlagId]?: (plan: Plan) => Value | undefined } = {
  output: ({ output }) => output && asPattern(output.path),
  outputUnlessScan: (plan) => {
    const ends = plan.scan ? [] : endsOf(plan);
    return ends.length === 0 ? undefined : ends.map(asPattern);
  },
  force: ({ output }) => (output?.replace ? 'on' : undefined),
  fileTarget: (plan) => (targetsOf(plan).some(isFile) ? 'on' : undefined),
  fileRead: (plan) => (targetsOf(plan).some(isFile) ? 'on' : undefined),
  fileSaved: (plan) => (targetsOf(plan).some(isFile) ? 'on' : undefined),
  unmount: (plan) =>
    targetsOf(plan).some((target) => target.kind === 'drive' && target.unmount) ? 'on' : undefined,
  expectSerial: (plan) => allOrNone(serialsOf(plan)),
  expectSize: (plan) => (allOrNone(serialsOf(plan)) === undefined ? allOrNone(sizesOf(plan)) : undefined),
  expectBlank: (plan) => (targetsOf(plan).every(isBlankDisc) ? 'on' : undefined),
  imageFor: (plan) =>
    targetsOf(plan).flatMap(({ path, image }) => (image === undefined ? [] : [`${path}=${image}`])),
  yes: (plan) => (confirmationOf(taskOf(plan), plan) === 'nothing' ? undefined : 'on'),
  yesUndo: () => 'on',
  yesBurn: () => 'on',
};

const isRequired = (id: FlagId) => 'required' in flags[id] && flags[id].required === true;

function flagWords({ command }: Task, plan: Plan, which: (id: FlagId) => boolean): string[] {
  return command.flags.filter(which).flatMap((id) => {
    const value = flagValues[id]?.(plan);
    return value === undefined ? [] : flagWordsOf(flags[id], value);
  });
}

/** Nothing but its being blank was asked of a disc. */
const isBlankDisc = (target: PlanTarget) => target.kind === 'drive' && target.expect.disc?.state === 'blank';

const isFile = ({ kind }: PlanTarget) => kind === 'file';

const serialsOf = (plan: Plan) =>
  targetsOf(plan).map((target) => (target.kind === 'drive' ? target.expect.serial : undefined));

const sizesOf = (plan: Plan) =>
  targetsOf(plan).map((target) => (target.kind === 'file' ? target : target.expect).sizeBytes?.toString());

/** Each flag stands once for each target, in their order; so every target must have one. */
function allOrNone(values: readonly (string | undefined)[]): readonly string[] | undefined {
  return values.length > 0 && values.every((value): value is string => Boolean(value)) ? values : undefined;
}
