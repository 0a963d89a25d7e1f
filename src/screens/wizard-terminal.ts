import type { GlyphSet } from './look/glyphs.ts';

/** What the door has found out about the terminal. */
export interface WizardTerminal {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly glyphs: GlyphSet;
  readonly colour: boolean;
  /** 10 on a local terminal, 4 over SSH, 2 on a serial line. */
  readonly maxFps: number;
  /** Numbered questions line by line: TERM=dumb, --plain, ACCESSIBLE=1, INK_SCREEN_READER=true. */
  readonly plain: boolean;
  /** Given with --size; else the terminal is asked. */
  readonly size?: { readonly columns: number; readonly rows: number } | undefined;
  /** Where there are no raw keys the door reports SIGINT here. Returns the way to stop listening. */
  readonly onInterrupt?: (listener: () => void) => () => void;
}
