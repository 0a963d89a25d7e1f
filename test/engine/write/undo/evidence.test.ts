import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { alignedBytes } from '../../../../src/engine/host/memory/aligned-memory.ts';
import { preparedTarget } from '../../../../src/engine/jobs/steps/prepared-target.ts';
import { demandKnown, type Left, placeToGoOn } from '../../../../src/engine/jobs/steps/resume-targets.ts';
import { truthEvidence } from '../../../../src/engine/jobs/steps/truth-test.ts';
import { fillPattern } from '../../../../src/engine/write/truth/pattern.ts';
import { takeCapsule } from '../../../../src/engine/write/undo/capsule.ts';
import { capsuleEvidence } from '../../../../src/engine/write/undo/evidence.ts';
import { saveContent } from '../../../../src/engine/write/undo/saved-content.ts';
import { openTouchLog } from '../../../../src/engine/write/undo/touched.ts';
import { forecastUndo } from '../../../../src/engine/write/undo/undo-target.ts';
import { fakeImage, seededBytes } from '../../../fakes/fake-image.ts';
import { FakeTarget } from '../../../fakes/fake-target.ts';

// A drive is known by what is on it: a twin of the same make and size, with another content, is another drive.

const MIB = 1 << 20;
const SIZE = 16 * MIB;
const IMAGE = 8 * MIB;
const bytes = seededBytes(IMAGE, 3);
const about = { kind: 'drive', path: '/dev/sdx', sizeBytes: SIZE, serial: '000000' } as const;

let folder = '';
let names = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-evidence-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const nextBase = (): string => join(folder, `undo-${names++}`);

function stick(seed?: number): FakeTarget {
  const target = new FakeTarget({ name: 'sdx', capacityBytes: SIZE, headBytes: MIB });
  target.stored.set(seed === undefined ? new Uint8Array(SIZE) : seededBytes(SIZE, seed));
  return target;
}

/** What a killed process has open nobody closes in order. */
const leftOpen: unknown[] = [];

/** A write that was killed: the head is wiped, and what lies before `toByte` is on the medium. */
async function killedWrite(target: FakeTarget, toByte: number): Promise<Left> {
  const capsuleBase = nextBase();
  const capsule = await takeCapsule(target, about, { atByte: 0, lengthBytes: IMAGE }, capsuleBase);
  const touches = await openTouchLog(capsuleBase, capsule.saved.pieces, SIZE);
  leftOpen.push(touches);
  const watched = preparedTarget(target, { touches, restored: true });
  await watched.write(0, alignedBytes(MIB));
  for (let atByte = MIB; atByte < toByte; atByte += MIB) {
    const piece = alignedBytes(MIB);
    piece.set(bytes.subarray(atByte, atByte + MIB));
    await watched.write(atByte, piece);
  }
  return { safeToByte: toByte, capsuleBase, truthBase: nextBase(), known: 'like' };
}

const refused = { code: 'target-changed', facts: { field: 'content' } };
const stream = { sizeBytes: IMAGE, readNext: async () => 0, close: async () => undefined };

test('a write goes on with its own stick, at its safe place or from the beginning, and not with a twin', async () => {
  const own = stick(1);
  const left = await killedWrite(own, 6 * MIB);
  const calls = own.calls.length;
  expect(await placeToGoOn(own, fakeImage(bytes), left)).toBe(6 * MIB);
  const twin = stick(2);
  await expect(placeToGoOn(twin, fakeImage(bytes), left)).rejects.toMatchObject(refused);
  await expect(placeToGoOn(stick(), fakeImage(bytes), left)).rejects.toMatchObject(refused);
  expect(twin.calls.filter((call) => call.startsWith('write'))).toEqual([]);
  expect(own.calls.slice(calls).filter((call) => call.startsWith('write'))).toEqual([]);
  // It lost what it said was safe, and it is itself all the same: the end of it is as it was.
  own.stored.fill(0xa5, 5 * MIB, 6 * MIB);
  expect(await placeToGoOn(own, fakeImage(bytes), left)).toBe(0);
});

