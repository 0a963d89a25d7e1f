import { afterEach, expect, test } from 'vitest';
import type { NoteFact } from '../../src/engine/contract/events/events.ts';
import {
  compressionUnsupported,
  downloadFailed,
  notEncodable,
  sourceDamaged,
} from '../../src/engine/contract/failure/source-failures.ts';
import { parseUrl } from '../../src/engine/read/open/image-url.ts';
import { toldInspection } from '../../src/words/inspection.ts';
import { speak } from '../../src/words/language.ts';
import { told } from '../../src/words/note-details.ts';
import { noteText } from '../../src/words/notes.ts';
import { remedy } from '../../src/words/remedies.ts';
import { toldFailure, toldReport } from '../../src/words/told-facts.ts';

afterEach(() => speak('en'));

const url = new URL('https://example.org/a.iso');

test('what is damaged is said in the language that is spoken, with its place', async () => {
  const failure = sourceDamaged('/a.gz', 'gzip-member-checksum', 512);
  expect(remedy(failure).happened).toBe(
    '/a.gz: a gzip member does not match its checksum at byte 512 (sector 1).',
  );
  await speak('de');
  expect(remedy(failure).happened).toContain('die Prüfsumme eines gzip-Teils stimmt nicht');
});

test('programs are told what is damaged in English, and by its code', async () => {
  await speak('de');
  const failure = sourceDamaged('/a.udf', { reason: 'block-behind-end', block: 7, lengthBytes: 2048 });
  expect(toldFailure(failure).facts).toEqual({
    path: '/a.udf',
    what: 'block 7, 2048 bytes, lies past the end',
    because: { reason: 'block-behind-end', block: 7, lengthBytes: 2048 },
  });
});

test('a damage of a later version is shown by its name, and one of an earlier one as it said it', () => {
  const later = { path: '/x', what: 'x', because: { reason: 'worm-eaten' } } as never;
  expect(remedy({ code: 'source-damaged', facts: later }).happened).toBe('/x: worm-eaten.');
  const earlier = { path: '/x', what: 'its end is missing' };
  expect(remedy({ code: 'source-damaged', facts: earlier }).happened).toBe('/x: its end is missing.');
});

test('compression that is not unpacked here is said with what to do, in both languages', async () => {
  const failure = compressionUnsupported('/a.zst', { reason: 'zstd-window', windowBytes: 2 ** 31 });
  expect(remedy(failure)).toMatchObject({
    happened: '/a.zst: a zstd frame that needs 2048 MiB of memory.',
    next: ['Unpack it first: zstd -d --long=31', expect.stringContaining('damaged')],
  });
  await speak('de');
  expect(remedy(failure).next[0]).toBe('Zuerst entpacken: zstd -d --long=31');
  expect(toldFailure(failure).facts).toMatchObject({ instead: 'Unpack it first: zstd -d --long=31' });
});

test('why a download does not work is said with the name of the error once', async () => {
  const refused = downloadFailed(url, 'network', { reason: 'connection', error: 'ECONNREFUSED' });
  expect(remedy(refused).happened).toContain('the server does not accept connections (ECONNREFUSED).');
  const other = downloadFailed(url, 'network', {
    reason: 'other-connection',
    said: 'socket hang up',
    error: '',
  });
  expect(remedy(other).happened).toBe('https://example.org/a.iso: socket hang up.');
  await speak('de');
  expect(remedy(refused).happened).toContain('der Server nimmt keine Verbindungen an (ECONNREFUSED)');
  expect(toldFailure(refused).facts).toMatchObject({
    problem: 'the server does not accept connections (ECONNREFUSED)',
  });
});

test('an address that cannot be fetched is refused in the language that is spoken', async () => {
  await speak('de');
  let failure: unknown;
  try {
    parseUrl('ftp://example.org/a.iso');
  } catch (error) {
    failure = error;
  }
  expect(remedy(failure as never).happened).toBe(
    'ftp://example.org/a.iso ist keine http- oder https-Adresse',
  );
});

const note = (code: NoteFact['code'], facts: NoteFact['facts'], path = '/a.bmap'): NoteFact => ({
  event: 'note',
  code,
  path,
  ...(facts && { facts }),
});

