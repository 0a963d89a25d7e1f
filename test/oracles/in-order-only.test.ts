import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { programPath } from '../fakes/cli.ts';
import { patchyDisk } from '../fakes/disk-file.ts';
import { run, testWith } from '../fakes/rigs.ts';

// What comes once and in order, by standard input: compared, or refused with a way that leads on.

const folder = mkdtempSync(join(tmpdir(), 'isowright-order-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);
let disk: Buffer;
beforeAll(() => {
  disk = patchyDisk(at('disk.raw'), (3 << 20) + 512);
});

function fed(input: Uint8Array, ...args: readonly string[]) {
  const env = { ...process.env, XDG_STATE_HOME: at('state') };
  const how = { input, env, timeout: 60_000, encoding: 'utf8' } as const;
  return spawnSync(process.execPath, [programPath, ...args], how);
}

test('what comes in is compared with an image on either side, unpacked on the way', () => {
  expect(fed(disk, 'compare', '-', at('disk.raw')).status).toBe(0);
  expect(fed(gzipSync(disk), 'compare', at('disk.raw'), '-').status).toBe(0);
  const other = Buffer.from(disk);
  other[2_000_000] = (disk[2_000_000] ?? 0) ^ 1;
  const { status, stdout } = fed(other, 'compare', '-', at('disk.raw'), '--json');
  expect(status).toBe(6);
  expect(JSON.parse(stdout).differences).toEqual([
    expect.objectContaining({ kind: 'bytes', atByte: 2_000_000, lengthBytes: 1 }),
  ]);
});

test('files are not listed of what comes in order, and it cannot be both sides', () => {
  for (const args of [
    ['-', '-'],
    ['-', folder],
    ['-', at('disk.raw'), '--by', 'content'],
  ])
    expect(fed(disk, 'compare', ...args)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('standard input'),
    });
});

testWith('tool:qemu-img')(
  'a virtual disk that comes in order is to be saved first, not converted elsewhere',
  () => {
    run('qemu-img', ['convert', '-O', 'qcow2', at('disk.raw'), at('disk.qcow2')]);
    const { status, stderr } = fed(
      readFileSync(at('disk.qcow2')),
      'convert',
      '-',
      '-o',
      at('out.img'),
      '--quiet',
    );
    expect([status, stderr]).toEqual([7, expect.stringContaining('save it as a file first')]);
    expect(stderr).not.toContain('qemu-img');
    expect(stderr).not.toContain('--raw');
  },
);

testWith('tool:qemu-img')('a disk of no size is no image, like a file of no size', () => {
  run('qemu-img', ['create', '-q', '-f', 'qcow2', at('none.qcow2'), '0']);
  const { status, stderr } = fed(
    Buffer.alloc(0),
    'convert',
    at('none.qcow2'),
    '-o',
    at('none.img'),
    '--quiet',
  );
  expect([status, stderr]).toEqual([7, expect.stringContaining('0 bytes')]);
});

test.each(['vhd', 'vmdk'])(
  'a folder that is not there is told before the source is read, for a .%s',
  (end) => {
    for (const more of [[], ['--dry-run']]) {
      const ran = fed(Buffer.alloc(0), 'convert', at('disk.raw'), '-o', at(`gone/x.${end}`), ...more);
      expect(ran.status).toBe(4);
      expect(`${ran.stdout}${ran.stderr}`).not.toMatch(/would make|looking|reading/);
    }
  },
);
