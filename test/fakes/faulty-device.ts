import { readFileSync } from 'node:fs';
import { rig } from './rigs.ts';

/** A block device of `faulty.sh` that is slow, or fails, on demand. */
export interface FaultyDevice {
  /** `/dev/loop3` */
  readonly path: string;
  readonly name: string;
  readonly sizeBytes: number;
  /** Replaces its faults while it is used; `{}` heals it. */
  control(faults: object): void;
  /** Requests that reached it: `r|w OFFSET LENGTH`, `f`. */
  log(): string[];
  /** What it holds. */
  stored(): Buffer;
  remove(): void;
}

let made = 0;

export function makeFaultyDevice(sizeBytes: number, faults: object = {}): FaultyDevice {
  const id = `t${process.pid}-d${made++}`;
  const path = rig('faulty.sh', 'up', id, String(sizeBytes), JSON.stringify(faults));
  return {
    path,
    name: path.replace('/dev/', ''),
    sizeBytes,
    control: (now) => void rig('faulty.sh', 'ctl', id, JSON.stringify(now)),
    log: () => rig('faulty.sh', 'log', id).split('\n').filter(Boolean),
    stored: () => readFileSync(rig('faulty.sh', 'image', id)),
    remove() {
      rig('faulty.sh', 'ctl', id, '{}');
      rig('faulty.sh', 'down', id);
    },
  };
}
