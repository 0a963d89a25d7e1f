import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect } from 'vitest';
import { Failure } from '../../../src/engine/contract/failure/failure.ts';
import type { TargetState } from '../../../src/engine/contract/failure/target-state.ts';
import type { Target } from '../../../src/engine/contract/ports/target.ts';
import { lookArguments } from '../../../src/engine/write/burn/xorriso/arguments.ts';
import { XorrisoTarget } from '../../../src/engine/write/burn/xorriso/xorriso-target.ts';
import { fakeImage, seededBytes } from '../../fakes/fake-image.ts';
import { run, testWith } from '../../fakes/rigs.ts';
import { transferOf } from '../../fakes/transfer-of.ts';

// xorriso itself burns, onto a file in place of a drive; what it burned is read back without it. Drives: test/campaign/lab/burn.test.ts.

const MIB = 1 << 20;
const folder = mkdtempSync(join(tmpdir(), 'isowright-xorriso-'));
const test = testWith('tool:xorriso');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function newDisc(name: string): string {
  const path = join(folder, name);
  writeFileSync(path, '');
  truncateSync(path, 24 * MIB);
  return path;
}

/** Reads the file as the kernel would read the disc; `damage` is what it gives otherwise. */
async function readerOf(path: string, damage?: number): Promise<Target> {
  const file = await open(path, 'r');
  const read = async (atByte: number, into: Uint8Array): Promise<void> => {
    await file.read(into, 0, into.length, atByte);
    const at = damage === undefined ? -1 : damage - atByte;
    if (at >= 0 && at < into.length) into[at] = (into[at] ?? 0) ^ 1;
  };
  const abandon = async (): Promise<TargetState> => {
    await file.close();
    return 'untouched';
  };
  return { capacityBytes: 24 * MIB, read, abandon } as unknown as Target;
}

function target(path: string, blocks: number | undefined, damage?: number): XorrisoTarget {
  return new XorrisoTarget({
    name: 'sr9',
    device: `stdio:${path}`,
    disc: { kind: 'dvd+rw', capacityBlocks: (24 * MIB) / 2048 },
    burn: { blocks },
    openToRead: () => readerOf(path, damage),
  });
}

const bytes = seededBytes(9 * MIB + 2048 * 3, 5);

test('what xorriso has burned is proved', async () => {
  const path = newDisc('good');
  const { lanes, failure } = await transferOf(fakeImage(bytes), [target(path, bytes.length / 2048)]);
  expect([failure, lanes[0]?.lane.failure, lanes[0]?.lane.state]).toEqual([undefined, undefined, 'proved']);
  expect(readFileSync(path).subarray(0, bytes.length).equals(bytes)).toBe(true);
  expect(run('xorriso', lookArguments(`stdio:${path}`)).stdout).toContain('Media current');
});

test('a byte that reads back differently is a difference, and nothing is burned twice', async () => {
  const path = newDisc('differs');
  const { lanes } = await transferOf(fakeImage(bytes), [target(path, bytes.length / 2048, 5 * MIB + 7)]);
  expect(lanes[0]?.lane.failure?.code).toBe('verify-mismatch');
  expect(lanes[0]?.mismatches.list).toMatchObject([{ atByte: 5 * MIB + 7, lengthBytes: 1 }]);
});

test('a drive that is not there is gone before a byte is taken for burned', async () => {
  const { lanes } = await transferOf(fakeImage(bytes), [
    target(join(folder, 'none/at/all'), bytes.length / 2048),
  ]);
  expect(lanes[0]?.lane.failure).toBeDefined();
  expect(lanes[0]?.lane.state).not.toBe('proved');
});

test('a stop ends xorriso, and says that the disc is unfinished', async () => {
  const path = newDisc('stopped');
  const stop = new AbortController();
  const image = fakeImage(bytes);
  const source = {
    ...image,
    sizeBytes: image.sizeBytes,
    extents: () => image.extents(),
    close: () => image.close(),
    read: (atByte: number, into: Uint8Array) => {
      if (atByte >= 6 * MIB) stop.abort(new Failure('stopped', { by: 'person' }));
      return image.read(atByte, into);
    },
  };
  const sent = [target(path, bytes.length / 2048)];
  const { failure, lanes } = await transferOf(source, sent, { signal: stop.signal });
  expect([failure?.code, lanes[0]?.lane.state]).toEqual(['stopped', 'unfinished']);
});
