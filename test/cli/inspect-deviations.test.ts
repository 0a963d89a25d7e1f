import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Inspection } from '../../src/engine/contract/events/inspection.ts';
import { ruleSections } from '../../src/engine/contract/events/rule-sections.ts';
import { cleanImages, mutants, packedMutants, spoiled } from '../engine/check/mutants.ts';
import { planned } from './planned.ts';

// What a person is told of images with one defect, by the command itself.

const folder = mkdtempSync(join(tmpdir(), 'isowright-deviations-'));
const path = join(folder, 'image.iso');
let images: Awaited<ReturnType<typeof cleanImages>>;

beforeAll(async () => {
  images = await cleanImages();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function inspected(bytes: Uint8Array, ...flags: readonly string[]): Promise<Inspection> {
  writeFileSync(path, bytes);
  const { exitCode, printed } = await planned(['inspect', path, '--json', ...flags]);
  expect(exitCode).toBe(0);
  return JSON.parse(printed);
}

const isRule = (code: string): boolean => Object.hasOwn(ruleSections, code);

for (const mutant of [...mutants, ...packedMutants]) {
  const [rule, defect] = mutant;
  test(`inspect names an image with one defect, and no failure comes of it: ${rule}, ${defect}`, async () => {
    const { bytes } = spoiled(mutant, images);
    for (const flags of [[], ['--check']]) {
      const { notes } = await inspected(bytes, ...flags);
      const note = notes.find(({ code }) => code === rule);
      expect(note?.section).toMatch(/^(ECMA-|UDF|SUSP|RRIP|Joliet|zisofs)/);
      expect(note?.text).toBeTruthy();
      expect(note?.atByte).toBeGreaterThanOrEqual(16 * 2048);
    }
  });
}

test('an image without a defect has no note of a rule, and it is said that all of it was looked at', async () => {
  for (const bytes of Object.values(images)) {
    const { notes, standards } = await inspected(bytes);
    expect(notes.filter(({ code }) => isRule(code))).toEqual([]);
    expect(standards).toEqual({ deviations: 0, inPart: null });
  }
});

test('what holds no volume is not called a broken one', async () => {
  const disk = new Uint8Array(1 << 20);
  // One partition of 2000 blocks from block 2.
  disk.set([0, 0, 0, 0, 0x83, 0, 0, 0, 2, 0, 0, 0, 0xd0, 0x07], 446);
  disk.set([0x55, 0xaa], 510);
  const { kind, notes, standards } = await inspected(disk);
  expect(kind).toBe('disk');
  expect(notes.filter(({ code }) => isRule(code))).toEqual([]);
  expect(standards).toBeUndefined();
});

test('a rule that is broken is said in words, in both languages, with byte and section', async () => {
  const swapped = mutants.find(([rule]) => rule === 'iso.path-table.differ');
  if (!swapped) throw new Error('no such mutant');
  writeFileSync(path, spoiled(swapped, images).bytes);
  const english = await planned(['inspect', path]);
  expect(english.printed).toMatch(
    /note: the path tables L and M differ, byte [\d,]+ \(sector \d+\), ECMA-119 §6\.9\.2 \(iso\.path-table\.differ\)/,
  );
  expect(english.printed).toContain('standards  1 deviation\n');
});
