import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect } from 'vitest';
import { asFailure } from '../../../src/engine/contract/failure/failure.ts';
import type { Readable } from '../../../src/engine/contract/ports/image.ts';
import { volumesOf } from '../../../src/engine/read/browse/open-volume.ts';
import { walk } from '../../../src/engine/read/browse/walk.ts';
import { inspectImage } from '../../../src/engine/read/inspect/inspect.ts';
import { has, testWith } from '../../fakes/rigs.ts';
import { bytesIn, makeExt, makeFat, must, openWorkshop, type Workshop } from '../read/browse/drive-images.ts';
import { makeExfat } from '../read/browse/exfat-image.ts';
import { workMs } from './answers.ts';
import { numbers } from './mutations.ts';

// File systems of drives spoiled in ways that depend on a seed: an answer or a failure that people understand, soon, and no read
// outside of the image. More of them: FUZZ_SEEDS=5000 FUZZ_FIRST=1000.

const SEEDS = Number(process.env.FUZZ_SEEDS ?? 150);
const FIRST = Number(process.env.FUZZ_FIRST ?? 1);
const MOST_MS = 1000;
const MOST_FILE_BYTES = 1 << 20;
const EXPECTED = ['source-damaged', 'source-truncated', 'source-not-an-image', 'file-system-unsupported'];
const MIB = 1 << 20;

let shop: Workshop;
const needs = ['tool:mke2fs', 'tool:debugfs', 'tool:mkfs.fat', 'tool:mcopy'] as const;
beforeAll(() => {
  if (needs.every(has)) shop = openWorkshop();
});
afterAll(() => shop?.remove());

function dirty(): Uint8Array {
  const image = makeExt(shop, 'dirty.img', 3 * MIB, ['-t', 'ext4', '-b', '1024', '-J', 'size=1']);
  const block = Number(must('debugfs', ['-R', 'bmap folder/large 0', image]));
  writeFileSync(shop.path('data'), new Uint8Array(1024).fill(7));
  writeFileSync(
    shop.path('commands'),
    `jo -c\njw -b ${block} ${shop.path('data')}\njw -r ${block + 1}\njc\n`,
  );
  must('debugfs', ['-w', '-f', shop.path('commands'), image]);
  return bytesIn(image);
}

testWith(...needs).each<[string, () => Uint8Array]>([
  [
    'extents',
    () => bytesIn(makeExt(shop, 'a.img', 2 * MIB, ['-t', 'ext4', '-b', '1024', '-O', '^has_journal'])),
  ],
  ['numbered blocks', () => bytesIn(makeExt(shop, 'b.img', MIB, ['-t', 'ext2', '-b', '1024']))],
  [
    'inline data',
    () =>
      bytesIn(
        makeExt(shop, 'c.img', 2 * MIB, [
          '-t',
          'ext4',
          '-b',
          '1024',
          '-I',
          '256',
          '-O',
          'inline_data,^has_journal',
        ]),
      ),
  ],
  ['a journal that is not empty', dirty],
  ['FAT12', () => bytesIn(makeFat(shop, 'd.img', MIB, ['-F', '12', '-s', '1']))],
  ['FAT16', () => bytesIn(makeFat(shop, 'e.img', 5 * MIB, ['-F', '16', '-s', '1']))],
  ['FAT32', () => bytesIn(makeFat(shop, 'f.img', 36 * MIB, ['-F', '32', '-s', '1']))],
  ['exFAT', () => makeExfat()],
])(
  '%s, spoiled',
  async (_name, make) => {
    const sound = make();
    expect(await answerOf(sound)).toMatch(/^[1-9]\d* entries/);
    const used = usedBlocks(sound);
    // Most of the time of a large one goes into its copies.
    const seeds = sound.length > 8 * MIB ? SEEDS / 5 : SEEDS;
    for (let seed = FIRST; seed < FIRST + seeds; seed++) {
      const startedAtMs = workMs();
      try {
        await answerOf(spoiled(sound, used, seed));
      } catch (error) {
        throw new Error(`seed ${seed}`, { cause: error });
      }
      expect(workMs() - startedAtMs, `seed ${seed}`).toBeLessThan(MOST_MS);
    }
  },
  600_000,
);

/** Every file of every file system, up to a MiB of each, and its places. */
async function answerOf(bytes: Uint8Array): Promise<string> {
  const image = guarded(bytes);
  await inspectImage(image);
  let entries = 0;
  try {
    for (const volume of await volumesOf(image, 'image'))
      for await (const { entry } of walk(volume, { imagePath: 'image', onBroken: () => undefined })) {
        entries++;
        await lookInto(volume, entry).catch(demandExpected);
      }
  } catch (error) {
    demandExpected(error);
  }
  return `${entries} entries`;
}

type Opened = Awaited<ReturnType<typeof volumesOf>>[number];

async function lookInto(volume: Opened, entry: Opened['root']): Promise<void> {
  await volume.runs(entry);
  if (entry.type !== 'file') return;
  const content = await volume.open(entry);
  await content.read(0, new Uint8Array(Math.min(content.sizeBytes, MOST_FILE_BYTES)));
}

function demandExpected(error: unknown): void {
  if (!EXPECTED.includes(asFailure(error).code)) throw error;
}

function guarded(bytes: Uint8Array): Readable {
  return {
    sizeBytes: bytes.length,
    async read(atByte, into) {
      if (!Number.isInteger(atByte) || atByte < 0 || atByte + into.length > bytes.length)
        throw new Error(`a read of ${into.length} bytes at ${atByte} leaves the image`);
      into.set(bytes.subarray(atByte, atByte + into.length));
    },
  };
}

const BLOCK = 512;
const EDGES = [0, 1, 2, 7, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff];

/** Blocks that are neither empty nor the insides of the large file. */
function usedBlocks(bytes: Uint8Array): number[] {
  const used: number[] = [];
  for (let block = 0; block * BLOCK < bytes.length; block++) {
    const part = bytes.subarray(block * BLOCK, (block + 1) * BLOCK);
    const zeros = part.reduce((sum, byte) => sum + (byte === 0 ? 1 : 0), 0);
    if (zeros > 20 && zeros < BLOCK) used.push(block);
  }
  return used;
}

function spoiled(sound: Uint8Array, used: readonly number[], seed: number): Uint8Array {
  const next = numbers(seed);
  const below = (most: number): number => Math.floor(next() * most);
  const bytes = sound.slice();
  const view = new DataView(bytes.buffer);
  for (let i = 1 + below(6); i > 0; i--) {
    const at = used[below(used.length)]! * BLOCK + below(BLOCK / 4) * 4;
    const kind = below(5);
    if (kind === 0) bytes[at + below(4)] = below(256);
    else if (kind === 1) view.setUint32(at, EDGES[below(EDGES.length)]!, true);
    else if (kind === 2) view.setUint32(at, below(bytes.length / 1024), true);
    else if (kind === 3) view.setUint16(at, EDGES[below(EDGES.length)]! & 0xffff, true);
    else
      bytes.copyWithin(
        at - (at % BLOCK),
        used[below(used.length)]! * BLOCK,
        (used[below(used.length)]! + 1) * BLOCK,
      );
  }
  return next() < 0.05 ? bytes.subarray(0, below(sound.length)) : bytes;
}
