import { containerOf } from '../decode/containers.ts';
import { Input } from '../decode/input.ts';
import { MAGIC_BYTES } from '../decode/magics.ts';

/** A stream unpacked as its first bytes say, or as it is. @throws Failure `source-damaged`, `source-truncated`, `compression-unsupported` */
export async function* unpackedChunks(
  path: string,
  chunks: AsyncGenerator<Uint8Array, void, void>,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, void> {
  const input = new Input(path, chunks);
  const container = containerOf(await input.peek(MAGIC_BYTES));
  if (container) yield* container.decode(input, { signal, onTrailing: () => undefined });
  else for (let bytes = await input.next(); bytes; bytes = await input.next()) yield bytes;
}
