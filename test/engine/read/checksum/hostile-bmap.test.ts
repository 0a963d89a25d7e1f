import { chmodSync, chownSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import type { BlockMapFacts } from '../../../../src/engine/contract/failure/damage-reasons.ts';
import { parseBlockMap } from '../../../../src/engine/read/checksum/bmap.ts';
import { distrustOf } from '../../../../src/engine/read/checksum/trusted-owner.ts';
import type { OpenSourceOptions, SourceNote } from '../../../../src/engine/read/open/open-options.ts';
import { openSource } from '../../../../src/engine/read/open/open-source.ts';
import { testWith } from '../../../fakes/rigs.ts';
import { folder, removeFolder, sampleImage } from '../decode/packing.ts';
import { BLOCK, blockMap } from './block-map-of.ts';

// A block map beside an image is anybody's word.

afterAll(removeFolder);

const image = sampleImage(20 * BLOCK);
const good = blockMap(image, [[0, 3]]);

interface Opened {
  readonly notes: readonly SourceNote[];
  readonly mapped: number | undefined;
  readonly checkedAgainst: readonly string[];
}

/** Opens the image with these files beside it. */
async function withBeside(
  files: Record<string, string>,
  options: OpenSourceOptions = {},
  place = mkdtempSync(join(folder, 'map-')),
): Promise<Opened> {
  const path = join(place, 'card.wic');
  writeFileSync(path, image);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(place, name), text);
  const notes: SourceNote[] = [];
  const source = await openSource(path, { ...options, onNote: (note) => notes.push(note) });
  await source.close();
  return { notes, mapped: source.mapped?.length, checkedAgainst: source.checkedAgainst };
}

const refusal = (refusedMap: BlockMapFacts) => [{ code: 'block-map-refused', facts: { refusedMap } }];
const empty: BlockMapFacts = { reason: 'map-without-blocks' };
const ofOtherSize = (mapBytes: number): BlockMapFacts => ({
  reason: 'map-of-other-size',
  mapBytes,
  imageBytes: image.length,
});

test('a block map that cannot be gone by is said, spares no write and vouches for nothing', async () => {
  expect(await withBeside({ 'card.wic.bmap': good })).toMatchObject({ notes: [], mapped: 1 });
  const bad: [string, BlockMapFacts][] = [
    [blockMap(image, []), empty],
    [blockMap(image.subarray(0, 10 * BLOCK), [[0, 3]]), ofOtherSize(40_960)],
    [blockMap(sampleImage(40 * BLOCK), [[0, 3]]), ofOtherSize(163_840)],
    [good.replace(' 0-3 ', ' 0-2 '), { reason: 'no-block-map' }],
    ['', { reason: 'no-block-map' }],
  ];
  for (const [text, why] of bad)
    for (const name of ['card.wic.bmap', 'card.bmap']) {
      const opened = await withBeside({ [name]: text });
      expect(opened.notes).toMatchObject(refusal(why));
      expect(opened).toMatchObject({ mapped: undefined, checkedAgainst: [] });
    }
  // A good one behind it is used.
  const both = await withBeside({ 'card.wic.bmap': blockMap(image, []), 'card.bmap': good });
  expect(both).toMatchObject({ mapped: 1, notes: refusal(empty) });
});

test('a block map that is named and cannot be gone by ends the job as a bad source', async () => {
  for (const text of [blockMap(image, []), blockMap(sampleImage(40 * BLOCK), [[0, 3]]), 'x']) {
    const named = join(mkdtempSync(join(folder, 'named-')), 'my.bmap');
    writeFileSync(named, text);
    await expect(withBeside({}, { bmap: named })).rejects.toMatchObject({ code: 'source-damaged' });
  }
});

test('a block map of no blocks in the folder of a packed image is refused as well', async () => {
  const place = mkdtempSync(join(folder, 'packed-'));
  writeFileSync(join(place, 'card.wic.gz'), gzipSync(image));
  writeFileSync(join(place, 'card.wic.bmap'), blockMap(image, []));
  const notes: SourceNote[] = [];
  const source = await openSource(join(place, 'card.wic.gz'), { onNote: (note) => notes.push(note) });
  await source.close();
  expect(notes).toMatchObject(refusal(empty));
  expect(source.mapped).toBeUndefined();
});

test('a block map of blanks, tags or digits is looked through once', () => {
  const tags = ['ImageSize', 'BlockSize', 'BlocksCount', 'ChecksumType', 'BmapFileChecksum', 'Range'];
  const head = '<bmap version="2.0">';
  for (const tag of tags)
    for (const filling of [
      ' ',
      '\n',
      '1',
      `<${tag}>`,
      `<${tag} `,
      `<${tag}> `,
      '<bmap ',
      '0-',
      'a',
      '<!--',
      '<!-- -->',
    ])
      for (const text of [
        `${head}<${tag}>${filling.repeat(100_000)}`,
        `<bmap ${filling.repeat(100_000)} version="2.0">`,
        good.replace('</bmap>', `<${tag}>${filling.repeat(100_000)}</bmap>`),
      ])
        expect(parseBlockMap(text)).toBeUndefined();
});

test('the checksum of a map is taken where it stands, and is of its own length', () => {
  expect(parseBlockMap(good)?.ranges).toHaveLength(1);
  expect(parseBlockMap(good.replace(/<BmapFileChecksum> \w+/, '<BmapFileChecksum> 0'))).toBeUndefined();
  expect(parseBlockMap(good.replace(/chksum="\w/, 'chksum="'))).toBeUndefined();
});

const asRoot = testWith('root');
const root = { uid: 0, environment: {} };

asRoot('root goes by no block map that somebody else owns, or could put there', async () => {
  const place = mkdtempSync(join(folder, 'owner-'));
  const path = join(place, 'card.wic.bmap');
  writeFileSync(path, good);
  chmodSync(path, 0o644);
  expect(await distrustOf(path)).toBeUndefined();
  expect((await withBeside({}, {}, place)).mapped).toBe(1);
  for (const [change, undo] of [
    [() => chownSync(path, 1234, 0), () => chownSync(path, 0, 0)],
    [() => chmodSync(path, 0o666), () => chmodSync(path, 0o644)],
    [() => chownSync(place, 1234, 0), () => chownSync(place, 0, 0)],
    [() => chmodSync(place, 0o777), () => chmodSync(place, 0o755)],
    [
      () => {
        chownSync(place, 0, 1234);
        chmodSync(place, 0o775);
      },
      () => chownSync(place, 0, 0),
    ],
  ] as const) {
    change();
    const opened = await withBeside({}, {}, place);
    expect(opened).toMatchObject({ mapped: undefined, notes: [{ code: 'block-map-refused' }] });
    await expect(withBeside({}, { bmap: path }, place)).rejects.toMatchObject({ code: 'source-damaged' });
    undo();
  }
});

asRoot('who is behind sudo may have a block map in a folder of theirs', async () => {
  const place = join(mkdtempSync(join(folder, 'caller-')), 'home');
  mkdirSync(place);
  const path = join(place, 'card.wic.bmap');
  writeFileSync(path, good);
  chownSync(path, 1234, 1234);
  chownSync(place, 1234, 1234);
  chmodSync(place, 0o775);
  expect(await distrustOf(path, root)).toEqual({ reason: 'of-other-user', userId: 1234 });
  const environment = { SUDO_UID: '1234', SUDO_GID: '1234' };
  expect(await distrustOf(path, { uid: 0, environment })).toBeUndefined();
  expect(await distrustOf(path, { uid: 5678, environment: {} })).toBeUndefined();
});
