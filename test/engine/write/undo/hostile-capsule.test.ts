import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { alignedBytes } from '../../../../src/engine/host/memory/aligned-memory.ts';
import { preparedTarget } from '../../../../src/engine/jobs/steps/prepared-target.ts';
import { takeCapsule } from '../../../../src/engine/write/undo/capsule.ts';
import { loadSaved, putBack, sha256Of } from '../../../../src/engine/write/undo/saved-content.ts';
import { openTouchLog } from '../../../../src/engine/write/undo/touched.ts';
import { forecastUndo, putCapsuleBack } from '../../../../src/engine/write/undo/undo-target.ts';
import { FakeTarget } from '../../../fakes/fake-target.ts';

// What a job kept, damaged or forged: undo writes nothing that it cannot answer for.

const MIB = 1 << 20;
const folder = mkdtempSync(join(tmpdir(), 'isowright-capsule-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let names = 0;
const about = { kind: 'file', path: '/x.img', sizeBytes: 8 * MIB } as const;

/** A drive of which a job kept what undo needs, and then wrote `lengthBytes`. */
async function overwritten(lengthBytes: number) {
  const base = join(folder, `undo-${names++}`);
  const target = new FakeTarget();
  for (let at = 0; at < 8 * MIB; at += 512) target.stored[at] = (at >> 9) & 0xff;
  const capsule = await takeCapsule(target, about, { atByte: 0, lengthBytes }, base);
  const touches = await openTouchLog(base, capsule.saved.pieces, target.capacityBytes);
  const watched = preparedTarget(target, { touches, restored: true });
  for (let at = 0; at < lengthBytes; at += MIB) await watched.write(at, alignedBytes(MIB).fill(0xee));
  await watched.finish({ sizeBytes: lengthBytes });
  return { base, target };
}

interface Piece {
  atByte: number;
  lengthBytes: number;
  fileByte: number;
  sha256: string;
}

const after = (target: FakeTarget): string => sha256Of(target.stored);

test('forged places and lengths make a capsule none, and nothing is written', async () => {
  const changes: ((pieces: Piece[]) => unknown)[] = [
    ([first]) => Object.assign(first!, { atByte: 8 * MIB }),
    ([first]) => Object.assign(first!, { atByte: -512 }),
    ([first]) => Object.assign(first!, { lengthBytes: 64 * MIB }),
    ([first]) => Object.assign(first!, { lengthBytes: 0 }),
    ([first]) => Object.assign(first!, { lengthBytes: 512.5 }),
    ([first]) => Object.assign(first!, { fileByte: 512 }),
    ([first]) => Object.assign(first!, { sha256: 'x' }),
    (pieces) => Object.assign(pieces.at(-1)!, { atByte: 8 * MIB }),
    (pieces) => pieces.push({ ...pieces[0]! }),
    (pieces) => pieces.reverse(),
  ];
  for (const change of changes) {
    const { base, target } = await overwritten(MIB);
    const json = JSON.parse(readFileSync(`${base}.json`, 'utf8')) as { pieces: Piece[] };
    change(json.pieces);
    writeFileSync(`${base}.json`, JSON.stringify(json));
    const before = after(target);
    expect(await loadSaved(base)).toBeUndefined();
    expect(await forecastUndo(target, base)).toBeUndefined();
    expect(after(target)).toBe(before);
  }
});

test('files of a capsule that are cut off or no JSON are no capsule, and no crash', async () => {
  for (const name of ['json', 'capsule.json']) {
    const { base, target } = await overwritten(MIB);
    writeFileSync(`${base}.${name}`, readFileSync(`${base}.${name}`, 'utf8').slice(0, 40));
    expect(await forecastUndo(target, base)).toBeUndefined();
  }
});

test('one kept byte that is damaged keeps all others from being written', async () => {
  const { base, target } = await overwritten(MIB);
  const bin = readFileSync(`${base}.bin`);
  bin[0] = 255 - bin[0]!;
  writeFileSync(`${base}.bin`, bin);
  const before = after(target);
  const forecast = await forecastUndo(target, base);
  await expect(putCapsuleBack(target, base, forecast!)).rejects.toMatchObject({ code: 'internal' });
  expect(after(target)).toBe(before);
});

test('what was kept of one drive is not put on one of another size', async () => {
  const { base } = await overwritten(MIB);
  const other = new FakeTarget({ capacityBytes: 16 * MIB });
  const before = after(other);
  const refused = { code: 'target-changed', facts: { field: 'size' } };
  await expect(forecastUndo(other, base)).rejects.toMatchObject(refused);
  await expect(putBack(other, (await loadSaved(base))!)).rejects.toMatchObject(refused);
  expect(after(other)).toBe(before);
});

test('a note of what was overwritten that cannot be read means: everything may be', async () => {
  for (const text of ['{"fromByte":0', '{}', '[]', `{"fromByte":-1,"toByte":0,"exact":true,"heads":[]}`]) {
    const { base, target } = await overwritten(4 * MIB);
    writeFileSync(`${base}.touched`, text);
    // Whose the beginning is, nobody knows any more.
    await expect(forecastUndo(target, base)).rejects.toMatchObject({ code: 'target-changed' });
    const untouched = await overwritten(0);
    writeFileSync(`${untouched.base}.touched`, text);
    expect((await forecastUndo(untouched.target, untouched.base))?.undone).toMatchObject({
      state: 'partly',
      lost: { atByte: 0, lengthBytes: 8 * MIB, exact: false },
    });
  }
});

test('a drive that differs, of a job that noted no write, was written to by somebody else', async () => {
  const { base, target } = await overwritten(MIB);
  rmSync(`${base}.touched`);
  await expect(forecastUndo(target, base)).rejects.toMatchObject({ code: 'target-changed' });
});
