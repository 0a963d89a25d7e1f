import { type Container, containerOf, type Look, MAGIC_BYTES } from '../decode/containers.ts';
import { type Chunks, Input } from '../decode/input.ts';
import { Failure } from '../ports/failure.ts';
import type { ByteStream } from '../ports/image.ts';
import { streamOf } from './byte-stream.ts';
import { LOOK_BYTES, refuseContent } from './not-an-image.ts';
import type { OpenSourceOptions } from './open-source.ts';

/** Bytes in the order they come, from a file, a pipe or a download. */
export interface RawChunks {
  readonly chunks: Chunks;
  /** Of what comes, before anything is unpacked. */
  readonly sizeBytes: number | undefined;
  /** Learned beforehand, when the source can be looked into. */
  readonly look?: Look | undefined;
  /** After everything was read. */
  readonly settle?: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/**
 * A stream of an image's bytes: unpacked when the first bytes say that they are packed.
 *
 * @throws Failure `source-not-an-image`, and what reading the first bytes may throw
 */
export async function decodedStream(
  path: string,
  raw: RawChunks,
  options: OpenSourceOptions,
): Promise<ByteStream> {
  const stopping = new AbortController();
  const close = async (): Promise<void> => {
    options.signal?.removeEventListener('abort', stop);
    stopping.abort(new Failure('stopped', { by: 'person' }));
    await raw.close();
  };
  // A pipe or a server that says nothing must not keep a stopped job waiting.
  const stop = (): void => stopping.abort(options.signal?.reason);
  options.signal?.addEventListener('abort', stop);
  try {
    const input = new Input(path, raw.chunks);
    const container = containerOf(await input.peek(MAGIC_BYTES));
    const pieces = container ? unpacked(container, raw, input, stopping.signal, options) : plain(input);
    const image = await withoutSurprise(path, pieces);
    const sizeBytes = container ? raw.look?.contentBytes : raw.sizeBytes;
    return streamOf(image, {
      path,
      sizeBytes,
      close,
      signal: stopping.signal,
      ...(raw.settle && { settle: raw.settle }),
    });
  } catch (error) {
    await close();
    throw error;
  }
}

async function* plain(input: Input): AsyncGenerator<Uint8Array, void, void> {
  for (let bytes = await input.next(); bytes; bytes = await input.next()) yield bytes;
}

function unpacked(
  { decode, name }: Container,
  { look }: RawChunks,
  input: Input,
  signal: AbortSignal,
  { onNote }: OpenSourceOptions,
): AsyncGenerator<Uint8Array, void, void> {
  const onTrailing = (lengthBytes: number | undefined): void =>
    onNote?.({
      code: 'source-trailing-bytes',
      path: input.path,
      text: `${input.path}: ${lengthBytes ?? 'some'} bytes behind the ${name} data belong to nothing and were left out`,
    });
  return (look?.decode ?? decode)(input, { signal, onTrailing });
}

/** Looks at the beginning of what was unpacked: an archive in an archive is no image. */
async function withoutSurprise(
  path: string,
  pieces: AsyncGenerator<Uint8Array, void, void>,
): Promise<AsyncGenerator<Uint8Array, void, void>> {
  const unpackedInput = new Input(path, pieces);
  const first = await unpackedInput.peek(LOOK_BYTES);
  refuseContent(path, first);
  const inner = containerOf(first);
  if (!inner) return plain(unpackedInput);
  const found = `compressed more than once (${inner.name} inside); unpack it first`;
  throw new Failure('source-not-an-image', { path, found });
}
