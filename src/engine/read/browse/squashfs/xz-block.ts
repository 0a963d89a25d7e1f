import { Failure } from '../../../contract/failure/failure.ts';
import { Input } from '../../decode/input.ts';
import { unxz } from '../../decode/xz.ts';
import { unxzByWasm } from '../../decode/xz-wasm.ts';
import type { Unpack } from './unpack.ts';

/** A stream head of 12 bytes; then the head of its block: a length, and flags. The .xz file format §2.1, §3.1. */
const FLAGS_AT = 13;
const FILTERS_BEYOND_ONE = 3;
const NOTHING = new AbortController().signal;

/**
 * A block that is an .xz stream of its own. Those with a filter for machine code before them need the xz program.
 *
 * @throws Failure `compression-unsupported` when it is not there
 */
export const unpackXzBlock: Unpack = async (packed, mostBytes) => {
  const hasFilter = ((packed[FLAGS_AT] ?? 0) & FILTERS_BEYOND_ONE) !== 0;
  const input = new Input('', once(packed));
  const around = { signal: NOTHING, onTrailing: () => {} };
  try {
    return await joined(hasFilter ? unxz(input, around) : unxzByWasm(input), mostBytes);
  } catch (error) {
    if (error instanceof Failure && /^source-(damaged|truncated)$/.test(error.code)) return undefined;
    throw error;
  }
};

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, void> {
  yield bytes;
}

/** Undefined for more than there may be. */
async function joined(chunks: AsyncIterable<Uint8Array>, mostBytes: number): Promise<Uint8Array | undefined> {
  const out = new Uint8Array(mostBytes);
  let lengthBytes = 0;
  for await (const chunk of chunks) {
    if (lengthBytes + chunk.length > mostBytes) return undefined;
    out.set(chunk, lengthBytes);
    lengthBytes += chunk.length;
  }
  return out.subarray(0, lengthBytes);
}