test('a block map that is not used, and why, is said in both languages', async () => {
  const refused = note('block-map-refused', {
    refusedMap: { reason: 'map-of-other-size', mapBytes: 4096, imageBytes: 8192 },
  });
  expect(noteText(refused)).toBe(
    'the block map /a.bmap is not used, so every byte counts: it describes an image of 4096 bytes, but this one has 8192',
  );
  await speak('de');
  expect(noteText(refused)).toContain('sie beschreibt ein Abbild von 4096 Bytes, aber dieses hat 8192');
  expect(told({ v: 1, job: 'J', at: '', ...refused })).toMatchObject({
    text: 'it describes an image of 4096 bytes, but this one has 8192',
  });
});

test('what checksums in and beside an image are worth is said as before', () => {
  expect(noteText(note('checksum-weak', { weak: 'old-hash' }))).toContain('accidents but not forgeries');
  expect(noteText(note('checksum-file-matches', { implanted: true }))).toContain(
    'the checksums it carries itself',
  );
  expect(noteText(note('checksum-file-matches', { matching: { checksumFile: '/M', files: 1 } }))).toBe(
    'the file that /M inside the image lists matches',
  );
  const left = (why: object) => noteText(note('checksum-file-left-alone', { leftAlone: { why } as never }));
  expect(left({ reason: 'too-many', most: 16 })).toBe(
    'any checksum files inside the image: ignored, because there are more than 16',
  );
  expect(left({ reason: 'damaged', damage: { reason: 'directory-record' } })).toContain('is broken');
  expect(left({ reason: 'of-a-later-version' })).toContain('of-a-later-version');
  const trailing = { container: 'gzip', lengthBytes: undefined };
  expect(noteText(note('source-trailing-bytes', { trailing }, '/a.gz'))).toBe(
    '/a.gz: some bytes after the gzip data do not belong to it and were ignored',
  );
});

test('a file in the image that could not be read says why in the report of programs', async () => {
  await speak('de');
  const verdict = {
    checksumFile: '/MD5SUMS',
    agreeing: 0,
    differing: 1,
    missing: 0,
    notUnderstood: 0,
    firstDiffering: [{ path: 'a', expected: 'x', because: { reason: 'ends-too-early' as const } }],
    firstMissing: [],
    firstNotUnderstood: [],
  };
  const report = toldReport({ source: { path: '/a', sizeBytes: 1, checksumsInside: [verdict] } } as never);
  expect(report.source?.checksumsInside?.[0]?.firstDiffering[0]?.problem).toBe(
    'the image ends before it does',
  );
});

test('a UDF volume that cannot be read is said with its damage, in both languages', async () => {
  const found = {
    forecast: [],
    notes: [{ code: 'udf-unreadable', unreadable: { inPart: false, damage: { reason: 'file-set' } } }],
  };
  expect(toldInspection(found as never).notes[0]?.text).toBe(
    'the UDF volume is damaged: the file set descriptor is missing or damaged',
  );
  await speak('de');
  expect(toldInspection(found as never).notes[0]?.text).toContain('das UDF-Dateisystem ist beschädigt');
});

test('what a format cannot hold, and what a descriptor has wrong, is said with the field', async () => {
  const failure = notEncodable('primaryVolume', 'volumeId', {
    reason: 'too-many-characters',
    characters: 40,
    most: 32,
  });
  expect(remedy(failure).happened).toBe('primaryVolume.volumeId: 40 characters, but only 32 fit.');
  const deviation = { field: 'version', because: { reason: 'reserved-not-zero', byte: 1 } };
  const found = { forecast: [], notes: [{ code: 'descriptor', deviation, atByte: 7 }] };
  expect(toldInspection(found as never).notes).toEqual([
    { code: 'descriptor', text: 'version: byte 1 of a reserved field is not zero', atByte: 7 },
  ]);
  await speak('de');
  expect(remedy(failure).happened).toContain('40 Zeichen, aber nur 32 passen');
  expect(toldFailure(failure).facts).toMatchObject({ problem: '40 characters, but only 32 fit' });
});
