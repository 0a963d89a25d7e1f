import type { ReadableStream } from 'node:stream/web';
import type { Input } from './input.ts';

/** The class of the package, which comes as CommonJS and with types that are made for browsers. */
type XzStream = new (compressed: ReadableStream<Uint8Array>) => ReadableStream<Uint8Array>;

/** Result codes of xz-embedded, which the package passes on in its messages. */
const TRUNCATED = 8;
const UNSUPPORTED = 6;

/**
 * Without the xz program: WebAssembly, one thread, a third of the speed. It knows CRC32 and CRC64 and no filters but LZMA2; files
 * with others are refused.
 *
 * @throws Failure `source-truncated`, `source-damaged`, `compression-unsupported`
 */
export async function* unxzByWasm(input: Input): AsyncGenerator<Uint8Array, void, void> {
  const { XzReadableStream } = (
    (await import('xz-decompress')) as unknown as { default: { XzReadableStream: XzStream } }
  ).default;
  const reader = new XzReadableStream(await streamOf(input)).getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      // Its memory is used again for what comes next.
      yield Uint8Array.from(next.value);
    }
  } catch (error) {
    throw asDamage(error, input);
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** Loaded for this only: every job would have to wait for it. */
async function streamOf(input: Input): Promise<ReadableStream<Uint8Array>> {
  const { ReadableStream: WebStream } = await import('node:stream/web');
  return new WebStream<Uint8Array>(
    {
      async pull(controller) {
        const bytes = await input.next();
        if (bytes) controller.enqueue(bytes);
        else controller.close();
      },
    },
    { highWaterMark: 0 },
  );
}

function asDamage(error: unknown, input: Input): unknown {
  const code = /failed with error code (\d+)/.exec(String(error))?.[1];
  if (code === undefined) return error;
  if (Number(code) === TRUNCATED) return input.truncated('compressed-data');
  return Number(code) === UNSUPPORTED
    ? input.unsupported({ reason: 'xz-program' })
    : input.damaged('compressed-data');
}
