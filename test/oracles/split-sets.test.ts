import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asFailure } from '../../src/engine/contract/failure/failure.ts';
import { confirmedFilesOf } from '../../src/engine/jobs/folder/confirm-files.ts';
import { isowright } from '../fakes/cli.ts';
import { patchyDisk } from '../fakes/disk-file.ts';
import { randomReadsDiffer, wholeOf, withImage } from '../fakes/read-image.ts';
import { run, testWith } from '../fakes/rigs.ts';

// Images in parts, as split(1) and 7-Zip make them: the image they were made of, or what is missing.

const folder = mkdtempSync(join(tmpdir(), 'isowright-split-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);
let disk: Buffer;
beforeAll(() => {
  disk = patchyDisk(at('disk.raw'), (5 << 20) + 3 * 512);
});

function splitInto(name: string, ...how: readonly string[]): string {
  mkdirSync(at(name));
  expect(run('split', [...how, at('disk.raw'), at(`${name}/disc.img.`)]).stderr).toBe('');
  return at(name);
}

async function demandDisk(path: string, wanted = disk): Promise<void> {
  await withImage(path, async (image) => {
    expect(image.sizeBytes).toBe(wanted.length);
    expect((await wholeOf(image)).equals(wanted)).toBe(true);
    expect(await randomReadsDiffer(image, wanted)).toBeUndefined();
  });
}

test('what split(1) makes is read from its first part, or any other, with letters and digits', async () => {
  const sets: Readonly<Record<string, readonly [string, readonly string[]]>> = {
    letters: ['disc.img.aa', ['-b', '1M']],
    three: ['disc.img.aaa', ['-b', '300K', '-a', '3']],
    digits: ['disc.img.00', ['-d', '-b', '1M']],
    one: ['disc.img.001', ['--numeric-suffixes=1', '-a', '3', '-b', '700K']],
    part: ['disc.img.part1', ['-b', '1M']],
  };
  for (const [name, [first, how]] of Object.entries(sets)) {
    splitInto(name, ...how);
    if (name === 'part')
      for (const [i, made] of readdirSync(at(name)).sort().entries()) {
        copyFileSync(at(`${name}/${made}`), at(`${name}/disc.img.part${i + 1}`));
        unlinkSync(at(`${name}/${made}`));
      }
    await demandDisk(at(`${name}/${first}`));
    const others = readdirSync(at(name)).sort();
    await demandDisk(at(`${name}/${others.at(-1)}`));
  }
  expect(run('sh', ['-c', 'cd "$0" && split -b 2M disk.raw', folder]).status).toBe(0);
  await demandDisk(at('xaa'));
});

testWith('tool:7zz', 'tool:qemu-img')(
  'a virtual disk in volumes is read too, and what is compressed, and 7-Zip joins the same',
  async () => {
    run('qemu-img', ['convert', '-O', 'qcow2', at('disk.raw'), at('disk.qcow2')]);
    expect(
      run('split', ['--numeric-suffixes=1', '-a', '3', '-b', '1M', at('disk.qcow2'), at('disk.qcow2.')])
        .status,
    ).toBe(0);
    await demandDisk(at('disk.qcow2.001'));
    expect(run('7zz', ['x', '-so', '-tsplit', at('one/disc.img.001')]).status).toBe(0);
    const packed = gzipSync(disk);
    for (let part = 0, from = 0; from < packed.length; from += 400_000, part++)
      writeFileSync(at(`disk.gz.00${part + 1}`), packed.subarray(from, from + 400_000));
    expect(isowright(['convert', at('disk.gz.001'), '-o', at('joined.raw')]).status).toBe(0);
    expect(readFileSync(at('joined.raw')).equals(disk)).toBe(true);
  },
);

async function refusal(path: string): Promise<{ readonly code: string; readonly facts: object }> {
  const before = readdirSync('/proc/self/fd').length;
  const failed = await withImage(path, wholeOf).then(
    () => 'it was read',
    (error: unknown) => error,
  );
  expect(readdirSync('/proc/self/fd')).toHaveLength(before);
  const { code, facts } = asFailure(failed);
  return { code, facts };
}

test('parts that are missing, cut, too long or links are named, and no file stays open', async () => {
  splitInto('bad', '--numeric-suffixes=1', '-a', '3', '-b', '1M');
  const part = (number: number): string => at(`bad/disc.img.00${number}`);
  const third = readFileSync(part(3));
  unlinkSync(part(3));
  unlinkSync(part(5));
  expect(await refusal(part(1))).toMatchObject({
    code: 'source-needs-parts',
    facts: { missing: ['disc.img.003', 'disc.img.005'] },
  });
  writeFileSync(part(5), third);
  symlinkSync(part(5), part(3));
  expect(await refusal(part(1))).toMatchObject({ facts: { missing: ['disc.img.003'] } });
  unlinkSync(part(3));
  writeFileSync(part(3), third.subarray(0, 500_000));
  expect(await refusal(part(1))).toMatchObject({
    code: 'source-truncated',
    facts: { path: part(3), foundBytes: 500_000 },
  });
  writeFileSync(part(3), Buffer.concat([third, Buffer.alloc(1)]));
  expect(await refusal(part(1))).toMatchObject({ code: 'source-damaged', facts: { what: 'part-longer' } });
  unlinkSync(part(1));
  writeFileSync(part(3), third);
  expect(await refusal(part(2))).toMatchObject({ facts: { missing: ['disc.img.001'] } });
});

test('numbered copies of one image, and a single file, are no set', async () => {
  for (const number of ['001', '002']) copyFileSync(at('disk.raw'), at(`backup.${number}`));
  await demandDisk(at('backup.001'));
  copyFileSync(at('disk.raw'), at('alone.001'));
  await demandDisk(at('alone.001'));
  copyFileSync(at('disk.raw'), at('ubuntu-22.04'));
  writeFileSync(at('ubuntu-22.10'), 'other');
  await demandDisk(at('ubuntu-22.04'));
});

test('all parts are confirmed with the one that was named, and a checksum of the whole is compared', async () => {
  const first = at('one/disc.img.001');
  const source = { kind: 'image', path: first } as const;
  const plan = { v: 1, do: 'convert', source, output: { path: at('o.raw'), replace: false } } as const;
  const confirmed = Object.keys(confirmedFilesOf(plan));
  expect(confirmed.filter((path) => path.includes('disc.img.'))).toHaveLength(readdirSync(at('one')).length);
  expect(
    run('sh', [
      '-c',
      'sha256sum < "$0" | sed "s/-/disc.img/" > "$1"',
      at('disk.raw'),
      at('one/disc.img.sha256'),
    ]).status,
  ).toBe(0);
  const good = isowright(['convert', first, '-o', at('checked.raw'), '--json']);
  expect(good.status, good.stderr).toBe(0);
  expect(good.stdout).toContain('disc.img.sha256');
  writeFileSync(at('one/disc.img.sha256'), `${'12'.repeat(32)}  disc.img\n`);
  expect(isowright(['convert', first, '-o', at('wrong.raw')]).status).toBe(7);
});
