import type { ReadableStream } from 'node:stream/web';

/** The class of the package, which comes as CommonJS and with types that are made for browsers. */
type XzStream = new (compressed: ReadableStream<Uint8Array>) => ReadableStream<Uint8Array>;

/** Result codes of xz-embedded, which the package passes on in its messages. */
const TRUNCATED = 8;
const UNSUPPORTED = 6;

/**
 * Unpacks .xz by WebAssembly: one thread, a third of the speed of the program. It knows CRC32 and CRC64 and no filters but LZMA2.
 *
 * @param next the next bytes of it; undefined at the end
 * @throws what `next` throws, and errors that `xzProblem` knows
 */
export async function* xzChunks(
  next: () => Promise<Uint8Array | undefined>,
): AsyncGenerator<Uint8Array, void, void> {
  const { XzReadableStream } = (
    (await import('xz-decompress')) as unknown as { default: { XzReadableStream: XzStream } }
  ).default;
  const reader = new XzReadableStream(await streamOf(next)).getReader();
  try {
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      // Its memory is used again for what comes next.
      yield Uint8Array.from(chunk.value);
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** What an error of the engine says; undefined for one that is not its own. */
export function xzProblem(error: unknown): 'truncated' | 'unsupported' | 'damaged' | undefined {
  const code = /failed with error code (\d+)/.exec(String(error))?.[1];
  if (code === undefined) return undefined;
  if (Number(code) === TRUNCATED) return 'truncated';
  return Number(code) === UNSUPPORTED ? 'unsupported' : 'damaged';
}

/** Loaded for this only: every job would have to wait for it. */
async function streamOf(next: () => Promise<Uint8Array | undefined>): Promise<ReadableStream<Uint8Array>> {
  const { ReadableStream: WebStream } = await import('node:stream/web');
  return new WebStream<Uint8Array>(
    {
      async pull(controller) {
        const bytes = await next();
        if (bytes) controller.enqueue(bytes);
        else controller.close();
      },
    },
    { highWaterMark: 0 },
  );
}
