import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { isRecord } from '../../contract/plan/record.ts';

/** One JSON object a line, in both directions, over the job process's standard input and output. */
export interface Channel {
  /** Never waits: a partner that does not read misses progress, and nothing else. */
  send(message: object): void;
  /** Called for every line that is a JSON object; anything else is ignored. */
  onMessage(listener: (message: Record<string, unknown>) => void): void;
}

/** Bytes a partner may be behind before progress is left out for it. */
const BEHIND_BYTES = 256 << 10;

/** A partner that went away is no error: the job goes on without listeners. */
export function lineChannel(input: Readable, output: Writable): Channel {
  output.on('error', () => undefined);
  input.on('error', () => undefined);
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  // It says the input's errors once more.
  lines.on('error', () => undefined);
  return {
    send(message) {
      const isProgress = 'event' in message && message.event === 'progress';
      if (!output.writable || (isProgress && output.writableLength > BEHIND_BYTES)) return;
      output.write(`${JSON.stringify(message)}\n`);
    },
    onMessage(listener) {
      lines.on('line', (line) => {
        const message = parse(line);
        if (message !== undefined) listener(message);
      });
    },
  };
}

function parse(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
