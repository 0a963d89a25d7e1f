import { describe, expect, test } from 'vitest';
import { checkImage } from '../../../src/engine/check/check-image.ts';
import { asFailure } from '../../../src/engine/contract/failure/failure.ts';
import { volumesOf } from '../../../src/engine/read/browse/open-volume.ts';
import { walk } from '../../../src/engine/read/browse/walk.ts';
import { inspectImage } from '../../../src/engine/read/inspect/inspect.ts';
import { toldFailure } from '../../../src/words/told-facts.ts';
import { imageOf } from '../check/image-bytes.ts';
import { type MediaKind, type MediaOptions, udfMedia } from '../read/browse/udf-media.ts';
import {
  BLOCK,
  Block,
  type EntryFacts,
  fileEntry,
  fileIdentifier,
  type NameFacts,
  type Run,
  shortAds,
} from '../read/browse/udf-structures.ts';
import { workMs } from './answers.ts';

// UDF volumes made to hang, to fill the memory, or to lead out of themselves. Each gets a clear answer within a second.

const REVISION = 0x0102;
/** Where the builder puts things: the partition, and in it the root. */
const PARTITION = 288;
const ROOT = 1;
const FREE = 2;

/** A volume whose partition has these blocks in the place of its own, from the root on. */
function volume(blocks: ReadonlyMap<number, Uint8Array>): Uint8Array {
  const room = Math.max(...blocks.keys()) + 1;
  const filler = { path: '/filler', content: new Uint8Array(room * BLOCK).fill(1) };
  const bytes = udfMedia({ kind: 'physical', files: [filler] });
  for (const [block, content] of blocks) bytes.set(content, (PARTITION + block) * BLOCK);
  return bytes;
}

function names(location: number, facts: readonly Partial<NameFacts>[]): Uint8Array {
  const parent = { name: '', characteristics: 10, entry: { block: ROOT, partition: 0 } };
  return Buffer.concat(
    [parent, ...facts].map((fact) =>
      fileIdentifier({ ...parent, characteristics: 0, ...fact }, location, REVISION),
    ),
  );
}

const entryOf = (facts: Partial<EntryFacts>, location: number) => {
  const whole = {
    fileType: 5,
    allocation: 0,
    area: new Uint8Array(0),
    lengthBytes: 0,
    recordedBlocks: 0,
  } as const;
  return fileEntry({ ...whole, ...facts }, location, REVISION);
};

/** A folder that stands in its entry. */
const folder = (location: number, facts: readonly Partial<NameFacts>[]) => {
  const area = names(location, facts);
  return entryOf({ fileType: 4, allocation: 3, area, lengthBytes: area.length }, location);
};

const child = (name: string, block: number, characteristics = 0) => ({
  name,
  characteristics,
  entry: { block, partition: 0 },
});

const run = (block: number, lengthBytes: number, kind: 0 | 1 | 2 | 3 = 0): Run => ({
  block,
  lengthBytes,
  partition: 0,
  kind,
});

function allocationExtent(location: number, area: Uint8Array): Uint8Array {
  return new Block().u32(20, area.length).put(24, area).tag(258, location, REVISION, 24);
}

/** One file in the root. */
const withFile = (facts: Partial<EntryFacts>, ...more: [number, Uint8Array][]) =>
  volume(new Map([[ROOT, folder(ROOT, [child('file', FREE)])], [FREE, entryOf(facts, FREE)], ...more]));

interface Answer {
  readonly paths: readonly string[];
  readonly problem: string;
}

/** What listing gives until it ends, within a second; the verifier and `inspect` have to end too. */
async function answer(bytes: Uint8Array): Promise<Answer> {
  const startedAtMs = workMs();
  const paths: string[] = [];
  let problem = '';
  try {
    for (const one of await volumesOf(imageOf(bytes), 'image'))
      for await (const { path } of walk(one, { imagePath: 'image' })) paths.push(path);
  } catch (error) {
    const { code, facts } = toldFailure(asFailure(error));
    problem = `${code}: ${(facts as { what?: string }).what}`;
  }
  await inspectImage(imageOf(bytes));
  await checkImage(imageOf(bytes));
  expect(workMs() - startedAtMs).toBeLessThan(1500);
  return { paths, problem };
}

