import { xzChunks, xzProblem } from '../unpack/xz-engine.ts';
import type { Input } from './input.ts';

/**
 * Without the xz program. Files with filters or checks that the engine does not know are refused.
 *
 * @throws Failure `source-truncated`, `source-damaged`, `compression-unsupported`
 */
export async function* unxzByWasm(input: Input): AsyncGenerator<Uint8Array, void, void> {
  try {
    yield* xzChunks(() => input.next());
  } catch (error) {
    throw asDamage(error, input);
  }
}

function asDamage(error: unknown, input: Input): unknown {
  switch (xzProblem(error)) {
    case 'truncated':
      return input.truncated('compressed-data');
    case 'unsupported':
      return input.unsupported({ reason: 'xz-program' });
    case 'damaged':
      return input.damaged('compressed-data');
    default:
      return error;
  }
}
