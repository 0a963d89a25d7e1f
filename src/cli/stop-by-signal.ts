import { Failure } from '../engine/contract/failure/failure.ts';
import type { Face } from './face.ts';

/** For commands without a job: a stop is heard between two reads. `close` gives signals back to whoever had them. */
export function stopBySignal({ onSignal }: Pick<Face, 'onSignal'>): {
  readonly signal: AbortSignal;
  close(): void;
} {
  const stopping = new AbortController();
  const close = onSignal((by) => stopping.abort(new Failure('stopped', { by })));
  return { signal: stopping.signal, close };
}
