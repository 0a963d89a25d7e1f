import { execFileSync } from 'node:child_process';
import {
  closeSync,
  cpSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { BytesCompared, Difference } from '../../src/engine/contract/events/comparison.ts';
import { makeImage, temporaryFolder } from '../engine/author/making.ts';
import { isowright } from '../fakes/cli.ts';
import { patchyDisk } from '../fakes/disk-file.ts';
import { seededBytes } from '../fakes/fake-image.ts';
import { run, testWith } from '../fakes/rigs.ts';

// What differs is what cmp and diff say differs.

const room = temporaryFolder();

interface Said {
  readonly equal: boolean;
  readonly differences: readonly Difference[];
  readonly bytes?: BytesCompared;
}

function compared(a: string, b: string, ...more: string[]): Said & { status: number } {
  const { status, stdout } = isowright(['compare', a, b, '--json', ...more]);
  return { ...JSON.parse(stdout), status };
}

/** Offsets from zero, as `cmp -l` tells them from one. */
function differingBytes(a: string, b: string): number[] {
  const { stdout } = run('cmp', ['-l', a, b], { timeoutMs: 30_000 });
  return stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => Number(line.trim().split(/\s+/)[0]) - 1);
}

testWith('tool:cmp', 'tool:qemu-img')(
  'bytes that cmp finds different lie in the places told, raw and packed',
  () => {
    const [a, b] = [join(room, 'a.raw'), join(room, 'b.raw')];
    patchyDisk(a, (5 << 20) + 700);
    cpSync(a, b);
    const fd = openSync(b, 'r+');
    for (const [at, length] of [
      [0, 1],
      [65_535, 2],
      [1_000_000, 5000],
      [1_005_300, 1],
      [(5 << 20) + 699, 1],
    ] as const)
      writeSync(fd, seededBytes(length, at + 1), 0, length, at);
    closeSync(fd);
    const packed = join(room, 'b.qcow2');
    execFileSync('qemu-img', ['convert', '-c', '-O', 'qcow2', b, packed], { timeout: 30_000 });
    const differing = differingBytes(a, b);
    expect(differing.length).toBeGreaterThan(1000);
    const { differences, bytes, status } = compared(a, b, '--by', 'bytes');
    expect([status, bytes?.differingBytes]).toEqual([6, differing.length]);
    const places = differences.filter((one) => one.kind === 'bytes');
    for (const at of differing)
      expect(places.some(({ atByte, lengthBytes }) => at >= atByte && at < atByte + lengthBytes)).toBe(true);
    // QEMU makes whole sectors.
    truncateSync(a, 0);
    cpSync(b, a);
    truncateSync(a, Math.ceil(statSync(b).size / 512) * 512);
    expect(compared(a, packed)).toMatchObject({ equal: true, status: 0 });
  },
);

/** What diff finds below two folders: the top of what stands on one side only, and what differs. */
function differingPaths(a: string, b: string): string[] {
  const { stdout } = run('diff', ['-rq', '--no-dereference', a, b], { timeoutMs: 30_000 });
  return stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const only = /^Only in (.*): (.*)$/.exec(line);
      const path = only ? `${only[1]}/${only[2]}` : (/ (\S+) and \S+|File (\S+) is/.exec(line)?.[1] ?? line);
      return path.replace(a, '').replace(b, '');
    })
    .sort();
}

function makeTree(folder: string): void {
  for (let turn = 0; turn < 30; turn++) {
    const sub = join(folder, `d${turn % 5}`, `e${turn % 3}`);
    mkdirSync(sub, { recursive: true });
    writeFileSync(join(sub, `f${turn}`), seededBytes(1 + turn * 997, turn + 1));
    if (turn % 7 === 0) symlinkSync(`f${turn}`, join(sub, `l${turn}`));
  }
}

function changeTree(folder: string): void {
  writeFileSync(join(folder, 'd0/e0/f0'), 'other');
  rmSync(join(folder, 'd1/e1/f1'));
  rmSync(join(folder, 'd2'), { recursive: true });
  renameSync(join(folder, 'd3/e0/f3'), join(folder, 'd3/e0/renamed'));
  mkdirSync(join(folder, 'new/deep'), { recursive: true });
  writeFileSync(join(folder, 'new/deep/x'), 'x');
  rmSync(join(folder, 'd4/e0/l14'), { force: true });
  const [first] = readdirSync(join(folder, 'd0/e0')).filter((name) => name.startsWith('l'));
  rmSync(join(folder, 'd0/e0', first ?? ''));
  symlinkSync('elsewhere', join(folder, 'd0/e0', first ?? ''));
}

/** The same paths as diff tells them: of what stands on one side only, the top. */
function topPaths(differences: readonly Difference[]): string[] {
  const lonely = new Set<string>();
  const others: string[] = [];
  for (const one of differences) {
    if (one.kind === 'added' || one.kind === 'removed') lonely.add(one.path);
    if (one.kind === 'moved') for (const path of [one.path, one.from]) lonely.add(path);
    if (one.kind === 'content' || one.kind === 'type') others.push(one.path);
    if (one.kind === 'metadata' && one.fields.some(({ field }) => field === 'target')) others.push(one.path);
  }
  const isTop = (path: string): boolean => !lonely.has(path.slice(0, path.lastIndexOf('/')));
  return [...[...lonely].filter(isTop), ...others].sort();
}

testWith('tool:diff', 'tool:mksquashfs', 'tool:mke2fs')(
  'paths that diff finds different are told, whatever holds the trees',
  { timeout: 60_000 },
  async () => {
    const [a, b] = [join(room, 'a'), join(room, 'b')];
    makeTree(a);
    cpSync(a, b, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
    changeTree(b);
    const expected = differingPaths(a, b);
    expect(expected.length).toBeGreaterThan(6);
    const images = ['b.iso', 'b.sqfs', 'b.ext4'].map((name) => join(room, name)) as [string, string, string];
    await makeImage(b, images[0]);
    execFileSync('mksquashfs', [b, images[1], '-quiet', '-no-progress'], { timeout: 30_000 });
    writeFileSync(images[2], '');
    truncateSync(images[2], 9 << 20);
    execFileSync('mke2fs', ['-q', '-t', 'ext4', '-d', b, images[2]], { timeout: 30_000 });
    for (const other of [b, ...images]) {
      expect(topPaths(compared(a, other).differences), other).toEqual(expected);
      expect(
        compared(b, other, '--by', 'content').differences.filter(({ kind }) => kind !== 'metadata'),
      ).toEqual([]);
    }
    // Two layouts of the same files: other bytes, no other content.
    const { equal, status, differences } = compared(images[0], images[1]);
    expect([equal, status, differences.some(({ kind }) => kind === 'content')]).toEqual([false, 6, false]);
    expect(compared(images[0], images[1], '--by', 'content')).toMatchObject({ equal: true, status: 0 });
  },
);
