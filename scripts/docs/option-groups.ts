import { type CommandSpec, commonFlagged, flaggedOf, sayableValues } from '../../src/cli/command.ts';
import type { Flagged } from '../../src/tasks/options/option.ts';
import { authorOptionIds, optionOf } from '../../src/tasks/options/options.ts';
import { inEnglish } from '../../src/words/language.ts';
import { manualText } from '../../src/words/options/manual.ts';
import { optionWords } from '../../src/words/options/options.ts';

/** Options that are told together. */
export interface OptionGroup {
  /** `common`, `image`, or the name of a command. */
  readonly name: string;
  readonly options: readonly ToldOption[];
}

export interface ToldOption {
  /** Each way it is typed: `-o FILE`, `--output FILE`. */
  readonly typed: readonly string[];
  /** One sentence or more, without a full stop. */
  readonly means: string;
}

/** Of every command, of images that are made from files, and then of each command what is left. */
export function optionGroups(commands: readonly CommandSpec[]): OptionGroup[] {
  const image = new Set<string>(authorOptionIds);
  return [
    { name: 'common', options: commonFlagged.map(toldOption) },
    { name: 'image', options: authorOptionIds.map(optionOf).map(toldOption) },
    ...commands.map((spec) => ({
      name: spec.name,
      options: flaggedOf(spec)
        .filter(({ id }) => !image.has(id))
        .map(toldOption),
    })),
  ].filter(({ options }) => options.length > 0);
}

function toldOption(record: Flagged): ToldOption {
  const manual = manualText(record.id);
  const means = record.flag?.repeatable ? `${manual} (repeatable)` : manual;
  return { typed: typedWays(record), means };
}

function typedWays(record: Flagged): string[] {
  const { id, flag, variable } = record;
  if (flag === undefined) return [`${variable}=…`];
  const values = sayableValues(record);
  const name = (inEnglish(() => optionWords(id).valueName) ?? flag.takes ?? '').toUpperCase();
  const behind = flag.takes === undefined ? '' : ` ${values.length > 0 ? values.join('|') : name}`;
  return [
    ...(flag.short === undefined ? [] : [`-${flag.short}${behind}`]),
    ...(flag.says === 'off' ? [] : [`--${flag.long}${behind}`]),
    ...(flag.says === undefined ? [] : [`--no-${flag.long}`]),
  ];
}
