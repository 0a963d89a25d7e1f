import type { ReadStream } from 'node:tty';
import type { Face } from '../cli/face.ts';

const CTRL_C = '\u0003';
const ESCAPE = '\u001b';

/** Single keys from a terminal, without Enter. Ctrl-C stays what it is; sequences (arrows and the like) are no keys here. */
export function keysOf(input: ReadStream): NonNullable<Face['keys']> {
  return (listener) => {
    const onData = (text: Buffer | string): void => {
      const typed = text.toString();
      if (typed.startsWith(ESCAPE)) return;
      for (const key of typed) {
        if (key === CTRL_C) process.emit('SIGINT', 'SIGINT');
        else listener(key);
      }
    };
    input.setRawMode(true);
    input.on('data', onData);
    return () => {
      input.off('data', onData);
      input.setRawMode(false);
      input.pause();
    };
  };
}
