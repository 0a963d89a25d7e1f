import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { keyOf } from '../../src/engine/jobs/steps/refuse-used.ts';
import type { MachineFacts } from '../../src/hw/facts.ts';
import { fileRefusal } from '../../src/hw/judge/file-refusal.ts';
import { gatherLinux } from '../../src/hw/linux/gather.ts';
import { withDifferences } from '../../src/hw/linux/loop-content.ts';
import { withBackings } from '../../src/hw/linux/loops.ts';
import { seededBytes } from '../fakes/fake-image.ts';
import { testWith } from '../fakes/rigs.ts';
import { type Loop, makeLoop, mountPartition } from './loops.ts';
import { block } from './machines.ts';

// Loop devices whose file nobody can name: let go in between, or on a machine without losetup.

const MIB = 1 << 20;
const test = testWith('loop');

/** The machine as it is told where losetup does not answer, with the one device alone. */
async function withoutLosetup({ name }: Loop): Promise<MachineFacts> {
  const facts = await gatherLinux({ lsblk: false, probe: false });
  const blocks = facts.blocks
    .filter((one) => one.name === name || one.partition?.disk === name)
    .map((one) =>
      one.loop ? { ...one, loop: { backingFile: '/gone (deleted)', partitionScan: false } } : one,
    );
  expect(blocks.length).toBeGreaterThan(0);
  return { ...facts, blocks };
}

test('a loop device that was let go between two looks stands for nothing', async () => {
  const gone = block({
    name: 'loop77',
    sysPath: '/sys/devices/virtual/block/loop77',
    loop: { backingFile: '/gone (deleted)', partitionScan: false },
  });
  const [now] = await withBackings([gone], 1000);
  expect(now).toMatchObject({ name: 'loop77' });
  expect(now?.loop).toBeUndefined();
});

test('losetup is asked again about a device that nobody named', async () => {
  using loop = makeLoop(MIB);
  rmSync(loop.file);
  const facts = await withoutLosetup(loop);
  const [now] = await withBackings(facts.blocks, 10_000);
  expect(now?.loop?.file).toMatch(/^file \d+:\d+ \d+$/);
});

test('a file of a loop device’s length whose bytes are others is a target, though nobody says what that stands for', async () => {
  using loop = makeLoop(8 * MIB);
  const path = join(loop.file, '..', 'other.img');
  writeFileSync(path, seededBytes(8 * MIB));
  const file = { key: (await keyOf(path))!, sizeBytes: 8 * MIB, path };
  const facts = await withoutLosetup(loop);
  expect(fileRefusal(facts, file)).toMatchObject({ code: 'held' });
  expect(fileRefusal(await withDifferences(facts, file), file)).toBeUndefined();
});

test('the file itself is none, also with bytes that only the device has in memory', async () => {
  using loop = makeLoop(8 * MIB);
  const file = { key: (await keyOf(loop.file))!, sizeBytes: 8 * MIB, path: loop.file };
  writeFileSync(loop.path, seededBytes(8 * MIB));
  const facts = await withDifferences(await withoutLosetup(loop), file);
  expect(fileRefusal(facts, file)).toMatchObject({ code: 'held', facts: { name: loop.name } });
});

test('nothing is concluded from the bytes of a device that is in use', async () => {
  using loop = makeLoop(8 * MIB);
  mountPartition(loop);
  const path = join(loop.file, '..', 'other.img');
  writeFileSync(path, seededBytes(8 * MIB));
  const file = { key: (await keyOf(path))!, sizeBytes: 8 * MIB, path };
  const facts = await withDifferences(await withoutLosetup(loop), file);
  expect(fileRefusal(facts, file)).toMatchObject({ code: 'held' });
});
