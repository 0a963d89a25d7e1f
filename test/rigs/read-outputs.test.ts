import { execFileSync, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect } from 'vitest';
import { isowright } from '../fakes/cli.ts';
import { testWith } from '../fakes/rigs.ts';

// What becomes of a medium beside the plain image: packed files, a block map. Judges are the programs everybody has.

const SIZE = (9 << 20) + 4096;
let folder = '';
/** Random, then zeros, then text. */
const content = Buffer.concat([
  randomBytes(5 << 20),
  Buffer.alloc(3 << 20),
  Buffer.alloc((1 << 20) + 4096, 'isowright '),
]);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-outputs-'));
  writeFileSync(at('medium'), content);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (name: string): string => join(folder, name);
const read = (...args: string[]) => isowright(['read', at('medium'), '--whole', ...args, '--json']);
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

function ask(command: string, ...args: string[]) {
  return spawnSync(command, args, { timeout: 60_000, maxBuffer: 64 << 20 });
}

const forms = [
  ['zst', 'zstd'],
  ['gz', 'gzip'],
  ['xz', 'xz'],
] as const;

for (const [end, tool] of forms) {
  const name = `out.img.${end}`;
  testWith(`tool:${tool}`)(`a name that ends in .${end} makes a packed file that ${tool} unpacks`, () => {
    const { status, done } = read('-o', at(name));
    expect(status).toBe(0);
    expect(ask(tool, '-t', at(name)).status).toBe(0);
    expect(ask(tool, '-d', '-c', at(name)).stdout.equals(content)).toBe(true);
    const packed = readFileSync(at(name));
    expect(packed.length).toBeLessThan(SIZE - (3 << 20));
    expect(done?.report).toMatchObject({
      source: { sizeBytes: SIZE, sha256: sha256(content) },
      image: { path: at(name), sizeBytes: packed.length, sha256: sha256(packed) },
    });
    // The sum beside a file is of that file.
    expect(spawnSync('sha256sum', ['-c', `${name}.sha256`], { cwd: folder }).status).toBe(0);
    expect(readdirSync(folder).sort()).toEqual(['medium', name, `${name}.sha256`]);
    // And it is a source like any other.
    expect(isowright(['verify', at(name), at('medium'), '--file-target']).status).toBe(0);
  });
}

testWith('tool:zstd')('a packed zstd file has a frame for each part, and a table of them at its end', () => {
  expect(read('-o', at('out.zst')).status).toBe(0);
  const packed = readFileSync(at('out.zst'));
  expect(packed.readUInt32LE(packed.length - 4)).toBe(0x8f92eab1);
  const frames = packed.readUInt32LE(packed.length - 9);
  expect(frames).toBe(3);
  const tableAt = packed.length - 9 - frames * 8;
  expect(packed.readUInt32LE(tableAt - 8)).toBe(0x184d2a5e);
  // Each part alone is what it says to be: that is what the table is for.
  let [from, plainFrom] = [0, 0];
  for (let index = 0; index < frames; index++) {
    const packedBytes = packed.readUInt32LE(tableAt + index * 8);
    const plainBytes = packed.readUInt32LE(tableAt + index * 8 + 4);
    writeFileSync(at('one.zst'), packed.subarray(from, from + packedBytes));
    const { stdout } = ask('zstd', '-d', '-c', at('one.zst'));
    expect(stdout.equals(content.subarray(plainFrom, plainFrom + plainBytes))).toBe(true);
    from += packedBytes;
    plainFrom += plainBytes;
  }
  expect([from, plainFrom]).toEqual([tableAt - 8, SIZE]);
});

testWith('tool:zstd')('what is packed is read in two goes as well, and nothing of it stays', () => {
  expect(read('-o', at('out.zst'), '--max-seconds', '0').status).toBe(7);
  expect(readdirSync(folder).sort()).toEqual(['medium', 'out.zst.map', 'out.zst.partial']);
  expect(read('-o', at('out.zst')).status).toBe(0);
  expect(ask('zstd', '-d', '-c', at('out.zst')).stdout.equals(content)).toBe(true);
  expect(readdirSync(folder).sort()).toEqual(['medium', 'out.zst', 'out.zst.sha256']);
});

