import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect } from 'vitest';
import { checkImage } from '../../src/engine/check/check-image.ts';
import { placedVolume } from '../../src/engine/read/browse/content.ts';
import { damageOf } from '../../src/engine/read/browse/iso/damage.ts';
import { openUdf } from '../../src/engine/read/browse/udf/open-udf.ts';
import { temporaryFolder } from '../engine/author/making.ts';
import { imageOf } from '../engine/check/image-bytes.ts';
import { comparableLines, listVolume } from '../engine/read/browse/listing.ts';
import { mediaTree } from '../engine/read/browse/media-tree.ts';
import { type MediaKind, type MediaOptions, udfMedia } from '../engine/read/browse/udf-media.ts';
import { has, type Need, run, testWith } from '../fakes/rigs.ts';
import { showing } from './conformance.ts';
import { type Judged, judgeImages } from './judged.ts';

// Our reader beside the kernel, udfdump, udfinfo and 7-Zip on media that we do not write: with a virtual allocation table, a
// sparing table, a metadata partition. They are made by hand (nothing here makes them), and by mkudffs.

const room = temporaryFolder();
const kernel: Need[] = ['rigs', 'root'];

const media: Readonly<Record<string, MediaKind>> = {
  metadata: 'metadata',
  'virtual-150': 'virtual-1.50',
  'virtual-200': 'virtual-2.00',
  sparable: 'sparable',
};
const casesOf: Readonly<Record<string, readonly number[]>> = {
  metadata: [51],
  'virtual-150': [52],
  'virtual-200': [52],
};

/** VAT images of mkudffs: of a CD-R in each form of the table, and of a BD-R. */
const blank = [
  { name: 'cdr-150', media: 'cdr', revision: '1.50' },
  { name: 'cdr-201', media: 'cdr', revision: '2.01' },
  { name: 'bdr-250', media: 'bdr', revision: '2.50' },
];

const path = (name: string) => join(room, `${name}.udf`);
let judged: Judged;

beforeAll(() => {
  const made = (name: string, options: Partial<MediaOptions> & { kind: MediaKind }) =>
    writeFileSync(path(name), udfMedia({ files: mediaTree, ...options }));
  for (const [name, kind] of Object.entries(media)) made(name, { kind });
  // 7-Zip opens no UDF with links in it, no chained descriptors, and metadata only as discs are mastered.
  const simple = mediaTree.filter((file) => file.target === undefined && !/chained|holes/.test(file.path));
  made('metadata-simple', { kind: 'metadata', files: simple, metadataInFront: true });
  if (has('tool:mkudffs')) for (const one of blank) makeBlank(one);
  if (has('rigs') && has('root')) judged = judgeImages(Object.keys(media).map(path), 'udf');
}, 120_000);

function makeBlank({ name, media, revision }: (typeof blank)[number]): void {
  writeFileSync(path(name), '');
  truncateSync(path(name), 4 << 20);
  run('mkudffs', ['--utf8', `--media-type=${media}`, `--udfrev=${revision}`, `--label=${name}`, path(name)]);
}

async function ours(name: string) {
  const image = imageOf(new Uint8Array(readFileSync(path(name))));
  const volume = await openUdf(image, name);
  if (!volume) throw new Error('no UDF');
  return { facts: volume.facts, entries: await listVolume(placedVolume(volume, image, damageOf(name))) };
}

describe('what stands on media of other kinds', () => {
  for (const name of Object.keys(media))
    showing(
      { cases: casesOf[name] ?? [], judge: 'kernel udf', needs: kernel },
      `${name}: our list and content are the kernel's`,
      async () => {
        const { entries } = await ours(name);
        expect(entries).toHaveLength(mediaTree.length);
        expect(comparableLines(entries)).toEqual(
          comparableLines(judged.entries.get(`${name}.udf udf`) ?? []),
        );
      },
    );

  for (const name of Object.keys(media))
    showing(
      { cases: casesOf[name] ?? [], judge: 'udfdump', needs: ['tool:udfdump'] },
      `${name}: udfdump finds each file`,
      async () => {
        const { stdout } = run('udfdump', ['-t', '-b', '2048', path(name)], { timeoutMs: 30_000 });
        const { entries } = await ours(name);
        const plain = entries.filter(({ path }) => /^[\x20-\x7e]+$/.test(path));
        for (const { path } of plain) expect(stdout).toContain(`:Rootdir${path}`);
      },
    );

  showing(
    { cases: [51], judge: '7zz', needs: ['tool:7zz'] },
    'a metadata partition: 7-Zip lists and tests the same files',
    async () => {
      const { stdout } = run('7zz', ['l', '-slt', '-ba', path('metadata-simple')]);
      const theirs = [...stdout.matchAll(/^Path = (.*)$[\s\S]*?^Size = (.*)$/gm)].map(
        ([, at, size]) => `/${at} ${size}`,
      );
      const { entries } = await ours('metadata-simple');
      const wanted = entries.map(({ path, type, sizeBytes }) => `${path} ${type === 'dir' ? '' : sizeBytes}`);
      expect(theirs.sort()).toEqual(wanted.sort());
      expect(run('7zz', ['t', path('metadata-simple')]).status).toBe(0);
    },
  );
});

describe('what volumes say of themselves', () => {
  const told = (name: string): Record<string, string> => {
    const { stdout } = run('udfinfo', ['--utf8', path(name)], { timeoutMs: 10_000 });
    return Object.fromEntries(stdout.split('\n').map((line) => line.split(/=(.*)/s).slice(0, 2)));
  };

  for (const name of ['metadata', 'virtual-150', 'virtual-200'])
    showing(
      { cases: casesOf[name]!, judge: 'udfinfo', needs: ['tool:udfinfo'] },
      `${name}: label, revision and counts are udfinfo's`,
      async () => {
        const { label, revision, files, directories } = (await ours(name)).facts;
        const [major, minor] = [revision >> 8, (revision & 0xff).toString(16).padStart(2, '0')];
        const { label: theirs, udfrev, numfiles, numdirs } = told(name);
        expect({ label, revision: `${major}.${minor}`, files, directories }).toEqual({
          label: theirs,
          revision: udfrev,
          files: Number(numfiles),
          directories: Number(numdirs),
        });
      },
    );

  for (const { name, revision } of blank)
    testWith('tool:mkudffs')(`${name}: the table of mkudffs is found before the blank blocks`, async () => {
      const { facts, entries } = await ours(name);
      expect(facts).toMatchObject({
        label: name,
        partition: 'virtual',
        revision: Number.parseInt(revision.replace('.', ''), 16),
      });
      expect(entries).toEqual([]);
      // As a drive gives the medium: without what was never written.
      const bytes = new Uint8Array(readFileSync(path(name)));
      const written = Math.ceil((bytes.findLastIndex((byte) => byte !== 0) + 1) / 2048) * 2048;
      expect(await checkImage(imageOf(bytes.subarray(0, written)))).toEqual([]);
    });
});
