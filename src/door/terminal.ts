import type { WriteStream } from 'node:tty';
import { earlyFlags } from '../cli/early-flags.ts';
import type { TerminalFacts } from '../engine/contract/ports/surroundings.ts';

/** What this terminal can show; decided once, before Ink is loaded. */
export interface TerminalTraits {
  /** Both ends are a terminal: questions can be asked. */
  readonly interactive: boolean;
  /** Numbered questions and lines instead of screens. */
  readonly plain: boolean;
  readonly glyphs: 'utf8' | 'cp437' | 'ascii';
  readonly colour: boolean;
  /** Frames a second: the line may be slow. */
  readonly maxFps: number;
  /** `--size 100x30`, for lines that do not know their size. */
  readonly size: { readonly columns: number; readonly rows: number } | undefined;
}

interface Surroundings {
  readonly argv: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly stdinIsTerminal: boolean;
  readonly stdoutIsTerminal: boolean;
  /** Which device it is, where the system says so: `/dev/tty1`. */
  readonly deviceName?: string | undefined;
}

const truthy = (value: string | undefined): boolean =>
  value !== undefined && !['', '0', 'false'].includes(value);

/** CI in the environment does not matter: a terminal is a terminal. */
export function terminalTraits({
  argv,
  environment,
  stdinIsTerminal,
  stdoutIsTerminal,
  deviceName,
}: Surroundings): TerminalTraits {
  const { TERM, NO_COLOR, ACCESSIBLE, INK_SCREEN_READER } = environment;
  const flags = earlyFlags(argv);
  const dumb = TERM === undefined || TERM === '' || TERM === 'dumb';
  return {
    interactive: stdinIsTerminal && stdoutIsTerminal,
    plain: flags.plain === true || dumb || truthy(ACCESSIBLE) || truthy(INK_SCREEN_READER),
    glyphs: glyphsOf(flags.ascii ?? false, environment),
    colour: flags.color !== false && (NO_COLOR === undefined || NO_COLOR === '') && !dumb,
    maxFps: isConsole(deviceName) ? 10 : fpsOf(environment),
    size: sizeOf(flags.size),
  };
}

function glyphsOf(asAscii: boolean, environment: Surroundings['environment']): TerminalTraits['glyphs'] {
  const locale = environment.LC_ALL || environment.LC_CTYPE || environment.LANG || '';
  if (asAscii || !/utf-?8/i.test(locale) || isSerial(environment)) return 'ascii';
  return environment.TERM === 'linux' ? 'cp437' : 'utf8';
}

/** A console of Linux on the screen of this machine (console(4)). */
const isConsole = (device: string | undefined): boolean => /^\/dev\/tty\d+$/.test(device ?? '');

/**
 * A serial line may carry no more than a frame or two a second (960 bytes at 9600 baud), and says so to nobody: what `TERM` is behind one
 * depends on who set it. A window of this machine makes itself known.
 */
function fpsOf(environment: Surroundings['environment']): number {
  const { COLORTERM, VTE_VERSION, WT_SESSION, TERM_PROGRAM, SSH_TTY } = environment;
  if (isSerial(environment)) return 2;
  if (truthy(SSH_TTY)) return 4;
  const isWindow = truthy(COLORTERM) || truthy(VTE_VERSION) || truthy(WT_SESSION);
  return isWindow || (truthy(TERM_PROGRAM) && TERM_PROGRAM !== 'tmux') ? 10 : 2;
}

/** What there is to say of the terminal that `screen` is, whatever else goes elsewhere; undefined when it is none. */
export function terminalFacts(
  { plain, glyphs, colour, size }: TerminalTraits,
  screen: Pick<WriteStream, 'isTTY' | 'columns' | 'rows'>,
): TerminalFacts | undefined {
  if (!screen.isTTY) return undefined;
  const { columns, rows } = size ?? screen;
  return { columns, rows, isUtf8: glyphs !== 'ascii', hasColour: colour, hasScreens: !plain };
}

/** `100x30` */
function sizeOf(text = ''): TerminalTraits['size'] {
  const [, columns, rows] = /^(\d{2,3})x(\d{1,3})$/.exec(text) ?? [];
  return columns && rows ? { columns: Number(columns), rows: Number(rows) } : undefined;
}

function isSerial({ TERM }: Surroundings['environment']): boolean {
  return TERM !== undefined && /^vt\d+/.test(TERM);
}
