import { promisify } from 'node:util';
import {
  inflate,
  inflateRaw,
  inflateRawSync,
  inflateSync,
  zstdDecompress,
  zstdDecompressSync,
} from 'node:zlib';
import { unpackLz4Block } from '../../bytes/formats/lz4/block.ts';
import { bunzip2Ourselves } from '../decode/bzip2.ts';
import { Input } from '../decode/input.ts';
import { unxzByWasm } from '../decode/xz-wasm.ts';

/** Unpacks one block. Rejects, or gives nothing, for what is broken or unpacks to more. */
type Unpacker = (
  packed: Uint8Array,
  options: { readonly maxOutputLength: number },
) => Promise<Uint8Array | undefined>;

/** A thread costs more than unpacking so little. */
const MOST_AT_ONCE_BYTES = 256 << 10;

function sized(
  atOnce: (packed: Uint8Array, options: { maxOutputLength: number }) => Uint8Array,
  elsewhere: Unpacker,
): Unpacker {
  return async (packed, options) =>
    options.maxOutputLength > MOST_AT_ONCE_BYTES ? elsewhere(packed, options) : atOnce(packed, options);
}

/** How blocks are packed, each on its own. */
export const unpackers = {
  deflate: sized(inflateRawSync, promisify(inflateRaw)),
  zlib: sized(inflateSync, promisify(inflate)),
  zstd: sized(zstdDecompressSync, promisify(zstdDecompress)),
  bzip2: (packed, { maxOutputLength }) =>
    gathered(
      bunzip2Ourselves(inputOf(packed), { signal: never, onTrailing: () => undefined }),
      maxOutputLength,
    ),
  xz: (packed, { maxOutputLength }) => gathered(unxzByWasm(inputOf(packed)), maxOutputLength),
  async lz4(packed, { maxOutputLength }) {
    const out = new Uint8Array(maxOutputLength);
    const endByte = unpackLz4Block(packed, out, 0);
    return endByte < 0 ? undefined : out.subarray(0, endByte);
  },
} as const satisfies Readonly<Record<string, Unpacker>>;

const never = new AbortController().signal;

function inputOf(packed: Uint8Array): Input {
  const chunks = (async function* (): AsyncGenerator<Uint8Array, void, void> {
    yield packed;
  })();
  return new Input('', chunks);
}

async function gathered(
  pieces: AsyncGenerator<Uint8Array, void, void>,
  mostBytes: number,
): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = [];
  let lengthBytes = 0;
  for await (const piece of pieces) {
    parts.push(piece);
    lengthBytes += piece.length;
    if (lengthBytes > mostBytes) return undefined;
  }
  return Buffer.concat(parts);
}
