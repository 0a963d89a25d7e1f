import fs, { readFileSync, symlinkSync, writeSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect } from 'vitest';
import { alignedBytes } from '../../src/engine/host/memory/aligned-memory.ts';
import { createMachine } from '../../src/hw/index.ts';
import { toldDrive } from '../../src/words/refusals.ts';
import { run, testWith } from '../fakes/rigs.ts';
import { failureOf, makeLoop, mountPartition, must } from './loops.ts';

const MIB = 1 << 20;
const machine = createMachine();
const test = testWith('loop');

async function listed(name: string) {
  return (await machine.listDrives()).find((drive) => drive.name === name)!;
}

describe('opening', () => {
  test('a drive is listed, opened, written, flushed and read back uncached', async () => {
    using loop = makeLoop(11 * MIB);
    const drive = await listed(loop.name);
    expect(drive).toMatchObject({
      kind: 'loop',
      sizeBytes: 11 * MIB,
      model: loop.file,
      refusals: [],
      warnings: [],
    });
    const target = await machine.openDrive(loop.path, drive);
    expect(target).toMatchObject({
      name: loop.name,
      capacityBytes: 11 * MIB,
      blockBytes: 512,
      headBytes: MIB,
    });
    const slot = alignedBytes(MIB).fill(0xa5);
    await target.write(3 * MIB, slot);
    await target.flush();
    slot.fill(0);
    await target.read(3 * MIB, slot);
    expect(slot.every((byte) => byte === 0xa5)).toBe(true);
    await target.finish({ sizeBytes: 11 * MIB });
    expect(
      readFileSync(loop.file)
        .subarray(3 * MIB, 4 * MIB)
        .equals(slot),
    ).toBe(true);
    expect(target.notes).toEqual([]);
  });

  test('a link is followed to the drive it names', async () => {
    using loop = makeLoop(MIB);
    const link = join(loop.file, '..', 'by-id');
    symlinkSync(loop.path, link);
    const target = await machine.openDrive(link, {});
    expect(target.name).toBe(loop.name);
    expect(await target.abandon()).toBe('untouched');
  });

  test('a small drive has a small head, and only whole blocks count', async () => {
    using loop = makeLoop(64 * 1024 + 4096, '--sector-size', '4096');
    const target = await machine.openDrive(loop.path, {});
    expect(target).toMatchObject({ blockBytes: 4096, headBytes: 68 * 1024, capacityBytes: 68 * 1024 });
    await target.abandon();
  });

  test('for reading, a read-only or mounted drive opens, and nothing can be written', async () => {
    using loop = makeLoop(11 * MIB);
    mountPartition(loop);
    const target = await machine.openDrive(loop.path, {}, { purpose: 'read' });
    const slot = alignedBytes(4096);
    await target.read(0, slot);
    expect([slot[510], slot[511]]).toEqual([0x55, 0xaa]);
    expect((await failureOf(target.write(0, slot))).code).toBe('internal');
    expect(await target.abandon()).toBe('untouched');
  });
});