describe('folders', () => {
  test('one that is in itself', async () => {
    const { problem } = await answer(volume(new Map([[ROOT, folder(ROOT, [child('again', ROOT, 2)])]])));
    expect(problem).toMatch(/^source-damaged: its folders lead in a circle/);
  });

  test('names that would lead elsewhere', async () => {
    const bad = ['..', '.', 'a/b', '/etc/passwd', 'nul\0inside', ''];
    const blocks = new Map([[FREE, entryOf({}, FREE)]]);
    const { paths, problem } = await answer(
      volume(
        blocks.set(
          ROOT,
          folder(
            ROOT,
            bad.map((name) => child(name, FREE)),
          ),
        ),
      ),
    );
    expect(problem).toBe('');
    expect(paths).toEqual(['/_.', '/_', '/a_b', '/_etc_passwd', '/nul_inside', '/_']);
  });

  test('one of holes, one that is larger than any', async () => {
    const holes = { fileType: 4, area: shortAds([run(0, 64 << 20, 2)]), lengthBytes: 64 << 20 };
    expect((await answer(volume(new Map([[ROOT, entryOf(holes, ROOT)]])))).problem).toMatch(/has holes/);
    const huge = { fileType: 4, area: shortAds([run(0, 0x3ffff800)]), lengthBytes: 0x3ffff800 };
    expect((await answer(volume(new Map([[ROOT, entryOf(huge, ROOT)]])))).problem).toMatch(
      /larger than the image/,
    );
  });

  test('many that share one content multiply nothing', async () => {
    const count = 400;
    const blocks = new Map<number, Uint8Array>();
    const leaf = FREE;
    const shared = names(
      leaf + 1,
      Array.from({ length: 4000 }, (_, i) => child(`name ${i}`, leaf)),
    );
    const sharedBlocks = Math.ceil(shared.length / BLOCK);
    const first = leaf + 1 + sharedBlocks;
    blocks.set(leaf, entryOf({}, leaf));
    for (let i = 0; i < sharedBlocks; i++)
      blocks.set(leaf + 1 + i, shared.subarray(i * BLOCK, (i + 1) * BLOCK));
    const area = shortAds([run(leaf + 1, shared.length)]);
    for (let i = 0; i < count; i++)
      blocks.set(first + i, entryOf({ fileType: 4, area, lengthBytes: shared.length }, first + i));
    const rootNames = names(
      first + count,
      Array.from({ length: count }, (_, i) => child(`${i}`, first + i, 2)),
    );
    const rootBlocks = Math.ceil(rootNames.length / BLOCK);
    for (let i = 0; i < rootBlocks; i++)
      blocks.set(first + count + i, rootNames.subarray(i * BLOCK, (i + 1) * BLOCK));
    const rootArea = shortAds([run(first + count, rootNames.length)]);
    blocks.set(ROOT, entryOf({ fileType: 4, area: rootArea, lengthBytes: rootNames.length }, ROOT));
    const startedAtMs = workMs();
    let entries = 0;
    const listing = (async () => {
      const image = imageOf(volume(blocks));
      for (const one of await volumesOf(image, 'image'))
        for await (const _ of walk(one, { imagePath: 'image' })) entries++;
    })();
    await expect(listing).rejects.toMatchObject({
      facts: { because: { reason: 'udf-too-many', structure: 'names' } },
    });
    expect(entries).toBeLessThan(500_000);
    expect(workMs() - startedAtMs).toBeLessThan(5000);
  });
});

describe('content', () => {
  test('sizes that no number holds', async () => {
    const bytes = withFile({ lengthBytes: Number.MAX_SAFE_INTEGER, area: shortAds([run(5, 100)]) });
    expect((await answer(bytes)).problem).toMatch(
      /extents of a file are shorter than its length|ends inside a block/,
    );
  });

  test('descriptors that lead round', async () => {
    const next = FREE + 1;
    const round = shortAds([run(next, BLOCK, 3)]);
    const bytes = withFile({ lengthBytes: 5000, area: round }, [next, allocationExtent(next, round)]);
    expect((await answer(bytes)).problem).toMatch(/lead in a circle/);
  });

  test('an extent behind the end, and one of all blocks again and again', async () => {
    expect(
      (await answer(withFile({ lengthBytes: 4096, area: shortAds([run(0xfffffff0, 4096)]) }))).problem,
    ).toMatch(/lies past the end/);
    const again = Array.from({ length: 200 }, () => run(0, 4 << 20));
    expect((await answer(withFile({ lengthBytes: 800 << 20, area: shortAds(again) }))).problem).toMatch(
      /lies past the end|larger than the image/,
    );
  });

  test('descriptors that many files share multiply nothing', async () => {
    const count = 300;
    const chain = 60;
    const blocks = new Map<number, Uint8Array>();
    const first = FREE + count;
    const hole = run(0, BLOCK, 2);
    for (let i = 0; i < chain; i++) {
      const at = first + i;
      const last = i === chain - 1 ? [hole] : [run(at + 1, BLOCK, 3)];
      blocks.set(at, allocationExtent(at, shortAds([...Array.from({ length: 250 }, () => hole), ...last])));
    }
    const lengthBytes = (chain * 250 + 1) * BLOCK;
    const area = shortAds([run(first, BLOCK, 3)]);
    for (let i = 0; i < count; i++) blocks.set(FREE + i, entryOf({ lengthBytes, area }, FREE + i));
    const rootNames = names(
      first + chain,
      Array.from({ length: count }, (_, i) => child(`${i}`, FREE + i)),
    );
    const rootBlocks = Math.ceil(rootNames.length / BLOCK);
    for (let i = 0; i < rootBlocks; i++)
      blocks.set(first + chain + i, rootNames.subarray(i * BLOCK, (i + 1) * BLOCK));
    const rootArea = shortAds([run(first + chain, rootNames.length)]);
    blocks.set(ROOT, entryOf({ fileType: 4, area: rootArea, lengthBytes: rootNames.length }, ROOT));
    expect((await answer(volume(blocks))).problem).toMatch(
      /more allocation descriptors than there is room for/,
    );
  });

  test('a link whose target is broken', async () => {
    const area = Uint8Array.of(5, 200, 0, 0, 8, 65);
    const bytes = withFile({ fileType: 12, allocation: 3, area, lengthBytes: area.length });
    expect((await answer(bytes)).problem).toMatch(/target of a symbolic link is damaged/);
  });
});