test('a twin on which the same image was written before is not the stick whose end was kept', async () => {
  const left = await killedWrite(stick(1), MIB);
  const twin = stick(2);
  twin.stored.set(bytes);
  await expect(placeToGoOn(twin, fakeImage(bytes), left)).rejects.toMatchObject(refused);
  await expect(forecastUndo(twin, left.capsuleBase, { isCertain: false })).rejects.toMatchObject(refused);
});

test('a stream goes on only with a stick whose content was kept', async () => {
  const own = stick(1);
  const left = await killedWrite(own, 6 * MIB);
  expect(await placeToGoOn(own, stream, left)).toBe(6 * MIB);
  await expect(placeToGoOn(stick(2), stream, left)).rejects.toMatchObject(refused);
  const nothingKept = { ...left, capsuleBase: nextBase() };
  await expect(placeToGoOn(own, stream, nothingKept)).rejects.toMatchObject(refused);
  await expect(placeToGoOn(own, stream, { ...nothingKept, known: 'same' })).rejects.toMatchObject(refused);
});

test('an empty stick is told from another empty one only by a serial, or by the system', async () => {
  const left = await killedWrite(stick(), MIB);
  await expect(placeToGoOn(stick(), fakeImage(bytes), left)).rejects.toMatchObject(refused);
  for (const known of ['named', 'same'] as const)
    expect(await placeToGoOn(stick(), fakeImage(bytes), { ...left, known })).toBe(0);
  expect(await capsuleEvidence(stick(4), left.capsuleBase)).toBe('foreign');
});

test('a beginning that was being written when the job died is its own, block by block', async () => {
  const own = stick(1);
  const left = await killedWrite(own, MIB);
  own.stored.set(bytes.subarray(0, 40_960));
  expect(await placeToGoOn(own, fakeImage(bytes), left)).toBe(0);
  own.stored.set(seededBytes(4096, 9), 8192);
  await expect(placeToGoOn(own, fakeImage(bytes), left)).rejects.toMatchObject(refused);
});

test('a job that died before it kept anything goes on only with the very device', async () => {
  const left = { safeToByte: 0, capsuleBase: nextBase(), truthBase: nextBase() };
  for (const known of ['like', 'named'] as const)
    await expect(demandKnown(stick(1), { ...left, known }, {})).rejects.toMatchObject(refused);
  await expect(demandKnown(stick(1), { ...left, known: 'same' }, {})).resolves.toBeUndefined();
  const wrote = { ...left, safeToByte: 4 * MIB, known: 'same' as const };
  await expect(placeToGoOn(stick(1), fakeImage(bytes), wrote)).rejects.toMatchObject(refused);
});

test('undo without a note of what was written does not put a capsule onto something else', async () => {
  const base = nextBase();
  await takeCapsule(stick(1), about, { atByte: 0, lengthBytes: IMAGE }, base);
  await expect(forecastUndo(stick(2), base)).rejects.toMatchObject(refused);
  expect((await forecastUndo(stick(1), base))?.undone.state).toBe('nothing-to-do');
});

test('an undo that was broken off goes on with its own stick, and not with a twin', async () => {
  const own = stick(1);
  const { capsuleBase } = await killedWrite(own, 6 * MIB);
  await writeFile(`${capsuleBase}.begun`, '');
  own.stored.set(seededBytes(4096, 8));
  expect((await forecastUndo(own, capsuleBase))?.undone.state).toBe('partly');
  await expect(forecastUndo(stick(2), capsuleBase)).rejects.toMatchObject(refused);
});

test('probes of a truth test that was killed tell its stick; another one does not get its bytes', async () => {
  const own = stick(1);
  const base = nextBase();
  const places = [MIB, 4 * MIB, 9 * MIB].map((atByte) => ({ atByte, lengthBytes: 4096 }));
  await saveContent(own, places, base);
  await writeFile(`${base}.seed`, '4711');
  expect(await truthEvidence(own, base)).toBe('found');
  for (const { atByte, lengthBytes } of places) {
    const probe = alignedBytes(lengthBytes);
    fillPattern(probe, atByte, 4711);
    own.stored.set(probe, atByte);
  }
  expect(await truthEvidence(own, base)).toBe('found');
  expect(await truthEvidence(stick(2), base)).toBe('foreign');
  expect(await truthEvidence(stick(), nextBase())).toBe('unknown');
});
