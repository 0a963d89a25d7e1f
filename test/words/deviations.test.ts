import { afterEach, expect, test } from 'vitest';
import type { Deviation } from '../../src/engine/contract/events/deviation.ts';
import { deviationLines, deviationNote, judgementText } from '../../src/words/deviations.ts';
import { inEnglish, speak } from '../../src/words/language.ts';

afterEach(() => speak('en'));

const order = { rule: 'iso.record.order', section: 'ECMA-119 §9.3', atByte: 4096 } as const;
const counts: Deviation = {
  rule: 'udf.integrity.counts',
  section: 'UDF §2.2.6.4',
  atByte: 131_192,
  found: { files: 1200, directories: 41 },
  wanted: { files: 1201, directories: 41 },
};
const hostile: Deviation = {
  rule: 'iso.record.identifier',
  section: 'ECMA-119 §7.5',
  atByte: 2048,
  found: { text: 'A\u001b[2J\u202e' },
};

test('a rule that is broken in many places is one line, with the first place and how many more', () => {
  expect(deviationLines([order, { ...order, atByte: 8192 }, counts]).map(({ text }) => text)).toEqual([
    'a directory record is out of order, byte 4,096 (sector 2), ECMA-119 §9.3, and 1 more',
    'the integrity descriptor gives another number of files or folders: 1,200 files, 41 folders instead of 1,201 files, 41 folders, byte 131,192 (sector 64), UDF §2.2.6.4',
  ]);
});

test('the same in German, and in English for programs', async () => {
  await speak('de');
  expect(deviationLines([order]).map(({ text }) => text)).toEqual([
    'ein Verzeichniseintrag steht nicht in der richtigen Reihenfolge, Byte 4.096 (Sektor 2), ECMA-119 §9.3',
  ]);
  expect(judgementText({ deviations: [order, counts], inPart: 'far-enough' })).toBe(
    '2 Abweichungen; nur teilweise geprüft: --check prüft alles',
  );
  expect(inEnglish(() => deviationNote(order).text)).toBe('a directory record is out of order');
});

test('a name in an image steers no terminal', () => {
  const text = deviationNote(hostile).text ?? '';
  expect(text).toContain('"A<U+001B>[2J<U+202E>"');
  expect(text).not.toMatch(/[\p{Cc}\u202e]/u);
});