for (const end of ['zst', 'gz', 'xz'])
  testWith('root', 'tool:xz')(
    `a disk without room for the .${end}: exit 8, and the same command goes on when there is`,
    () => {
      const small = at('small');
      mkdirSync(small);
      // The image fits, and the packed one beside it does not.
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=11m', 'none', small], { timeout: 20_000 });
      try {
        const out = join(small, `out.${end}`);
        const full = read('-o', out);
        expect([full.status, full.done?.report.failure?.code]).toEqual([8, 'no-space']);
        expect(readdirSync(small).sort()).toEqual([`out.${end}.map`, `out.${end}.partial`]);
        execFileSync('mount', ['-o', 'remount,size=40m', small], { timeout: 20_000 });
        expect(read('-o', out).status).toBe(0);
        expect(readdirSync(small).sort()).toEqual([`out.${end}`, `out.${end}.sha256`]);
      } finally {
        execFileSync('umount', [small], { timeout: 20_000 });
      }
    },
  );

testWith()('a receipt of a packed file is refused in words', () => {
  const receipt = read('-o', at('out.gz'), '--receipt', at('r.json'));
  expect([receipt.status, receipt.done?.report.failure?.code]).toEqual([2, 'usage']);
  expect(readdirSync(folder).filter((name) => name.startsWith('out.gz'))).toEqual([]);
});

testWith()('-o - makes no file of that name, and says what to do', () => {
  const { status, stderr } = isowright(['read', at('medium'), '-o', '-'], { cwd: folder });
  expect(status).toBe(2);
  expect(stderr).toContain('standard output');
  expect(existsSync(at('-'))).toBe(false);
  expect(isowright(['read', at('medium'), '-o', './-'], { cwd: folder }).status).toBe(0);
  expect(readFileSync(at('-')).equals(content)).toBe(true);
});

testWith('tool:bmaptool')(
  'a block map: bmaptool copies by it, and nothing that is not zeros is left out',
  () => {
    expect(read('-o', at('out.img'), '--bmap').status).toBe(0);
    writeFileSync(at('copy'), randomBytes(SIZE));
    const copied = ask('bmaptool', 'copy', '--bmap', at('out.img.bmap'), at('out.img'), at('copy'));
    expect(copied.status, String(copied.stderr)).toBe(0);
    // No file system says that anything is free: old bytes may stay nowhere.
    expect(readFileSync(at('copy')).equals(content)).toBe(true);
  },
);

testWith(
  'tool:bmaptool',
  'tool:mkfs.vfat',
  'tool:mcopy',
  'tool:fsck.vfat',
)('of a FAT file system the block map leaves out what is free and zeros, and the copy is sound', () => {
  writeFileSync(at('medium'), Buffer.alloc(24 << 20));
  expect(ask('mkfs.vfat', '-F', '16', at('medium')).status).toBe(0);
  writeFileSync(at('file'), content);
  expect(ask('mcopy', '-i', at('medium'), at('file'), '::/file').status).toBe(0);
  const { done } = read('-o', at('out.img'), '--bmap');
  expect(done?.exitCode).toBe(0);
  const map = readFileSync(at('out.img.bmap'), 'utf8');
  const mapped = Number(/<MappedBlocksCount> (\d+)/.exec(map)?.[1]);
  expect(mapped).toBeGreaterThan(SIZE / 4096);
  expect(mapped).toBeLessThan((12 << 20) / 4096);
  writeFileSync(at('copy'), randomBytes(24 << 20));
  const copied = ask('bmaptool', 'copy', '--bmap', at('out.img.bmap'), at('out.img'), at('copy'));
  expect(copied.status, String(copied.stderr)).toBe(0);
  expect(ask('fsck.vfat', '-n', at('copy')).status).toBe(0);
  expect(ask('mcopy', '-n', '-i', at('copy'), '::/file', at('back')).status).toBe(0);
  expect(readFileSync(at('back')).equals(content)).toBe(true);
  // Ours goes by it too.
  writeFileSync(at('drive'), randomBytes(24 << 20));
  const identity = ['--file-target', '--yes', '--expect-size', String(24 << 20)];
  expect(isowright(['write', at('out.img'), at('drive'), ...identity]).status).toBe(0);
  expect(ask('fsck.vfat', '-n', at('drive')).status).toBe(0);
});

testWith()(
  'a block map that is there already is said before the first byte is read, and nothing is left',
  () => {
    writeFileSync(at('out.img.bmap'), 'kept');
    const { status, done } = read('-o', at('out.img'), '--bmap');
    expect([status, done?.report.failure?.code]).toEqual([2, 'output-exists']);
    expect(readdirSync(folder).sort()).toEqual(['medium', 'out.img.bmap']);
    expect(readFileSync(at('out.img.bmap'), 'utf8')).toBe('kept');
  },
);