describe('volume descriptors', () => {
  /** Changes a descriptor of both sequences and makes its tag right again. */
  function changed(
    kind: MediaKind,
    index: number,
    change: (block: Block) => void,
    media: Partial<MediaOptions> = {},
  ) {
    const bytes = udfMedia({ kind, files: [], ...media });
    for (const start of [32, 48]) {
      const at = (start + index) * BLOCK;
      const block = new Block().put(0, bytes.subarray(at, at + BLOCK));
      change(block);
      const identifier = bytes[at]!;
      bytes.set(block.tag(identifier, start + index, REVISION, 512), at);
    }
    return bytes;
  }
  const LOGICAL = 2;

  test.each([
    ['no end of maps', (block: Block) => block.u32(268, 0xffffffff)],
    ['maps without length', (block: Block) => block.u8(440, 1, 0)],
    ['a map that nobody knows', (block: Block) => block.u8(440, 9, 6)],
    ['a table longer than the descriptor', (block: Block) => block.u32(264, 0xfffffff0)],
    ['a file set in a partition there is none of', (block: Block) => block.u16(256, 77)],
    ['a file set behind the end', (block: Block) => block.u32(252, 0xffffff00)],
    ['an integrity sequence that is the descriptors', (block: Block) => block.u32(436, 32)],
  ])('%s', async (_name, change) => {
    const { problem } = await answer(changed('physical', LOGICAL, change));
    expect(problem).toMatch(/^(source-damaged: .*)?$/);
  });

  test('a sequence that points at itself', async () => {
    const bytes = udfMedia({ kind: 'physical', files: [] });
    for (const start of [32, 48]) {
      const pointer = new Block()
        .u32(16, 9)
        .u32(20, 16 * BLOCK)
        .u32(24, start);
      bytes.set(pointer.tag(3, start, REVISION, 512), start * BLOCK);
    }
    expect((await answer(bytes)).problem).toMatch(/neither of its descriptor sequences/);
  });

  test('packets without blocks; spare packets behind the end', async () => {
    const none = changed('sparable', LOGICAL, (block) => block.u16(480, 0));
    expect((await answer(none)).problem).toMatch(/packets of a sparable partition have no blocks/);
    const bytes = udfMedia({ kind: 'sparable', files: [] });
    for (const at of [80, 96]) {
      const table = new Block().put(0, bytes.subarray(at * BLOCK, (at + 1) * BLOCK)).u32(60, 0xfffff000);
      bytes.set(table.tag(0, at, REVISION, 64), at * BLOCK);
    }
    expect((await answer(bytes)).problem).toMatch(/lies past the end/);
  });

  test('a metadata file that lies in its own partition, and one without blocks', async () => {
    const own = changed('metadata', LOGICAL, (block) => block.u16(446 + 38, 5));
    expect((await answer(own)).problem).toMatch(/is not in another partition|no partition with the number/);
    const bytes = udfMedia({ kind: 'metadata', files: [] });
    const entry = {
      fileType: 250,
      allocation: 0,
      area: new Uint8Array(0),
      lengthBytes: 0,
      recordedBlocks: 0,
    } as const;
    bytes.set(fileEntry(entry, 0, 0x0250), PARTITION * BLOCK);
    expect((await answer(bytes)).problem).toMatch(/is not recorded in the metadata file/);
  });

  test('a virtual allocation table that is endless, or of other numbers', async () => {
    const bytes = udfMedia({ kind: 'virtual-2.00', files: [] });
    const last = bytes.length / BLOCK - 1;
    const endless = {
      fileType: 248,
      allocation: 0,
      area: shortAds([run(0, 0x3ffff800, 2)]),
      lengthBytes: 0x3ffff800,
    } as const;
    bytes.set(fileEntry({ ...endless, recordedBlocks: 0 }, last - PARTITION, 0x0200), last * BLOCK);
    expect((await answer(bytes)).problem).toMatch(/virtual allocation table is missing/);
  });
});
