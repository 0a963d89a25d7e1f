import { setTimeout as sleep } from 'node:timers/promises';
import type { Target } from '../../contract/ports/target.ts';
import { overTarget } from './over-target.ts';

/** Drives read about twice as fast as they write. */
const READS_FASTER = 2;

/** A target no faster than a drive would be: on the practice bench a person is to see how a job goes. */
export function pacedTarget(target: Target, bytesPerSecond: number): Target {
  const turn = turnstile();
  return overTarget(target, {
    async write(atByte: number, bytes: Uint8Array) {
      await turn((bytes.length * 1000) / bytesPerSecond);
      await target.write(atByte, bytes);
    },
    async read(atByte: number, into: Uint8Array) {
      await turn((into.length * 1000) / (bytesPerSecond * READS_FASTER));
      await target.read(atByte, into);
    },
  });
}

/** One after the other, each as long as it is said to take. */
function turnstile(): (tookMs: number) => Promise<unknown> {
  let last: Promise<unknown> = Promise.resolve();
  return (tookMs) => {
    last = last.then(() => sleep(tookMs));
    return last;
  };
}
