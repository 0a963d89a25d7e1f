import { Failure } from '../ports/failure.ts';
import type { DecodeAround } from './decoder.ts';
import type { Input } from './input.ts';
import { findProgram, throughProgram } from './program.ts';

/** A dictionary may be 4 GiB by the format; no image needs more than this. */
const MEMORY_LIMIT = '--memlimit-decompress=1GiB';

/** The .xz file format 1.0.4: streams one after the other, each with its own index and checks. */
export async function* unxz(input: Input, { signal }: DecodeAround): AsyncGenerator<Uint8Array, void, void> {
  const program = await findProgram(['xz']);
  if (program === undefined) {
    const found = 'compressed with xz, and the program xz that unpacks it is not installed';
    throw new Failure('source-not-an-image', { path: input.path, found });
  }
  yield* throughProgram(
    program,
    ['--decompress', '--stdout', '--format=xz', '--threads=0', MEMORY_LIMIT],
    input,
    {
      signal,
    },
  );
}
