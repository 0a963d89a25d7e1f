import type { Failure } from '../../contract/failure/failure.ts';
import type { DecodeAround } from './decoder.ts';
import type { Input } from './input.ts';
import { findProgram, throughProgram } from './program.ts';
import { unxzByWasm } from './xz-wasm.ts';

/** A dictionary may be 4 GiB by the format; no image needs more than this. */
const MEMORY_LIMIT = '--memlimit-decompress=1GiB';

/** The .xz file format 1.0.4: streams one after the other, each with its own index and checks. */
export async function* unxz(input: Input, { signal }: DecodeAround): AsyncGenerator<Uint8Array, void, void> {
  const program = await findProgram(['xz']);
  if (program === undefined) return yield* unxzByWasm(input);
  yield* throughProgram(
    program,
    ['--decompress', '--stdout', '--format=xz', '--threads=0', MEMORY_LIMIT],
    input,
    { signal, asUnsupported: (said) => unsupportedIn(said, input) },
  );
}

/** What the program says of filters, integrity checks and memory; of damage it says other things. */
function unsupportedIn(said: string, input: Input): Failure | undefined {
  if (/memory usage limit/i.test(said)) return input.unsupported({ reason: 'xz-memory' });
  return /unsupported (options|filter|type of integrity check)/i.test(said)
    ? input.unsupported({ reason: 'xz-options' })
    : undefined;
}
