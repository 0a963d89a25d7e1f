import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { asFailure } from '../../../../src/engine/contract/failure/failure.ts';
import type { AuthorOptions } from '../../../../src/engine/contract/plan/plan.ts';
import { placedVolume } from '../../../../src/engine/read/browse/content.ts';
import { damageOf } from '../../../../src/engine/read/browse/iso/damage.ts';
import { openVolume, volumesOf } from '../../../../src/engine/read/browse/open-volume.ts';
import { openUdf } from '../../../../src/engine/read/browse/udf/open-udf.ts';
import { toldFailure } from '../../../../src/words/told-facts.ts';
import { author, bytesOf, temporaryFolder } from '../../author/making.ts';
import { imageOf } from '../../check/image-bytes.ts';
import { type Listed, listVolume } from './listing.ts';
import { mediaTree } from './media-tree.ts';
import { type MediaKind, type MediaOptions, udfMedia } from './udf-media.ts';
import { BLOCK } from './udf-structures.ts';

// Media of all kinds, made by hand from the standards; the kernel mounts the same ones in test/oracles/udf-read.test.ts.

const kinds: readonly MediaKind[] = ['physical', 'virtual-1.50', 'virtual-2.00', 'sparable', 'metadata'];
const START = 288;

const made = (options: Partial<MediaOptions> = {}) =>
  udfMedia({ kind: 'physical', files: mediaTree, ...options });

async function opened(bytes: Uint8Array) {
  const volume = await openUdf(imageOf(bytes), 'image');
  if (!volume) throw new Error('no UDF');
  return volume;
}

async function listed(bytes: Uint8Array): Promise<Listed[]> {
  return listVolume(placedVolume(await opened(bytes), imageOf(bytes), damageOf('image')));
}

/** What went wrong, in the words of the failure. */
async function problem(bytes: Uint8Array): Promise<string> {
  try {
    await listed(bytes);
    return 'nothing';
  } catch (error) {
    const { code, facts } = toldFailure(asFailure(error));
    return `${code}: ${(facts as { what?: string }).what}`;
  }
}

const contentLines = (entries: readonly Listed[]) =>
  entries
    .map(({ path, type, sizeBytes, md5, target }) => `${path} ${type} ${sizeBytes} ${md5 ?? target ?? ''}`)
    .sort();

const wanted = mediaTree
  .map(({ path, content, target }) => {
    if (target !== undefined) return `${path} symlink 0 ${target}`;
    if (!content) return `${path} dir 0 `;
    return `${path} file ${content.length} ${createHash('md5').update(content).digest('hex')}`;
  })
  .sort();

describe('every kind of partition gives the same files', () => {
  for (const kind of kinds)
    test(kind, async () => {
      const entries = await listed(made({ kind }));
      expect(contentLines(entries)).toEqual(wanted);
      expect(entries[0]).toMatchObject({ mode: '0644', uid: 1000, gid: 1001, mtime: 1714979289 });
    });

  test('what a volume says of itself', async () => {
    const facts = await Promise.all(kinds.map(async (kind) => (await opened(made({ kind }))).facts));
    expect(facts.map(({ revision, partition }) => `${revision.toString(16)} ${partition}`)).toEqual([
      '102 physical',
      '150 virtual',
      '200 virtual',
      '201 sparable',
      '250 metadata',
    ]);
    const files = mediaTree.filter(({ content, target }) => content || target !== undefined).length;
    for (const one of facts)
      expect(one).toMatchObject({
        label: 'Träger',
        files,
        directories: 4,
        usesMirror: false,
        blockBytes: 2048,
      });
  });
});

describe('media that are damaged, or not closed', () => {
  const zeroed = (kind: MediaKind, ...blocks: number[]): Uint8Array => {
    const bytes = made({ kind });
    for (const block of blocks) bytes.fill(0, block * BLOCK, (block + 1) * BLOCK);
    return bytes;
  };

  test('the mirror is read when the metadata file is gone', async () => {
    const bytes = zeroed('metadata', START);
    expect((await opened(bytes)).facts.usesMirror).toBe(true);
    expect(contentLines(await listed(bytes))).toEqual(wanted);
  });

  test('blank blocks behind the table of a disc with room left are passed over', async () => {
    for (const kind of ['virtual-1.50', 'virtual-2.00'] as const) {
      const bytes = made({ kind });
      const longer = new Uint8Array(bytes.length + (5 << 20));
      longer.set(bytes);
      expect(contentLines(await listed(longer))).toEqual(wanted);
    }
  });

  test('a cut end of a medium with a table is said', async () => {
    const bytes = made({ kind: 'virtual-2.00' });
    expect(await problem(bytes.slice(0, bytes.length - BLOCK))).toMatch(
      /virtual allocation table is missing/,
    );
  });

  test('one sparing table is enough, none is said', async () => {
    expect(contentLines(await listed(zeroed('sparable', 80)))).toEqual(wanted);
    expect(await problem(zeroed('sparable', 80, 96))).toMatch(/no copy of the sparing table/);
  });

  test('the reserve sequence is enough, and one anchor', async () => {
    expect(contentLines(await listed(zeroed('physical', 32, 33, 34)))).toEqual(wanted);
    expect(contentLines(await listed(zeroed('physical', 256)))).toEqual(wanted);
    expect(await problem(zeroed('physical', 34, 50))).toMatch(/neither of its descriptor sequences/);
  });

  test('entries of strategy 4096 are refused in words', async () => {
    expect(await problem(made({ strategy: 4096 }))).toMatch(/strategy of write-once media \(4096\)/);
  });

  test('an image without UDF is none', async () => {
    expect(await openUdf(imageOf(new Uint8Array(1 << 20)), 'image')).toBeUndefined();
    expect(await openUdf(imageOf(new Uint8Array(0)), 'image')).toBeUndefined();
  });
});

describe('an image with several file systems', () => {
  const bridge = async (options: Partial<AuthorOptions>): Promise<Uint8Array> => {
    const folder = join(temporaryFolder(), 'tree');
    mkdirSync(folder);
    writeFileSync(join(folder, 'a long name, with characters.txt'), 'content');
    const image = await author(folder, { udf: true, boot: 'none', ...options });
    const bytes = await bytesOf(image);
    await image.close();
    return bytes;
  };
  const standards = async (bytes: Uint8Array) =>
    (await volumesOf(imageOf(bytes), 'image')).map(({ standard }) => standard);

  test('Rock Ridge tells most, then UDF', async () => {
    expect(await standards(await bridge({}))).toEqual(['rock-ridge', 'udf', 'joliet', 'iso9660']);
    expect(await standards(await bridge({ rockRidge: false }))).toEqual(['udf', 'joliet', 'iso9660']);
  });

  test('UDF alone is opened, and nothing else is asked for', async () => {
    const bytes = await bridge({ iso9660: false });
    expect(await standards(bytes)).toEqual(['udf']);
    const entries = await listVolume(await openVolume(imageOf(bytes), 'image'));
    expect(entries.map(({ path }) => path)).toEqual(['/a long name, with characters.txt']);
  });

  test('a damaged UDF beside a sound file system is left out; alone it is said', async () => {
    const damaged = async (options: Partial<AuthorOptions>): Promise<Uint8Array> => {
      const bytes = await bridge(options);
      // Both sequences.
      return bytes.fill(0, 32 * BLOCK, 64 * BLOCK);
    };
    expect(await standards(await damaged({}))).toEqual(['rock-ridge', 'joliet', 'iso9660']);
    await expect(standards(await damaged({ iso9660: false }))).rejects.toThrow('source-damaged');
  });
});
