import type { cli } from './en/cli.ts';
import { t } from './language.ts';

type Complaints = (typeof cli)['complaints'];

/** What the parser of the command line may complain of, told from its English sentences, with what they name. */
const known: readonly (readonly [RegExp, (say: Complaints, named: readonly string[]) => string])[] = [
  [/^error: unknown option '([\s\S]*)'$/, (say, [option = '']) => say.unknownOption(option)],
  [/^error: unknown command '([\s\S]*)'$/, (say, [command = '']) => say.unknownCommand(command)],
  [/^error: missing required argument '([\s\S]*)'$/, (say, [name = '']) => say.missingArgument(name)],
  [/^error: required option '([\s\S]*)' not specified$/, (say, [option = '']) => say.missingOption(option)],
  [/^error: option '([^']*)' argument missing$/, (say, [option = '']) => say.missingValue(option)],
  [
    /^error: option '([^']*)' argument '([\s\S]*)' is invalid\. Allowed choices are ([\w, -]*)\.$/,
    (say, [option = '', value = '', choices = '']) => say.oneOf(option, value, choices),
  ],
  [
    /^error: too many arguments( for '[^']*'|)\. Expected (\d+) arguments? but got (\d+): ([\s\S]*)\.$/,
    (say, [command = '', expected = '', received = '', words = '']) =>
      say.tooManyArguments(command, expected, received, words),
  ],
  [/^\(Did you mean one of ([^\n]*)\?\)$/, (say, [words = '']) => say.didYouMeanOneOf(words)],
  [/^\(Did you mean ([^\n]*)\?\)$/, (say, [word = '']) => say.didYouMean(word)],
];

/** A complaint of the parser in the language that is spoken; one that is not known stays English. */
export function complaintText(line: string): string {
  for (const [pattern, say] of known) {
    const found = pattern.exec(line);
    if (found) return say(t().cli.complaints, found.slice(1));
  }
  return line;
}
