/** What is said of one option, everywhere it appears. */
export interface OptionWords {
  /** Its name on the options screen; absent: it has no row there. */
  readonly title?: string;
  /** What it is good for; one or two lines beside the row. */
  readonly why?: string;
  /** One line behind the flag in `--help` and in completions. */
  readonly help?: string;
  /** The same behind `--no-…`, of a flag that can be said and denied. */
  readonly helpOff?: string;
  /** A word for each value that is not `on` or `off`, and what it means. */
  readonly values?: { readonly [value: string]: readonly [word: string, why?: string] };
  /**
   * Its line on the summary, of what was said; absent: its title and the value. `always`: also when nothing was said.
   * `none`: another line tells it.
   */
  readonly summary?:
    | { readonly label: string; readonly always?: true; readonly text: (said: string) => string }
    | 'none';
  /** What stands in a row of text while nothing is typed. */
  readonly empty?: string;
  /** What the value of the flag is called: `file` is shown as `<file>`. */
  readonly valueName?: string;
}
