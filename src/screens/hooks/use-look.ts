import { useWindowSize } from 'ink';
import type { Look } from '../look/look.ts';

export interface FixedLook extends Pick<Look, 'glyphs' | 'colour'> {
  /** Forced with --size; else the terminal is asked, also while it is resized. */
  readonly size?: Pick<Look, 'columns' | 'rows'> | undefined;
}

/** What the terminal is like now. */
export function useTerminalLook({ size, glyphs, colour }: FixedLook): Look {
  const window = useWindowSize();
  return { ...(size ?? window), glyphs, colour };
}
