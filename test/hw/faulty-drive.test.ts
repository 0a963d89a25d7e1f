import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect } from 'vitest';
import type { Target } from '../../src/engine/contract/ports/target.ts';
import { alignedBytes } from '../../src/engine/host/memory/aligned-memory.ts';
import { createMachine } from '../../src/hw/index.ts';
import { has, rig, testWith } from '../fakes/rigs.ts';
import { failureOf } from './loops.ts';

const MIB = 1 << 20;
const machine = createMachine();
const test = testWith('rigs', 'loop', 'tool:nbdkit');
const up: string[] = [];

afterEach(() => {
  if (has('rigs')) for (const name of up.splice(0)) rig('faulty.sh', 'down', name);
});

/** A drive of 8 MiB that will have these faults. */
async function openFaulty(faults: object): Promise<{ name: string; target: Target }> {
  const name = `hw-${randomUUID().slice(0, 8)}`;
  const path = rig('faulty.sh', 'up', name, '8M', JSON.stringify(faults));
  up.push(name);
  return { name, target: await machine.openDrive(path, { sizeBytes: 8 * MIB }) };
}

describe('a drive with faults', () => {
  test('a bad place for writing is named, and the drive is not called gone', async () => {
    const { target } = await openFaulty({ bad_write: [[5 * MIB, 512]] });
    const slot = alignedBytes(65536);
    await target.write(4 * MIB, slot);
    expect(await failureOf(target.write(5 * MIB, slot))).toEqual({
      code: 'target-write-failed',
      facts: { target: target.name, atByte: 5 * MIB, lengthBytes: 65536, errno: 'EIO' },
    });
    expect(await target.abandon()).toBe('unfinished');
  });

  test('a bad place for reading is named', async () => {
    const { target } = await openFaulty({ bad_read: [[3 * MIB + 512, 512]] });
    const slot = alignedBytes(4096);
    expect(await failureOf(target.read(3 * MIB, slot))).toEqual({
      code: 'target-read-failed',
      facts: { target: target.name, atByte: 3 * MIB, lengthBytes: 4096, errno: 'EIO' },
    });
    await target.read(2 * MIB, slot);
    await target.abandon();
  });

  test('a failed flush stays failed, though the next fsync would say it is fine', async () => {
    const { name, target } = await openFaulty({ flush_error: true });
    await target.write(0, alignedBytes(4096));
    const failure = { code: 'target-flush-failed', facts: { target: target.name, errno: 'EIO' } };
    expect(await failureOf(target.flush())).toEqual(failure);
    rig('faulty.sh', 'ctl', name, '{}');
    expect(await failureOf(target.flush())).toEqual(failure);
    expect(await failureOf(target.finish({ sizeBytes: 4096 }))).toEqual(failure);
    expect(await target.abandon()).toBe('unfinished');
  });

  test('a drive that dies while it is written is gone', async () => {
    const { name, target } = await openFaulty({});
    const slot = alignedBytes(65536);
    await target.write(0, slot);
    rig('faulty.sh', 'ctl', name, '{"die":true}');
    // The request that meets the order may still succeed.
    await target.write(MIB, slot).catch(() => undefined);
    expect(await failureOf(target.write(2 * MIB, slot))).toEqual({
      code: 'target-gone',
      facts: { target: target.name, atByte: 2 * MIB },
    });
    expect(await target.abandon()).toBe('unfinished');
  });
});
