import { type Command, Argument as CommanderArgument, Option as CommanderOption } from 'commander';
import { commonFlags, type FlagId, flags } from '../tasks/flags.ts';
import type { Flag, Flagged, Option } from '../tasks/options/option.ts';
import { type OptionId, optionOf } from '../tasks/options/options.ts';
import type { Argument, Values } from '../tasks/task.ts';
import { t } from '../words/language.ts';
import { optionWords } from '../words/options/options.ts';
import { demandWord } from './blank-words.ts';
import type { Face } from './face.ts';
import { type CommonOptions, type Given, givenFlags, givenValues, refuseStray } from './given.ts';
import type { KeepEvent } from './own-files.ts';

/** One call of a command: what was given to it. */
export interface Call<F extends FlagId> {
  readonly flags: Given<F> & CommonOptions;
  /** Options of the plan, by id. */
  readonly values: Values;
  readonly face: Face;
  /** Of an argument that must be there. */
  one(name: string): string;
  /** None for one that was left out. */
  many(name: string): readonly string[];
  /** All of them, in the order they were typed. */
  readonly words: readonly string[];
  /** For the log; absent where a job has its own. */
  readonly keep?: KeepEvent;
}

/** A command as data: help, completions and the manual are made from it too. */
export interface CommandSpec<F extends FlagId = FlagId> {
  /** As it is typed: `config never-touch add`. */
  readonly name: string;
  /** Its line in `--help`, in the language that is spoken. */
  about(): string;
  readonly arguments: readonly Argument[];
  readonly flags: readonly F[];
  readonly options: readonly OptionId[];
  /** It has a job, whose events go to the log and whose end makes the report. */
  readonly follows?: true;
  run(call: Call<F>): Promise<number>;
}

/** What is said of groups of commands, by their names. */
export type Groups = { readonly [name: string]: () => string };

/** Ties the flags a command names to those it can read. */
export function command<const F extends FlagId>(
  spec: Omit<CommandSpec<F>, 'flags' | 'options' | 'arguments'> &
    Partial<Pick<CommandSpec<F>, 'flags' | 'options' | 'arguments'>>,
): CommandSpec {
  return { flags: [], options: [], arguments: [], ...spec } as CommandSpec;
}

/** Options first, then the command's own flags; those of every command are apart. */
export function flaggedOf(spec: Pick<CommandSpec, 'flags' | 'options'>): readonly Flagged[] {
  return [...spec.options.map(optionOf), ...spec.flags.map(flagged)];
}

export const commonFlagged: readonly Flagged[] = commonFlags.map(flagged);

/** Without those whose name an option of the command has as well, and tells of both. */
export function commonFor(spec: Pick<CommandSpec, 'flags' | 'options'>): readonly Flagged[] {
  const own = new Set(flaggedOf(spec).map(({ flag }) => flag?.long));
  return commonFlagged.filter(({ flag }) => !own.has(flag?.long));
}

function flagged(id: FlagId): Flagged {
  return { id, flag: flags[id] };
}

/** Adds a flag to a command; twice where it can be said and denied. */
export function addFlag(to: Command, record: Flagged): void {
  const { id, flag } = record;
  if (flag === undefined) return;
  const { help = '', helpOff = '' } = optionWords(id);
  if (flag.says !== 'off') to.addOption(sayingOption(record, flag));
  if (flag.says !== undefined)
    to.addOption(new CommanderOption(`--no-${flag.long}`, flag.says === 'off' ? help : helpOff));
}

/** Several of them fill one list, in the order in which they are given. */
class LineOption extends CommanderOption {
  readonly #list: string;

  constructor(names: string, help: string, list: string) {
    super(names, help);
    this.#list = list;
    this.argParser((value: string, before: string[] | undefined) => [
      ...(before ?? []),
      `${this.name()} ${value}`,
    ]);
  }

  override attributeName(): string {
    return this.#list;
  }
}

function sayingOption(record: Flagged, flag: Flag): CommanderOption {
  const { long, short, takes, repeatable, required, linesOf } = flag;
  const { help = '', valueName = takes } = optionWords(record.id);
  const names = `${short === undefined ? '' : `-${short}, `}--${long}`;
  if (linesOf !== undefined)
    return new LineOption(`--${long} <${valueName}>`, t().help.repeatable(help), linesOf);
  const option = new CommanderOption(
    takes === undefined ? names : `${names} <${valueName}>`,
    repeatable ? t().help.repeatable(help) : help,
  );
  if (required) option.makeOptionMandatory();
  if (repeatable || flag.isFor) option.argParser(collect);
  const values = sayableValues(record);
  return values.length > 0 ? option.choices(values) : option;
}

/** Values that can stand behind a flag: a default that leaves nothing in the plan cannot. */
export function sayableValues(record: Flagged): string[] {
  const { flag, values = [] } = record;
  if (flag?.oneOf !== undefined) return [...flag.oneOf];
  if (flag?.takes === undefined || !('place' in record)) return [];
  const { place } = record as Option;
  return values.filter((value) =>
    Object.values(place.put(value)).some((piece) => Object.keys(piece).length > 0),
  );
}

function collect(value: string, before: string[] | undefined): string[] {
  return [...(before ?? []), value];
}

/** `<target...>`, `[path]` */
export function argumentText({ name, many, optional }: Argument): string {
  const inner = `${name}${many ? '...' : ''}`;
  return optional ? `[${inner}]` : `<${inner}>`;
}

/** Adds a command with all its flags below a tree; groups on the way are made as they are met. */
export function addCommand(
  program: Command,
  spec: CommandSpec,
  run: (call: Call<FlagId>) => Promise<void>,
  face: Face,
): void {
  const words = spec.name.split(' ');
  const parent = words.slice(0, -1).reduce(groupIn, program);
  const added = parent.command(words.at(-1) ?? '').description(spec.about());
  for (const argument of spec.arguments) added.addArgument(new CommanderArgument(argumentText(argument), ''));
  for (const record of [...commonFor(spec), ...flaggedOf(spec)]) addFlag(added, record);
  added.action(() => {
    refuseWord(added);
    return run(callOf(added, spec, face));
  });
}

/** Of a command that is a group as well (`config`): a word behind it was meant as a command. */
function refuseWord(group: Command): void {
  const [word] = group.args;
  if (group.commands.length > 0 && word !== undefined) group.error(`error: unknown command '${word}'`);
}

function groupIn(parent: Command, name: string): Command {
  const group = parent.commands.find((command) => command.name() === name) ?? parent.command(name);
  return group.allowExcessArguments();
}

/** @throws Failure `usage` for an argument of nothing */
function demandWords({ name, takes }: Argument, given: unknown): void {
  for (const word of [given].flat())
    if (typeof word === 'string') demandWord(`<${name}>`, word, takes === 'text');
}

function callOf(added: Command, spec: CommandSpec, face: Face): Call<FlagId> {
  const argumentOf = (name: string): unknown =>
    added.processedArgs[spec.arguments.findIndex((argument) => argument.name === name)];
  for (const [index, argument] of spec.arguments.entries()) demandWords(argument, added.processedArgs[index]);
  refuseStray(added, [...commonFlagged, ...flaggedOf(spec)]);
  return {
    face,
    flags: givenFlags(added, [...commonFlags, ...spec.flags], face),
    values: givenValues(added, spec.options, face),
    words: [...added.processedArgs].flat().filter((word) => typeof word === 'string'),
    one: (name) => String(argumentOf(name)),
    many(name) {
      const value = argumentOf(name);
      return value === undefined ? [] : Array.isArray(value) ? value.map(String) : [String(value)];
    },
  };
}
