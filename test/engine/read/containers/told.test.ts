import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { isFailure } from '../../../../src/engine/contract/failure/failure.ts';
import { plan } from '../../../../src/engine/contract/plan/plan.ts';
import { confirmedFilesOf } from '../../../../src/engine/jobs/folder/confirm-files.ts';
import { firstLook } from '../../../../src/engine/read/open/first-look.ts';
import type { SourceNote } from '../../../../src/engine/read/open/open-options.ts';
import { patched, patchyDisk } from '../../../fakes/disk-file.ts';
import { wholeOf, withImage } from '../../../fakes/read-image.ts';
import { run, testWith } from '../../../fakes/rigs.ts';

// What is said of a container, what it is held against, and which files belong to it.

const folder = mkdtempSync(join(tmpdir(), 'isowright-told-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);
let disk: Buffer;
beforeAll(() => {
  disk = patchyDisk(at('disk.raw'), 3 << 20);
});
const needs = testWith('tool:qemu-img');
const made = (name: string, driver: string, options = ''): string => {
  const more = options === '' ? [] : ['-o', options];
  expect(run('qemu-img', ['convert', '-O', driver, ...more, at('disk.raw'), at(name)]).stderr).toBe('');
  return at(name);
};
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Read to its end and asked whether all is well, as a job does. */
async function settled(path: string, onNote?: (note: SourceNote) => void): Promise<void> {
  await withImage(
    path,
    async (image) => {
      expect((await wholeOf(image)).equals(disk)).toBe(true);
      await image.settle?.();
    },
    { onNote },
  );
}

needs('a checksum beside a container is of the bytes of the container, not of the disk in it', async () => {
  const path = made('sum.qcow2', 'qcow2');
  writeFileSync(at('sum.qcow2.sha256'), `${sha256(readFileSync(path))}  sum.qcow2\n`);
  const notes: string[] = [];
  await settled(path, ({ code }) => notes.push(code));
  expect(notes).toContain('checksum-file-matches');
  writeFileSync(at('sum.qcow2.sha256'), `${sha256(disk)}  sum.qcow2\n`);
  await expect(settled(path)).rejects.toSatisfy((error) => isFailure(error, 'checksum-wrong'));
});

needs('what was not closed, is marked, or has snapshots is read, and said', async () => {
  const states = async (path: string): Promise<string[]> => {
    const found: string[] = [];
    await settled(path, ({ facts }) => found.push(...(facts?.inContainer ? [facts.inContainer.state] : [])));
    return found;
  };
  const base = made('state.qcow2', 'qcow2');
  expect(await states(base)).toEqual([]);
  expect(await states(patched(base, at('dirty.qcow2'), { 79: [1] }))).toEqual(['not-closed']);
  expect(await states(patched(base, at('corrupt.qcow2'), { 79: [2] }))).toEqual(['marked-corrupt']);
  run('qemu-img', ['snapshot', '-c', 'first', base]);
  expect(await states(base)).toEqual(['snapshots-left-out']);
  const vhd = made('copy.vhd', 'vpc', 'force_size=on');
  const end = readFileSync(vhd).length - 512;
  expect(await states(patched(vhd, at('end.vhd'), { [end + 70]: [1, 2, 3] }))).toEqual(['footer-copy']);
});

needs('the parts of a disk are confirmed like the file that was named', async () => {
  const path = made('parts.vmdk', 'vmdk', 'subformat=monolithicFlat');
  const verify = plan.parse({ v: 1, do: 'verify', source: { kind: 'image', path }, targets: [] });
  const files = confirmedFilesOf(verify);
  expect(Object.keys(files)).toEqual(expect.arrayContaining([path, at('parts-flat.vmdk')]));
  await withImage(path, wholeOf, { files });
  writeFileSync(at('parts-flat.vmdk'), disk.subarray(0, 100), { flag: 'r+' });
  await expect(withImage(path, wholeOf, { files })).rejects.toSatisfy((error) =>
    isFailure(error, 'source-changed'),
  );
});

needs('a part that changes while it is read is found out', async () => {
  const path = made('moving.vmdk', 'vmdk', 'subformat=monolithicFlat');
  const work = withImage(path, async (image) => {
    await wholeOf(image);
    writeFileSync(at('moving-flat.vmdk'), disk.subarray(0, 100), { flag: 'r+' });
    await image.settle?.();
  });
  await expect(work).rejects.toSatisfy((error) => isFailure(error, 'source-changed'));
});

needs('whoever chooses a file sees what is in the container', async () => {
  const look = await firstLook(made('look.qcow2', 'qcow2'), new AbortController().signal);
  expect(look).toMatchObject({ what: 'image' });
});

needs('Android sparse: what it does not care about is in no range of the map', async () => {
  const header = Buffer.alloc(28);
  header.set([0x3a, 0xff, 0x26, 0xed, 1, 0, 0, 0, 28, 0, 12, 0]);
  header.writeUInt32LE(4096, 12);
  header.writeUInt32LE(6, 16);
  header.writeUInt32LE(4, 20);
  const chunk = (type: number, blocks: number, body: Buffer): Buffer => {
    const head = Buffer.alloc(12);
    head.writeUInt16LE(type, 0);
    head.writeUInt32LE(blocks, 4);
    head.writeUInt32LE(12 + body.length, 8);
    return Buffer.concat([head, body]);
  };
  const data = Buffer.alloc(4096, 'data');
  const chunks = [
    chunk(0xcac1, 1, data),
    chunk(0xcac3, 2, Buffer.alloc(0)),
    chunk(0xcac2, 2, Buffer.from([1, 2, 3, 4])),
    chunk(0xcac2, 1, Buffer.alloc(4)),
  ];
  writeFileSync(at('x.simg'), Buffer.concat([header, ...chunks]));
  const filled = Buffer.from([1, 2, 3, 4]).toString('latin1').repeat(2048);
  const wanted = Buffer.concat([data, Buffer.alloc(8192), Buffer.from(filled, 'latin1'), Buffer.alloc(4096)]);
  await withImage(at('x.simg'), async (image) => {
    expect((await wholeOf(image, 4099)).equals(wanted)).toBe(true);
    expect(image.mapped).toEqual([
      { atByte: 0, lengthBytes: 4096 },
      { atByte: 12_288, lengthBytes: 12_288 },
    ]);
  });
});
