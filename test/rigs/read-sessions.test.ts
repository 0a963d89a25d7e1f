import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { sessionsOf } from '../../src/engine/read/inspect/sessions.ts';
import { isowright } from '../fakes/cli.ts';
import { has, testWith } from '../fakes/rigs.ts';

// A disc of two sessions, as xorriso writes it: the second takes the files of the first over, and counts from the disc's beginning.

const rig = testWith('tool:xorriso');
const SECTOR = 2048;
const [first, second] = [randomBytes(300_000), randomBytes(200_000)];
let folder = '';
/** Where the second session begins, in sectors. */
let start = 0;

const at = (name: string): string => join(folder, name);

function run(command: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', timeout: 60_000 });
  expect(status, stderr).toBe(0);
  return stdout;
}

beforeAll(() => {
  if (!has('tool:xorriso')) return;
  folder = mkdtempSync(join(tmpdir(), 'isowright-sessions-'));
  for (const [name, content] of [['first', first] as const, ['second', second] as const]) {
    mkdirSync(at(`tree-${name}`));
    writeFileSync(join(at(`tree-${name}`), `${name}.bin`), content);
  }
  run('xorriso', '-as', 'mkisofs', '-quiet', '-R', '-J', '-o', at('1.iso'), at('tree-first'));
  start = Math.ceil(statSync(at('1.iso')).size / SECTOR / 16) * 16 + 11_400;
  const behind = ['-M', at('1.iso'), '-C', `0,${start}`];
  run('xorriso', '-as', 'mkisofs', '-quiet', '-R', '-J', ...behind, '-o', at('2.iso'), at('tree-second'));
  writeFileSync(at('disc'), readFileSync(at('1.iso')));
  truncateSync(at('disc'), start * SECTOR);
  writeFileSync(at('disc'), readFileSync(at('2.iso')), { flag: 'a' });
});
afterAll(() => {
  if (folder) rmSync(folder, { recursive: true, force: true });
});

/** Files that xorriso sees in an image. */
function filesIn(image: string): string[] {
  const found = run('xorriso', '-indev', `stdio:${image}`, '-find', '/', '-type', 'f');
  return found
    .split('\n')
    .flatMap((line) => /^'(.*)'$/.exec(line.trim())?.[1] ?? [])
    .sort();
}

function fileOf(image: string, path: string): Buffer {
  run('xorriso', '-osirrox', 'on', '-indev', `stdio:${image}`, '-extract', path, at('taken'));
  const content = readFileSync(at('taken'));
  rmSync(at('taken'), { force: true });
  return content;
}

rig('the second session of a disc: an image that shows the files of both, as xorriso reads it', () => {
  const { status, done } = isowright(['read', at('disc'), '-o', at('s2.img'), '--session', '2', '--json']);
  expect(status).toBe(0);
  expect(filesIn(at('s2.img'))).toEqual(['/first.bin', '/second.bin']);
  expect(fileOf(at('s2.img'), '/first.bin').equals(first)).toBe(true);
  expect(fileOf(at('s2.img'), '/second.bin').equals(second)).toBe(true);
  // The sum that is told is that of the image, not of the disc.
  const sum = run('sha256sum', at('s2.img')).split(' ')[0];
  expect(done?.report).toMatchObject({ image: { sha256: sum }, targets: [{ sha256: sum }] });
  // But for its first descriptors it is the disc.
  const [image, disc] = [readFileSync(at('s2.img')), readFileSync(at('disc'))];
  expect(image.subarray(0, 16 * SECTOR).equals(disc.subarray(0, 16 * SECTOR))).toBe(true);
  expect(image.subarray(24 * SECTOR).equals(disc.subarray(24 * SECTOR, image.length))).toBe(true);
});

rig('the first session alone, and nothing of what was written after it', () => {
  expect(isowright(['read', at('disc'), '-o', at('s1.img'), '--session', '1']).status).toBe(0);
  expect(filesIn(at('s1.img'))).toEqual(['/first.bin']);
  expect(fileOf(at('s1.img'), '/first.bin').equals(first)).toBe(true);
  const image = readFileSync(at('s1.img'));
  expect(image.length).toBeLessThanOrEqual(statSync(at('1.iso')).size);
  expect(image.equals(readFileSync(at('disc')).subarray(0, image.length))).toBe(true);
});

rig(
  'what was begun for one session is gone on with for another: the image is that of the one that is wanted',
  () => {
    const args = ['read', at('disc'), '-o', at('s12.img'), '--session'];
    expect(isowright([...args, '1', '--max-seconds', '0']).status).toBe(7);
    expect(isowright([...args, '2']).status).toBe(0);
    expect(fileOf(at('s12.img'), '/second.bin').equals(second)).toBe(true);
    // More than is wanted stands in it already: then neither the sum nor the volume would be that of the file.
    const all = ['read', at('disc'), '-o', at('s0.img'), '--whole', '--max-seconds', '0'];
    expect(isowright(all).status).toBe(7);
    const less = isowright(['read', at('disc'), '-o', at('s0.img'), '--session', '1', '--json']);
    expect([less.status, less.done?.report.failure?.code]).toEqual([2, 'map-invalid']);
  },
);

rig('a second session that is larger than the first and its gap is saved up to its end', () => {
  const large = randomBytes((start + 3000) * SECTOR);
  mkdirSync(at('tree-large'));
  writeFileSync(join(at('tree-large'), 'large.bin'), large);
  const behind = ['-M', at('1.iso'), '-C', `0,${start}`];
  run('xorriso', '-as', 'mkisofs', '-quiet', '-R', '-J', ...behind, '-o', at('large.iso'), at('tree-large'));
  writeFileSync(at('large-disc'), readFileSync(at('1.iso')));
  truncateSync(at('large-disc'), start * SECTOR);
  writeFileSync(at('large-disc'), readFileSync(at('large.iso')), { flag: 'a' });
  expect(isowright(['read', at('large-disc'), '-o', at('large.img'), '--session', '2']).status).toBe(0);
  expect(fileOf(at('large.img'), '/large.bin').equals(large)).toBe(true);
  expect(fileOf(at('large.img'), '/first.bin').equals(first)).toBe(true);
});

rig('a session that is not there is named, and how many are', () => {
  const { status, stderr } = isowright(['read', at('disc'), '-o', at('s3.img'), '--session', '3']);
  expect(status).toBe(2);
  expect(stderr).toContain('sessions found: 2');
  expect(isowright(['read', at('disc'), '-o', at('s3.img'), '--session', '0']).status).toBe(2);
});

rig('on a disc the gap between sessions, which no drive can read, is not looked through', async () => {
  const disc = readFileSync(at('disc'));
  let looked = 0;
  const bytes = async (atByte: number, lengthBytes: number): Promise<Uint8Array> => {
    const sector = atByte / SECTOR;
    if (sector > statSync(at('1.iso')).size / SECTOR && sector < start - 512) looked += lengthBytes / SECTOR;
    return disc.subarray(atByte, atByte + lengthBytes);
  };
  const found = await sessionsOf(bytes, true);
  expect(found.map(({ startByte }) => startByte)).toEqual([0, start * SECTOR]);
  expect(looked).toBeLessThanOrEqual(1024);
});
