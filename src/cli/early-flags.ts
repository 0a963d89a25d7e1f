import { parseArgs } from 'node:util';
import { flags } from '../tasks/flags.ts';
import type { Flag } from '../tasks/options/option.ts';
import { allOptions } from '../tasks/options/options.ts';
import { isTerminalSize } from '../tasks/terminal-size.ts';
import type { Given } from './given.ts';

/** Flags that decide how the terminal is used and a person spoken to, before any command is looked for. */
type EarlyFlags = Given<'plain' | 'ascii' | 'color' | 'bell' | 'notify' | 'size' | 'lang' | 'json'>;

const known: readonly Flag[] = [...Object.values(flags), ...allOptions.flatMap(({ flag }) => flag ?? [])];

/** What takes a value; the word behind it is no flag, whatever it looks like. */
const options = Object.fromEntries(
  known.map(({ long, short, takes, isFor }) => [
    long,
    {
      type: takes === undefined ? ('boolean' as const) : ('string' as const),
      ...(short && { short }),
      ...(isFor && { multiple: true }),
    },
  ]),
);

/** Reads them wherever they stand, as the commands do later; what is wrong with the rest is theirs to say. */
export function earlyFlags(argv: readonly string[]): EarlyFlags {
  const { values } = parseArgs({
    args: [...argv],
    options,
    strict: false,
    allowNegative: true,
    allowPositionals: true,
  });
  const { plain, ascii, color, bell, notify, lang, json } = values;
  const size = [values.size].flat().findLast((text) => typeof text === 'string' && isTerminalSize(text));
  return {
    ...(plain === true && { plain }),
    // `-o $OUT --json` without a value for the variable: whoever reads the answer is a program.
    ...((json === true || Object.values(values).includes('--json')) && { json: true }),
    ...(ascii === true && { ascii }),
    ...(color === false && { color }),
    ...(bell === true && { bell }),
    ...(notify === true && { notify }),
    ...(typeof size === 'string' && { size }),
    ...(typeof lang === 'string' && { lang }),
  };
}
