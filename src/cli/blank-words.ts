import { t } from '../words/language.ts';
import { usageFailure } from '../words/spoken-failure.ts';

/**
 * Refuses a word of nothing, as a script makes it of a variable that is not set: as a path it would stand for the current
 * folder, as a serial for a drive that has none.
 *
 * @param name as it is typed: `--log`, `<image>`
 * @param mayBeBlanks names inside of an image may be made of blanks; files of such names can be reached by `./`
 * @throws Failure `usage`
 */
export function demandWord(name: string, word: string, mayBeBlanks = false): string {
  if ((mayBeBlanks ? word : word.trim()) !== '') return word;
  throw usageFailure(() => t().cli.usage.blank(name));
}
