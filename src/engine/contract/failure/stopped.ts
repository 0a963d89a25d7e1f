import { Failure } from './failure.ts';

/** @throws Failure `stopped` */
export function throwIfStopped(signal: AbortSignal): void {
  if (!signal.aborted) return;
  throw signal.reason instanceof Failure ? signal.reason : new Failure('stopped', { by: 'person' });
}