describe('refused', () => {
  test('a mounted partition, with its place', async () => {
    using loop = makeLoop(11 * MIB);
    const at = mountPartition(loop);
    expect(toldDrive(await listed(loop.name)).refusals).toEqual([
      { code: 'mounted', text: `mounted at ${at}` },
    ]);
    expect((await listed(loop.name)).parts).toMatchObject([{ path: `${loop.path}p1`, mounts: [at] }]);
    expect(await failureOf(machine.openDrive(loop.path, {}))).toEqual({
      code: 'target-mounted',
      facts: { target: loop.path, mounts: [at] },
    });
  });

  test('a drive another program holds exclusively', async () => {
    using loop = makeLoop(MIB);
    const first = await machine.openDrive(loop.path, {});
    expect(await failureOf(machine.openDrive(loop.path, {}))).toMatchObject({ code: 'target-busy' });
    await first.abandon();
  });

  test('a read-only drive', async () => {
    using loop = makeLoop(MIB, '-r');
    expect(await failureOf(machine.openDrive(loop.path, {}))).toMatchObject({ code: 'target-read-only' });
  });

  test('without the right to open it', async () => {
    using loop = makeLoop(MIB);
    const script = `import { createMachine } from '${resolve('src/hw/index.ts')}';
      const machine = createMachine();
      const code = await machine.openDrive('${loop.path}', {}).catch((error) => error.code);
      console.log(machine.isPrivileged(), code, (await machine.listDrives()).some(({ name }) => name === '${loop.name}'));
      process.exit(0);`;
    const args = ['--reuid=65534', '--regid=65534', '--clear-groups', resolve('node_modules/.bin/node')];
    const ran = run('setpriv', [...args, '--input-type=module-typescript', '-e', script]);
    expect(ran.stdout.trim()).toBe('false permission-denied true');
  });

  test('a partition: the whole drive must be named', async () => {
    using loop = makeLoop(11 * MIB);
    mountPartition(loop);
    const failure = await failureOf(machine.openDrive(`${loop.path}p1`, {}));
    expect(failure).toMatchObject({ code: 'target-refused' });
    expect(failure.facts).toMatchObject({ because: { reason: 'part-of-drive', drive: loop.name } });
  });

  test('the drive the source lies on', async () => {
    using loop = makeLoop(MIB);
    const failure = await failureOf(machine.openDrive(loop.path, {}, { sourcePath: loop.file }));
    expect(failure).toEqual({ code: 'source-on-target', facts: { target: loop.path, source: loop.file } });
  });

  test('nothing, a file, an idle loop device', async () => {
    expect(await failureOf(machine.openDrive('/dev/not-there', {}))).toMatchObject({
      code: 'target-missing',
    });
    expect(await failureOf(machine.openDrive('/etc/passwd', {}))).toMatchObject({ code: 'target-refused' });
  });

  test.each([
    ['size', { sizeBytes: 2 * MIB }, { expected: '2097152 bytes', found: '1048576 bytes' }],
    ['serial', { serial: '0419' }, { expected: '0419', found: 'none' }],
    ['device-number', { deviceNumber: '8:16' }, { expected: '8:16' }],
    ['disk-sequence', { diskSequence: 1 }, { expected: '1' }],
  ])('another %s than the one confirmed', async (field, expected, facts) => {
    using loop = makeLoop(MIB);
    expect(await failureOf(machine.openDrive(loop.path, expected))).toMatchObject({
      code: 'target-changed',
      facts: { target: loop.path, field, ...facts },
    });
  });

  test('the same number and size with another medium in it', async () => {
    using loop = makeLoop(MIB);
    using other = makeLoop(MIB);
    const [seen, now] = [await listed(loop.name), await listed(other.name)];
    const expected = { ...seen, deviceNumber: now.deviceNumber };
    expect(await failureOf(machine.openDrive(other.path, expected))).toMatchObject({
      code: 'target-changed',
      facts: { field: 'disk-sequence' },
    });
  });
});

describe('alignment', () => {
  test.each([
    ['place', 512, 4096, 0],
    ['length', 4096, 512, 0],
    ['memory', 4096, 4096, 512],
    ['end', MIB, 4096, 0],
  ])('a misaligned %s is refused before it reaches the drive', async (_, atByte, lengthBytes, offset) => {
    using loop = makeLoop(MIB, '--sector-size', '4096');
    const target = await machine.openDrive(loop.path, {});
    const bytes = alignedBytes(65536).subarray(offset, offset + lengthBytes);
    expect((await failureOf(target.write(atByte, bytes))).code).toBe('internal');
    expect((await failureOf(target.read(atByte, bytes))).code).toBe('internal');
    expect(await target.abandon()).toBe('untouched');
  });
});

describe('the end', () => {
  test('an abandoned drive says what it is now', async () => {
    using loop = makeLoop(MIB);
    const target = await machine.openDrive(loop.path, {});
    await target.write(0, alignedBytes(4096));
    expect(await target.abandon()).toBe('unfinished');
    expect(await target.abandon()).toBe('unfinished');
    expect((await failureOf(target.read(0, alignedBytes(4096)))).code).toBe('internal');
  });

  test('the kernel forgets the old partitions and knows the new ones', async () => {
    using loop = makeLoop(11 * MIB);
    must('umount', [mountPartition(loop)]);
    const target = await machine.openDrive(loop.path, {});
    const table = alignedBytes(4096);
    // One primary entry (type 0x83, LBA 2048, 4096 sectors) and the signature.
    table.set([0, 0, 2, 0, 0x83, 0, 0, 0, 0, 8, 0, 0, 0, 16, 0, 0], 446);
    table.set([0x55, 0xaa], 510);
    await target.write(0, table);
    await target.finish({ sizeBytes: 11 * MIB });
    expect(target.notes).toEqual([]);
    expect((await listed(loop.name)).parts).toMatchObject([{ path: `${loop.path}p1`, sizeBytes: 2 * MIB }]);
  });
});

test('what was written to a partition and is still in its cache is on the drive once it is open', async () => {
  using loop = makeLoop(11 * MIB);
  must('umount', [mountPartition(loop)]);
  // Held open by somebody else: the last close, which writes the cache, does not come.
  using holder = openSync(`${loop.path}p1`);
  writeSync(holder.fd, 'written late', 4096);
  const target = await machine.openDrive(loop.path, {});
  const slot = alignedBytes(4096);
  await target.read(MIB + 4096, slot);
  expect(Buffer.from(slot.subarray(0, 12)).toString()).toBe('written late');
  await target.abandon();
});

function openSync(path: string): { fd: number; [Symbol.dispose](): void } {
  const fd = fs.openSync(path, 'r+');
  return { fd, [Symbol.dispose]: () => fs.closeSync(fd) };
}
