import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Candidate, Pair } from './pair.ts';
import { type BenchRoom, manyFiles } from './room.ts';

const FILES = 50_000;

/**
 * What is in an image, and out of it: ours is the command, its start included. Files are taken out into a folder that is empty
 * each time; on the disk the one before is deleted at the end only, because ext4 is slow where much was just deleted.
 */
export function browse(room: BenchRoom, program: (name: string) => string): Pair[] {
  const folder = manyFiles(join(room.diskFolder, 'some'), FILES, (index) => 1024 + ((index * 7919) % 7169));
  const image = join(room.memoryFolder, 'some.iso');
  const isowright = [process.execPath, program('main')] as const;
  execFileSync(process.execPath, [program('main'), 'make', folder, '-o', image, '--no-verify', '--quiet'], {
    timeout: 10 * 60_000,
  });
  const list = candidate('isowright', [...isowright, 'ls', image]);
  return [
    pair('ls of 50,000 files', list, candidate('bsdtar -t', ['bsdtar', '-tf', image]), 2),
    pair('ls of 50,000 files', list, candidate('bsdtar -tv', ['bsdtar', '-tvf', image]), 2),
    pair('ls of 50,000 files', list, candidate('xorriso -find', xorriso()), 0.5),
    pair('ls of 50,000 files', list, candidate('xorriso -find -exec lsdl', xorriso('-exec', 'lsdl')), 0.5),
    taken('extract of 50,000 files to memory', join(room.memoryFolder, 'out'), emptied),
    taken('extract of 50,000 files to a disk', join(room.diskFolder, 'out'), movedAway()),
  ];

  function xorriso(...how: string[]): [string, ...string[]] {
    return ['xorriso', '-indev', image, '-find', '/', ...how];
  }

  function taken(name: string, into: string, before: (into: string) => void): Pair {
    const ours = candidate('isowright', [...isowright, 'extract', image, '-C', into]);
    const peer = candidate('bsdtar -x', ['bsdtar', '-xf', image, '-C', into]);
    return { ...pair(name, ours, peer, 0.9), before: () => before(into) };
  }
}

function candidate(name: string, command: readonly [string, ...string[]]): Candidate {
  return { name, command };
}

function pair(name: string, ours: Candidate, peer: Candidate, atMost: number): Pair {
  return { name: `${name} / ${peer.name}`, ours, peer, atMost };
}

function emptied(into: string): void {
  rmSync(into, { recursive: true, force: true });
  mkdirSync(into);
}

/** Everything else is on the disk before the next one begins. */
function movedAway(): (into: string) => void {
  let turn = 0;
  return (into) => {
    if (turn > 0) renameSync(into, `${into}-${turn}`);
    turn++;
    mkdirSync(into);
    execFileSync('sync', { timeout: 60_000 });
  };
}
