import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tidyRanges, uncovered } from '../../../../src/engine/bytes/ranges/ranges.ts';
import { alignedBytes } from '../../../../src/engine/host/memory/aligned-memory.ts';
import { preparedTarget } from '../../../../src/engine/jobs/steps/prepared-target.ts';
import { capsuleRanges, loadCapsule, takeCapsule } from '../../../../src/engine/write/undo/capsule.ts';
import { readTables } from '../../../../src/engine/write/undo/partitions.ts';
import { openTouchLog, readTouched } from '../../../../src/engine/write/undo/touched.ts';
import { forecastUndo, putCapsuleBack } from '../../../../src/engine/write/undo/undo-target.ts';
import { FakeTarget } from '../../../fakes/fake-target.ts';
import { run, testWith } from '../../../fakes/rigs.ts';

const MIB = 1 << 20;
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-undo-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let names = 0;
const base = (): string => join(folder, `undo-${names++}`);
const about = { kind: 'file', path: '/x.img', sizeBytes: 64 * MIB } as const;

function pages(lengthBytes: number, value: number): Uint8Array {
  return alignedBytes(lengthBytes).fill(value);
}

/** A drive with content everywhere and a table made by sfdisk. */
function drive(table = '', capacityBytes = 64 * MIB): FakeTarget {
  const target = new FakeTarget({ name: 'sdx', capacityBytes });
  for (let at = 0; at < capacityBytes; at += 512) target.stored[at] = (at >> 9) & 0xff;
  if (table === '') return target;
  const file = join(folder, `table-${names++}`);
  writeFileSync(file, new Uint8Array(capacityBytes));
  run('sfdisk', ['-q', file], { input: table });
  target.stored.set(run('cat', [file]).status === 0 ? readBytes(file) : []);
  return target;
}

function readBytes(file: string): Uint8Array {
  return new Uint8Array(Buffer.from(run('base64', ['-w0', file]).stdout, 'base64'));
}

/** What a killed process has open nobody closes in order. */
const leftOpen: unknown[] = [];

/** What a job does: capsule, note, writes from the beginning on, end. */
async function overwrite(target: FakeTarget, at: string, lengthBytes: number, dies = false): Promise<void> {
  const capsule = await takeCapsule(target, about, { atByte: 0, lengthBytes }, at);
  const touches = await openTouchLog(at, capsule.saved.pieces, target.capacityBytes);
  const watched = preparedTarget(target, { touches, restored: true });
  for (let atByte = 0; atByte < lengthBytes; atByte += MIB)
    await watched.write(atByte, pages(Math.min(MIB, lengthBytes - atByte), 0xee));
  if (dies) leftOpen.push(touches);
  else await watched.finish({ sizeBytes: lengthBytes });
}

describe('ranges', () => {
  test('become whole units, in order, without overlaps, inside the drive', () => {
    const wild = [
      { atByte: 5000, lengthBytes: 100 },
      { atByte: 0, lengthBytes: 4000 },
      { atByte: 4096, lengthBytes: 10 },
      { atByte: 99_000, lengthBytes: 9000 },
    ];
    expect(tidyRanges(wild, 512, 100_000)).toEqual([
      { atByte: 0, lengthBytes: 5120 },
      { atByte: 98_816, lengthBytes: 1024 },
    ]);
    expect(tidyRanges([{ atByte: -10, lengthBytes: 600 }], 512, 1024)).toEqual([
      { atByte: 0, lengthBytes: 1024 },
    ]);
  });

  test('what is not covered is told as one stretch', () => {
    const covered = [
      { atByte: 0, lengthBytes: 10 },
      { atByte: 20, lengthBytes: 10 },
      { atByte: 90, lengthBytes: 10 },
    ];
    expect(uncovered({ atByte: 0, lengthBytes: 10 }, covered)).toBeUndefined();
    expect(uncovered({ atByte: 95, lengthBytes: 5 }, covered)).toBeUndefined();
    expect(uncovered({ atByte: 0, lengthBytes: 100 }, covered)).toEqual({ atByte: 10, lengthBytes: 80 });
    expect(uncovered({ atByte: 12, lengthBytes: 3 }, covered)).toEqual({ atByte: 12, lengthBytes: 3 });
  });
});

