import { compressionUnsupported } from '../../contract/failure/source-failures.ts';
import type { Unpack } from './unpack.ts';
import { xzChunks, xzProblem } from './xz-engine.ts';
import { unpackByXz } from './xz-program.ts';

/** A stream head of 12 bytes; then the head of its block: a length, and flags. The .xz file format §2.1, §3.1. */
const FLAGS_AT = 13;
const FILTERS_BEYOND_ONE = 3;

/**
 * A block that is an .xz stream of its own. Those with a filter for machine code before them need the xz program.
 *
 * @throws Failure `compression-unsupported` when it is not there
 */
export const unpackXzBlock: Unpack = async (packed, mostBytes, path) => {
  const hasFilter = ((packed[FLAGS_AT] ?? 0) & FILTERS_BEYOND_ONE) !== 0;
  if (hasFilter) return unpackByXz(packed, mostBytes, path);
  const chunks = [packed].values();
  try {
    return await joined(
      xzChunks(async () => chunks.next().value),
      mostBytes,
    );
  } catch (error) {
    const problem = xzProblem(error);
    if (problem === 'unsupported') throw compressionUnsupported(path, { reason: 'xz-program' });
    if (problem !== undefined) return undefined;
    throw error;
  }
};

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
