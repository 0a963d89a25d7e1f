import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type FaultyDevice, makeFaultyDevice } from '../fakes/faulty-device.ts';
import type { BenchRoom } from './room.ts';

const MIB = 1 << 20;
const MEDIUM_BYTES = 64 * MIB;
const ROUNDS = 3;

/** What ails a medium, and when both are stopped. */
interface Illness {
  readonly name: string;
  readonly faults: object;
  readonly seconds: number;
  /** Of ddrescue's bytes. */
  readonly atLeast: number;
}

const ILLNESSES: readonly Illness[] = [
  {
    name: '16 of 64 MiB take 300 ms a request, after 6 s',
    faults: { slow_read: [[8 * MIB, 16 * MIB, 300]] },
    seconds: 6,
    atLeast: 4,
  },
  {
    name: '4 of 64 MiB give errors after 3 s each, after 25 s',
    faults: { bad_read: [[8 * MIB, 4 * MIB]], error_ms: 3000 },
    seconds: 25,
    atLeast: 5,
  },
];

export interface Rescued {
  readonly name: string;
  readonly oursBytes: number;
  readonly peerBytes: number;
  readonly atLeast: number;
}

/** How much `read` and `ddrescue -d` have saved of ill media at the same moment, start included; the worst of the rounds. */
export function illMedia(room: BenchRoom, program: string): Rescued[] {
  return ILLNESSES.map((illness) => {
    const rounds = Array.from({ length: ROUNDS }, () => rescued(room, program, illness));
    return rounds.reduce((worst, one) => (shareOf(one) < shareOf(worst) ? one : worst));
  });
}

export const shareOf = ({ oursBytes, peerBytes }: Rescued): number => oursBytes / peerBytes;

export function rescuedLine(one: Rescued): string {
  const share = shareOf(one);
  const mib = (bytes: number): string => `${(bytes / MIB).toFixed(1)} MiB`.padStart(10);
  const verdict = share >= one.atLeast ? 'ok' : 'TOO LITTLE';
  return `${one.name.padEnd(52)}${mib(one.oursBytes)}${mib(one.peerBytes)}${share.toFixed(1).padStart(7)}  ≥ ${one.atLeast} ${verdict}`;
}

function rescued(room: BenchRoom, program: string, { name, faults, seconds, atLeast }: Illness): Rescued {
  const device = makeFaultyDevice(MEDIUM_BYTES, faults);
  try {
    const image = join(room.memoryFolder, 'ill.img');
    const map = `${image}.map`;
    const saved = (...command: string[]): number => {
      for (const path of [image, map, `${image}.partial`]) rmSync(path, { force: true });
      spawnSync('timeout', ['-s', 'INT', String(seconds), ...command], { timeout: 4000 * seconds });
      return goodBytes(readFileSync(map, 'utf8'));
    };
    const peerBytes = saved('ddrescue', '-q', '-d', device.path, image, map);
    const oursBytes = saved(...ours(program, device, image, map));
    return { name, oursBytes, peerBytes, atLeast };
  } finally {
    device.remove();
  }
}

function ours(program: string, { path }: FaultyDevice, image: string, map: string): string[] {
  return [process.execPath, program, 'read', path, '-o', image, '--map', map, '--whole', '--quiet'];
}

/** Of a map in ddrescue's form. */
function goodBytes(map: string): number {
  const lengths = [...map.matchAll(/^0x\w+\s+(0x\w+)\s+\+$/gm)].map(([, length]) => Number(length));
  return lengths.reduce((sum, length) => sum + length, 0);
}