const withTables = testWith('tool:sfdisk');

describe('tables', () => {
  withTables('an MBR with logical partitions is read to its end', async () => {
    const target = drive(
      'label: dos\nstart=2048,size=8192,type=83\nstart=16384,type=5\nstart=18432,size=4096\nstart=26624,size=2048\n',
    );
    const { partitions, ranges } = await readTables(target);
    expect(partitions.map(({ number, atByte }) => [number, atByte / 512])).toEqual([
      [1, 2048],
      [5, 18_432],
      [6, 26_624],
    ]);
    expect(ranges.length).toBeGreaterThanOrEqual(3);
  });

  withTables('a GPT is read, and both its headers and arrays are known', async () => {
    const target = drive('label: gpt\nstart=2048,size=8192\nsize=4096\n');
    const { partitions, ranges } = await readTables(target);
    expect(partitions.map(({ number, atByte }) => [number, atByte / 512])).toEqual([
      [1, 2048],
      [2, 10_240],
    ]);
    expect(ranges.map(({ atByte }) => atByte / 512)).toEqual([0, 1, 2, 64 * 2048 - 1, 64 * 2048 - 33]);
  });

  test('tables that lie end soon and harm nothing', async () => {
    const loop = new FakeTarget({ capacityBytes: 4 * MIB });
    loop.stored.fill(0);
    loop.stored.set([0, 0, 0, 0, 5, 0, 0, 0, 8, 0, 0, 0, 255, 255, 255, 255], 446);
    loop.stored.set([0x55, 0xaa], 510);
    loop.stored.set([0, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255], 8 * 512 + 462);
    loop.stored.set([0x55, 0xaa], 8 * 512 + 510);
    loop.stored.set(Buffer.from('EFI PART'), 512);
    new DataView(loop.stored.buffer).setUint32(512 + 80, 0xffff_ffff, true);
    new DataView(loop.stored.buffer).setUint32(512 + 84, 0xffff_ffff, true);
    const { partitions } = await readTables(loop);
    expect(partitions).toEqual([]);
  });

  withTables(
    'only partitions that lose bytes have their superblocks kept, and always both ends',
    async () => {
      const tables = await readTables(drive('label: gpt\nstart=2048,size=8192\nstart=65536,size=4096\n'));
      const ranges = tidyRanges(
        capsuleRanges(tables, { atByte: 0, lengthBytes: 3 * MIB }, 64 * MIB),
        512,
        64 * MIB,
      );
      expect(ranges[0]).toMatchObject({ atByte: 0 });
      expect(ranges.at(-1)).toEqual({ atByte: 63 * MIB, lengthBytes: MIB });
      expect(ranges.some(({ atByte }) => atByte >= 32 * MIB && atByte < 34 * MIB)).toBe(false);
    },
  );
});

