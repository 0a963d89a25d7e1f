import type { Flagged } from '../../tasks/options/option.ts';
import type { Argument } from '../../tasks/task.ts';
import { inEnglish } from '../../words/language.ts';
import { optionWords } from '../../words/options/options.ts';
import {
  type CommandSpec,
  commonFlagged,
  commonFor,
  flaggedOf,
  type Groups,
  sayableValues,
} from '../command.ts';

/** What can be typed, for the scripts of all shells. */
export interface Completed {
  /** As it is typed, without the program: `config never-touch add`; the program itself is empty. */
  readonly name: string;
  readonly about: string;
  /** Words that may come next: commands below it. */
  readonly below: readonly { readonly name: string; readonly about: string }[];
  readonly flags: readonly CompletedFlag[];
  readonly arguments: readonly Argument[];
}

export interface CompletedFlag {
  /** Without dashes; `no-udf` for what denies. */
  readonly long: string;
  readonly short: string | undefined;
  readonly help: string;
  /** What must follow it: a path, one of a few words, or any text. Undefined: nothing. */
  readonly takes: 'text' | 'file' | 'folder' | 'mapping' | undefined;
  readonly values: readonly string[];
}

/**
 * The program, its groups and its commands, in English: a script that is kept. `groups`: what is said of commands that only
 * hold others.
 */
export function completedTree(commands: readonly CommandSpec[], groups: Groups): Completed[] {
  return inEnglish(() => treeOf(commands, groups));
}

function treeOf(commands: readonly CommandSpec[], groups: Groups): Completed[] {
  const common = commonFlagged.flatMap(flagsOf);
  const leaves = commands.map((spec) => ({
    name: spec.name,
    about: spec.about(),
    flags: [...commonFor(spec), ...flaggedOf(spec)].flatMap(flagsOf),
    arguments: spec.arguments,
  }));
  const inner = Object.entries(groups).map(([name, about]) => ({
    name,
    about: about(),
    flags: [],
    arguments: [],
  }));
  const root = { name: '', about: '', flags: common, arguments: [] };
  const all = [root, ...inner, ...leaves];
  return all.map((one) => ({ ...one, below: belowOf(one.name, all) }));
}

function belowOf(name: string, all: readonly { readonly name: string; readonly about: string }[]) {
  const start = name === '' ? '' : `${name} `;
  return all
    .filter((other) => other.name !== name && other.name.startsWith(start))
    .map((other) => ({ name: other.name.slice(start.length), about: other.about }))
    .filter((other) => other.name !== '' && !other.name.includes(' '));
}

function flagsOf(record: Flagged): CompletedFlag[] {
  const { id, flag } = record;
  if (flag === undefined) return [];
  const { help = '', helpOff = help } = optionWords(id);
  const { long, short, takes } = flag;
  const off = { long: `no-${long}`, short: undefined, help: helpOff, takes: undefined, values: [] };
  const on = { long, short, help, takes, values: sayableValues(record) };
  if (flag.says === 'off') return [off];
  return flag.says === 'either' ? [on, off] : [on];
}

/** `--label`, `-o` */
export function namesOf({ long, short }: CompletedFlag): string[] {
  return [...(short === undefined ? [] : [`-${short}`]), `--${long}`];
}

/** What the place of an argument takes; the last one may stand for all that follow. */
export function placesOf({ arguments: places }: Completed): { from: number; many: boolean; takes: string }[] {
  return places.map(({ takes, values, many = false }, from) => ({
    from,
    many,
    takes: values?.join(' ') ?? takes,
  }));
}

/** Lines of a `case` in bash and zsh that say what follows a flag: its patterns, and what it takes. */
export function flagCases({ name, flags }: Completed, say: (what: string) => string, or: string): string[] {
  return flags.flatMap((flag) => {
    if (flag.takes === undefined) return [];
    const what = flag.values.length > 0 ? flag.values.join(' ') : flag.takes;
    const patterns = namesOf(flag).map((of) => inQuotes(`${name} ${of}`));
    return [`    ${patterns.join(or)}) ${say(inQuotes(what))} ;;`];
  });
}

/** The same of what stands at a place behind a command: `'write '*)` behind `'write 0')`. */
export function placeCases(one: Completed, say: (what: string) => string): string[] {
  return placesOf(one).map(({ from, many, takes }) => {
    const pattern = many ? `${inQuotes(`${one.name} `)}*` : inQuotes(`${one.name} ${from}`);
    return `    ${pattern}) ${say(inQuotes(takes))} ;;`;
  });
}

/** One word for bash and zsh, in single quotes whatever it holds. */
export function inQuotes(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
