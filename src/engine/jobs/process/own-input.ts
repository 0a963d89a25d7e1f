import { Socket } from 'node:net';
import type { Readable } from 'node:stream';

const BUFFER_BYTES = 64 << 10;
const NEWLINE = 10;

export interface OwnInput {
  readonly input: Readable;
  /** There is nothing more. */
  readonly end: () => void;
  readonly forMs: number;
  /** Somebody else reads from here on: called once, between two lines; at once where this thread cannot let go of what it reads. */
  readonly passOn: () => void;
}

/** Reads standard input in this thread for a while. */
export function readOwnInput({ input, end, forMs, passOn }: OwnInput): void {
  let isBetweenLines = true;
  let isOver = false;
  const socket = pipeOrSocket((bytes) => {
    isBetweenLines = bytes.at(-1) === NEWLINE;
    input.push(Uint8Array.from(bytes));
  });
  if (socket === undefined) {
    passOn();
    return;
  }
  socket.on('error', () => undefined);
  socket.once('close', () => {
    isOver = true;
    end();
  });
  const letGo = (): void => {
    if (isOver) return;
    if (!isBetweenLines) {
      later();
      return;
    }
    // With a buffer of its own it stops reading at once. It is never closed: the descriptor is read on.
    socket.pause();
    passOn();
  };
  const later = (): void => void setTimeout(letGo, forMs).unref();
  later();
}

/** Undefined for anything else. */
function pipeOrSocket(onBytes: (bytes: Uint8Array) => void): Socket | undefined {
  const buffer = new Uint8Array(BUFFER_BYTES);
  try {
    return new Socket({
      fd: 0,
      readable: true,
      writable: false,
      onread: {
        buffer,
        callback(lengthBytes) {
          onBytes(buffer.subarray(0, lengthBytes));
          return true;
        },
      },
    });
  } catch {
    return undefined;
  }
}
