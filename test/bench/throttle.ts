import { mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Candidate } from './pair.ts';

/** Makes a candidate run with a limit on what it writes to the device, or reads from it. */
export interface Throttle {
  (candidate: Candidate): Candidate;
  remove(): void;
}

/** Limits writes to one block device, or reads, for the processes of a control group of its own (blkio, version 1). */
export function throttle(
  devicePath: string,
  bytesPerSecond: number,
  what: 'read' | 'write' = 'write',
): Throttle {
  const group = join('/sys/fs/cgroup/blkio', `isowright-bench-${what}-${process.pid}`);
  const number = readFileSync(`/sys/block/${basename(devicePath)}/dev`, 'utf8').trim();
  mkdirSync(group, { recursive: true });
  writeFileSync(join(group, `blkio.throttle.${what}_bps_device`), `${number} ${bytesPerSecond}`);
  const limited = (candidate: Candidate): Candidate => ({
    name: candidate.name,
    get command(): [string, ...string[]] {
      return ['sh', '-c', `echo $$ > ${group}/tasks && exec "$@"`, 'sh', ...candidate.command];
    },
  });
  return Object.assign(limited, { remove: () => rmdirSync(group) });
}
