import { afterEach, expect, test } from 'vitest';
import type { Inspection } from '../../src/engine/contract/events/inspection.ts';
import { toldInspection } from '../../src/words/inspection.ts';
import { inEnglish, speak } from '../../src/words/language.ts';

afterEach(() => speak('en'));

const found: Inspection = {
  kind: 'iso9660',
  sizeBytes: 2048,
  volumes: [],
  boot: { elTorito: [], mbr: null, gpt: null },
  forecast: [],
  notes: [
    { code: 'gpt-backup', atByte: 512 },
    { code: 'source-truncated', cut: { part: 'volume', endByte: 4096, imageBytes: 2048 } },
    { code: 'descriptor', text: 'volumeId: not ASCII', atByte: 0 },
    { code: 'of-tomorrow' },
  ],
};

const texts = (): (string | undefined)[] => toldInspection(found).notes.map(({ text }) => text);

test('notes about an image are said in German, and told to programs in English', async () => {
  const english = texts();
  expect(english).toEqual([
    'the second copy of the GPT is damaged or missing',
    'the ISO 9660 volume ends at byte 4096, but the image has only 2048 bytes: it was cut off',
    'volumeId: not ASCII',
    'of-tomorrow',
  ]);
  await speak('de');
  expect(texts().slice(0, 2)).toEqual([
    'die zweite Kopie der GPT ist beschädigt oder fehlt',
    'das ISO-9660-Dateisystem endet bei Byte 4096, aber das Abbild hat nur 2048 Bytes: Es wurde abgeschnitten',
  ]);
  expect(inEnglish(texts)).toEqual(english);
});

test('facts of notes stay out of what is told', () => {
  expect(toldInspection(found).notes[0]).toEqual({
    code: 'gpt-backup',
    text: 'the second copy of the GPT is damaged or missing',
    atByte: 512,
  });
});
