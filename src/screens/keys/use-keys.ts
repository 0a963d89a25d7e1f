import { useInput, usePaste } from 'ink';
import type { TypedKeys } from '../wizard/action.ts';
import { droppedChunk } from './dropped-path.ts';
import type { Key } from './key.ts';
import { type InkFlags, splitKeys } from './split.ts';

export interface KeyListeners {
  readonly onKeys: (typed: Pick<TypedKeys, 'keys' | 'dropped'>) => void;
  readonly onPaste: (text: string) => void;
  readonly onRedraw: () => void;
}

/** The only place where keys come in. */
export function useKeys({ onKeys, onPaste, onRedraw }: KeyListeners): void {
  useInput((input, flags) => {
    const typed = typedKeys(input, flags);
    if (typed.keys.includes('ctrl-l')) onRedraw();
    if (typed.keys.length > 0) onKeys(typed);
  });
  usePaste(onPaste);
}

/** Keys of one read, and the same as a whole path when they look like one. */
export function typedKeys(input: string, flags: InkFlags): Pick<TypedKeys, 'keys' | 'dropped'> {
  const keys: Key[] = splitKeys(input, flags);
  const chunk = keys.length > 1 && !flags.meta ? droppedChunk(input) : undefined;
  if (chunk === undefined) return { keys };
  return { keys, dropped: { text: chunk.text, thenKeys: splitKeys(chunk.rest, {}) } };
}
