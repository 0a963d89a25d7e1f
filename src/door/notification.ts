import { t } from '../words/language.ts';

/** What a terminal knows of itself. */
type Environment = Readonly<Record<string, string | undefined>>;

const ESCAPE = '\u001b';
const STRING_END = `${ESCAPE}\\`;

/**
 * The desktop notification that a job has ended, as this terminal takes it: OSC 777 (`notify;title;text`: rxvt, VTE, foot)
 * or OSC 9 (`text`: iTerm2, kitty, WezTerm, ghostty; others pass over it). Empty for a terminal that would show the letters
 * instead: a console, a serial line, one that says nothing of itself.
 *
 * @param exitCode of the job
 */
export function notification(exitCode: number, environment: Environment): string {
  if (!takesCommands(environment)) return '';
  const words = t().telling;
  const text = exitCode === 0 ? words.jobEnded : words.jobFailed(exitCode);
  const command = isOfRxvt(environment) ? `777;notify;isowright;${text}` : `9;isowright: ${text}`;
  const whole = `${ESCAPE}]${command}${STRING_END}`;
  return environment.TMUX ? passedOn(whole) : whole;
}

/** The console of Linux prints what it does not know, and serial terminals do as they please. */
function takesCommands({ TERM = '', TMUX }: Environment): boolean {
  const isScreen = TERM.startsWith('screen') && !TMUX;
  return !isScreen && !/^(?:|dumb|linux|cons\d*|vt\d+.*|ansi|unknown)$/.test(TERM);
}

function isOfRxvt({ TERM = '', VTE_VERSION, TERM_PROGRAM }: Environment): boolean {
  return TERM_PROGRAM === undefined && (Boolean(VTE_VERSION) || /^(?:rxvt|foot)/.test(TERM));
}

/** tmux gives it to the terminal around it, where its owner allowed that (allow-passthrough). */
function passedOn(command: string): string {
  return `${ESCAPE}Ptmux;${command.replaceAll(ESCAPE, ESCAPE + ESCAPE)}${STRING_END}`;
}
