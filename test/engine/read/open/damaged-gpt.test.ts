import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect } from 'vitest';
import { asFailure } from '../../../../src/engine/contract/failure/failure.ts';
import { inspectImage } from '../../../../src/engine/read/inspect/inspect.ts';
import { openListed } from '../../../../src/engine/read/open/not-listed.ts';
import { fakeImage } from '../../../fakes/fake-image.ts';
import { has, run, testWith } from '../../../fakes/rigs.ts';
import { temporaryFolder } from '../../author/making.ts';

// What sgdisk and mkfs.fat made, as it is when the beginning of the disk was overwritten: Linux mounts it by the second copy.

const BLOCK_BYTES = 512;
const PARTITION_BYTE = 2048 * BLOCK_BYTES;
const DISK_BYTES = 6_000_128;

describe('a disk whose first copy of the GPT is damaged', () => {
  const room = temporaryFolder();
  const disk = Buffer.alloc(DISK_BYTES);
  const test = testWith('tool:sgdisk', 'tool:mkfs.fat');

  function made(name: string, sizeBytes: number, program: string, ...args: string[]): Buffer {
    const path = join(room, name);
    writeFileSync(path, '');
    truncateSync(path, sizeBytes);
    const { status, stderr } = run(program, [...args, path]);
    if (status !== 0) throw new Error(stderr);
    return readFileSync(path);
  }

  beforeAll(() => {
    if (!has('tool:sgdisk') || !has('tool:mkfs.fat')) return;
    made('disk', DISK_BYTES, 'sgdisk', '-n3:2048:0', '-t3:0700').copy(disk);
    made('part', 3_000_320, 'mkfs.fat', '-n', 'SECOND').copy(disk, PARTITION_BYTE);
  });

  const damaged = (...places: readonly number[]) => {
    const bytes = Buffer.from(disk);
    for (const at of places) bytes[at] = (bytes[at] ?? 0) ^ 0xff;
    return fakeImage(bytes);
  };
  const HEADER = BLOCK_BYTES + 20;
  const ENTRIES = 2 * BLOCK_BYTES + 40;
  const PROTECTION = 450;

  test('its partitions are no longer said not to be there', async () => {
    for (const image of [damaged(), damaged(HEADER), damaged(ENTRIES)]) {
      expect((await openListed(image, '/d.img', 3)).volume.label).toBe('SECOND');
      expect((await openListed(image, '/d.img')).volume.standard).toBe('fat');
      const { volumes } = await inspectImage(image);
      expect(volumes).toMatchObject([{ standard: 'fat', label: 'SECOND', table: 'gpt', number: 3 }]);
    }
  });

  test('a second copy that no MBR protects is left over from an earlier table', async () => {
    const image = damaged(HEADER, PROTECTION);
    const error = await openListed(image, '/d.img', 3).catch(asFailure);
    expect(error).toMatchObject({ code: 'partition-choice', facts: { partitions: [], missing: 3 } });
  });
});
