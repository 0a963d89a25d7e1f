import type { Command } from 'commander';
import { type commonFlags, type FlagId, flags } from '../tasks/flags.ts';
import { escaped, halvesOf } from '../tasks/options/changes.ts';
import type { Flag, Flagged, Value } from '../tasks/options/option.ts';
import type { OptionId } from '../tasks/options/options.ts';
import { optionOf } from '../tasks/options/options.ts';
import type { Values } from '../tasks/task.ts';
import { t } from '../words/language.ts';
import { usageFailure } from '../words/spoken-failure.ts';
import { absolutePath } from './absolute-path.ts';
import { demandWord } from './blank-words.ts';
import type { Face } from './face.ts';

type FlagValue<F> = F extends { takes: string }
  ? F extends { repeatable: true }
    ? readonly string[]
    : string
  : boolean;

/** Flags that were given, by id; a switch that was not given is absent. */
export type Given<F extends FlagId> = { readonly [I in F]?: FlagValue<(typeof flags)[I]> };

/** The flags every command has. */
export type CommonOptions = Given<(typeof commonFlags)[number]>;

/** What commander read for one flag, before or behind the command; defaults are ours to make and are passed over. */
function read(command: Command, flag: Flag): unknown {
  const { isFor } = flag;
  const said = allSaid(command, flag);
  if (isFor === undefined) return said[0];
  return said.map((values) => [values].flat().findLast((text) => isFor(String(text)))).find(Boolean);
}

/** Of the command itself first. */
function allSaid(command: Command, { long, linesOf }: Flag): unknown[] {
  const name = linesOf ?? long.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  const said: unknown[] = [];
  for (let at: Command | null = command; at !== null; at = at.parent)
    if (at.getOptionValueSource(name) === 'cli') said.push(at.getOptionValue(name));
  return said;
}

/** Refuses values of a shared name that belong to another command's flag. @throws Failure `usage` */
export function refuseStray(command: Command, records: readonly Flagged[]): void {
  for (const { flag } of records) {
    if (flag?.isFor === undefined) continue;
    const sharing = records.flatMap((record) => (record.flag?.long === flag.long ? record.flag : []));
    const stray = allSaid(command, flag)
      .flat()
      .map(String)
      .find((text) => !sharing.some(({ isFor }) => isFor?.(text)));
    if (stray !== undefined) throw usageFailure(() => t().cli.usage.sizeOfTerminal(stray));
  }
}

/** Undefined for what another flag of the same name takes: `--bmap FILE` is not `--no-bmap`. */
function rawValue(command: Command, flag: Flag, face: Face): boolean | Value | undefined {
  if (flag.linesOf !== undefined) return givenLines(read(command, flag), face);
  const value = read(command, flag);
  if (flag.takes === undefined) return typeof value === 'boolean' ? value : undefined;
  const word = (text: string): string => demandWord(`--${flag.long}`, text);
  if (Array.isArray(value))
    return value
      .map(String)
      .map(word)
      .map((one) => takenAs(one, flag, face));
  return typeof value === 'string' ? takenAs(word(value), flag, face) : undefined;
}

/** Lines of a list; the file that one begins with gets its whole path. @throws Failure `usage` */
function givenLines(value: unknown, face: Face): readonly string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.map(String).map((line) => {
    const [what = '', text = ''] = [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)];
    demandWord(`--${what}`, text);
    const [from = '', ...to] = halvesOf(text);
    if (what !== 'add' || from === '' || to.length === 0) return line;
    return `add ${[absolutePath(from, face), ...to].map(escaped).join('=')}`;
  });
}

/** A file's name is made absolute. @throws Failure `usage` */
function takenAs(value: string, flag: Flag, face: Face): string {
  if (flag.takes === 'text') return value;
  // A file of that name can be reached by `./-`.
  if (flag.long === flags.output.long && value === '-')
    throw usageFailure(() => t().cli.usage.noStandardOutput);
  // What a script leaves of `-o $OUT --json` when the variable is not set.
  if (value.startsWith('--')) throw usageFailure(() => t().cli.usage.optionAsFile(`--${flag.long}`, value));
  return absolutePath(value, face);
}

export function givenFlags<F extends FlagId>(command: Command, ids: readonly F[], face: Face): Given<F> {
  const found = ids.map((id) => [id, rawValue(command, flags[id], face)] as const);
  return Object.fromEntries(found.filter(([, value]) => value !== undefined)) as Given<F>;
}

/** Options that were given, by a flag or by their variable. */
export function givenValues(command: Command, ids: readonly OptionId[], face: Face): Values {
  const found = ids.map((id) => [id, saidOf(command, optionOf(id), face)] as const);
  return Object.fromEntries(found.filter(([, value]) => value !== undefined));
}

function saidOf(command: Command, { flag, variable }: Flagged, face: Face): Value | undefined {
  if (variable !== undefined) return face.environment[variable] || undefined;
  const value = flag && rawValue(command, flag, face);
  return typeof value === 'boolean' ? (value ? 'on' : 'off') : value;
}