describe('undoing', () => {
  test('a write inside what was kept leaves every byte as it was', async () => {
    const [target, at] = [drive(), base()];
    const before = Uint8Array.from(target.stored);
    await overwrite(target, at, MIB);
    const forecast = await forecastUndo(target, at);
    expect(forecast?.undone).toMatchObject({ state: 'whole' });
    expect(forecast?.undone.lost).toBeUndefined();
    await putCapsuleBack(target, at, forecast!);
    expect(Buffer.compare(target.stored, before)).toBe(0);
    expect((await forecastUndo(target, at))?.undone.state).toBe('nothing-to-do');
  });

  withTables('a longer write says what is gone, and puts back the rest', async () => {
    const target = drive('label: dos\nstart=2048,size=32768,type=83\nstart=65536,size=4096,type=83\n');
    const before = Uint8Array.from(target.stored);
    const at = base();
    await overwrite(target, at, 5 * MIB);
    const forecast = await forecastUndo(target, at);
    expect(forecast?.undone.state).toBe('partly');
    expect(forecast?.undone.lost).toMatchObject({ exact: true });
    const { atByte, lengthBytes } = forecast!.undone.lost!;
    expect(atByte + lengthBytes).toBe(5 * MIB);
    expect(forecast?.undone.partitions).toMatchObject([
      { number: 1, whole: false },
      { number: 2, whole: true },
    ]);
    await putCapsuleBack(target, at, forecast!);
    expect(Buffer.compare(target.stored.subarray(0, MIB), before.subarray(0, MIB))).toBe(0);
    expect((await forecastUndo(target, at))?.undone.state).toBe('partly');
  });

  test('a write that was killed is taken for larger than it was, and says so', async () => {
    const [target, at] = [drive(), base()];
    await overwrite(target, at, 5 * MIB, true);
    const { lost } = (await forecastUndo(target, at))!.undone;
    expect(lost?.exact).toBe(false);
    expect(lost!.atByte + lost!.lengthBytes).toBeGreaterThanOrEqual(5 * MIB);
    await overwrite(target, at, 5 * MIB);
    expect((await forecastUndo(target, at))!.undone.lost?.exact).toBe(false);
  });

  test('a drive that somebody else wrote to since is left alone', async () => {
    const [target, at] = [drive(), base()];
    await overwrite(target, at, MIB);
    target.stored.fill(0x11, 0, 4096);
    await expect(forecastUndo(target, at)).rejects.toMatchObject({ code: 'target-changed' });
  });

  test('an undo that was broken off is finished by another', async () => {
    const [target, at] = [drive(), base()];
    const before = Uint8Array.from(target.stored);
    await overwrite(target, at, MIB);
    const forecast = await forecastUndo(target, at);
    const failing = new FakeTarget({ capacityBytes: 64 * MIB, faults: { failWriteAt: 0 } });
    failing.stored.set(target.stored);
    await expect(putCapsuleBack(failing, at, forecast!)).rejects.toMatchObject({
      code: 'target-write-failed',
    });
    target.stored.set(failing.stored);
    target.stored.fill(0x22, 0, 4096);
    await putCapsuleBack(target, at, (await forecastUndo(target, at))!);
    expect(Buffer.compare(target.stored, before)).toBe(0);
  });

  test('the capsule of a job that goes on later is the one of its beginning', async () => {
    const [target, at] = [drive(), base()];
    const first = await takeCapsule(target, about, { atByte: 0, lengthBytes: MIB }, at);
    target.stored.fill(0);
    const second = await takeCapsule(target, about, { atByte: 0, lengthBytes: MIB }, at);
    expect(second.saved.pieces).toEqual(first.saved.pieces);
    expect((await loadCapsule(at))?.saved.pieces).toEqual(first.saved.pieces);
  });

  test('kept content that was damaged meanwhile is not written', async () => {
    const [target, at] = [drive(), base()];
    await overwrite(target, at, MIB);
    const forecast = await forecastUndo(target, at);
    writeFileSync(`${at}.bin`, new Uint8Array(3 * MIB));
    await expect(putCapsuleBack(target, at, forecast!)).rejects.toMatchObject({ code: 'internal' });
    expect(target.stored[0]).toBe(0xee);
  });

  test('places that cannot be read are left out and the rest is kept', async () => {
    const target = new FakeTarget({ capacityBytes: 8 * MIB, faults: { failReadAt: 8 * MIB - 100 } });
    const { saved } = await takeCapsule(target, about, { atByte: 0, lengthBytes: MIB }, base());
    expect(saved.unreadable.length).toBeGreaterThan(0);
    expect(saved.pieces[0]?.atByte).toBe(0);
  });
});

test('a target that was refused before the write takes nothing and says why', async () => {
  const { Failure } = await import('../../../../src/engine/contract/failure/failure.ts');
  const target = new FakeTarget();
  const failure = new Failure('target-busy', { target: 'sdx' });
  const refused = preparedTarget(target, { failure, restored: true });
  expect([refused.refusal, refused.name, refused.uncached]).toEqual([failure, 'fake', true]);
  await expect(refused.write(0, pages(512, 1))).rejects.toBe(failure);
  expect(await refused.abandon()).toBe('untouched');
  expect(await readTouched(base())).toBeUndefined();
});
