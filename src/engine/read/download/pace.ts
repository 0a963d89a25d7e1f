import type { IncomingMessage } from 'node:http';

/** The least a server must send while it is waited for. Slower is no download: it would keep a job for weeks. */
export interface LeastPace {
  readonly bytes: number;
  readonly withinMs: number;
}

/** About what a modem of the eighties did. */
export const leastPace: LeastPace = { bytes: 64 << 10, withinMs: 60_000 };

/**
 * What comes in an answer, given up when it comes too slowly. Only time in which somebody waits for the server counts: a paused
 * job or a slow drive is no fault of the server's.
 *
 * @throws Error with code `TOO_SLOW`, and what the connection throws
 */
export async function* paced(
  body: IncomingMessage,
  { bytes: leastBytes, withinMs }: LeastPace = leastPace,
  nowMs: () => number = () => performance.now(),
): AsyncGenerator<Buffer, void, void> {
  const chunks = (body as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  let waitedMs = 0;
  let cameBytes = 0;
  for (;;) {
    const sinceMs = nowMs();
    const next = await orTooSlow(chunks.next(), body, withinMs);
    waitedMs += nowMs() - sinceMs;
    if (next.done) return;
    cameBytes += next.value.length;
    if (waitedMs >= withinMs && cameBytes < leastBytes) throw tooSlow();
    if (waitedMs >= withinMs) [waitedMs, cameBytes] = [0, 0];
    yield next.value;
  }
}

/** Breaks an answer off that is read as quickly as it comes, when that is too slowly. To be cleared. */
export function watchPace(
  body: IncomingMessage,
  cameBytes: () => number,
  { bytes: leastBytes, withinMs }: LeastPace,
): NodeJS.Timeout {
  let beforeBytes = cameBytes();
  return setInterval(() => {
    if (cameBytes() - beforeBytes < leastBytes) body.destroy(tooSlow());
    beforeBytes = cameBytes();
  }, withinMs);
}

/** Bytes that are none of the body (chunk sizes, trailers) keep a connection from being silent. */
async function orTooSlow<T>(next: Promise<T>, body: IncomingMessage, withinMs: number): Promise<T> {
  const timer = setTimeout(() => body.destroy(tooSlow()), withinMs);
  try {
    return await next;
  } finally {
    clearTimeout(timer);
  }
}

function tooSlow(): Error {
  return Object.assign(new Error('too-slow'), { code: 'TOO_SLOW' });
}
