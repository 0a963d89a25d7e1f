import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect } from 'vitest';
import { checkImage } from '../../src/engine/check/check-image.ts';
import { author, bytesOf, makeImage, temporaryFolder } from '../engine/author/making.ts';
import { imageOf } from '../engine/check/image-bytes.ts';
import { listImage } from '../engine/read/browse/listing.ts';
import { type Need, run } from '../fakes/rigs.ts';
import { listFolder } from './author-listing.ts';
import { showing } from './conformance.ts';
import { byPath, judgeImages, unixFacts } from './judged.ts';

// Packed files: the image is smaller, and who knows zisofs sees nothing of it.

const room = temporaryFolder();
const folder = join(room, 'tree');
const image = join(room, 'packed.iso');
const plain = join(room, 'plain.iso');
const BLOCK = 32 << 10;

/** Bytes that no program packs. */
function noise(lengthBytes: number): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < lengthBytes; at += 32) parts.push(createHash('sha256').update(`${at}`).digest());
  return Buffer.concat(parts).subarray(0, lengthBytes);
}

beforeAll(async () => {
  mkdirSync(join(folder, 'sub'), { recursive: true });
  const text = 'All work and no play makes Jack a dull boy.\n';
  writeFileSync(join(folder, 'empty'), '');
  writeFileSync(join(folder, 'small'), text);
  writeFileSync(join(folder, 'noise'), noise(200_000));
  writeFileSync(join(folder, 'zeros'), Buffer.alloc(1_000_000));
  for (const bytes of [BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK, 3_000_001])
    writeFileSync(join(folder, `sub/text-${bytes}`), Buffer.alloc(bytes, text));
  const mixed = [noise(BLOCK), Buffer.alloc(BLOCK), Buffer.alloc(2 * BLOCK, text), Buffer.alloc(BLOCK + 5)];
  writeFileSync(join(folder, 'mixed'), Buffer.concat(mixed));
  await makeImage(folder, image, { zisofs: true });
  await makeImage(folder, plain, { joliet: false });
});

const needs: Need[] = ['tool:xorriso', 'tool:bsdtar'];

showing({ cases: [37], judge: 'Linux', needs: ['rigs'] }, 'packed files are what they were', () => {
  const judged = judgeImages([image], 'iso9660');
  const entries = judged.entries.get('packed.iso iso9660') ?? [];
  expect(byPath(entries.map(unixFacts))).toEqual(byPath(listFolder(folder).map(unixFacts)));
});

const contents = (entries: readonly { path: string; md5?: string }[]) =>
  entries
    .filter(({ md5 }) => md5)
    .map(({ path, md5 }) => `${path} ${md5}`)
    .sort();

showing({ cases: [37], judge: 'xorriso, bsdtar', needs }, 'packed files as others unpack them', () => {
  const programs: Record<string, (out: string) => string[]> = {
    xorriso: (out) => ['-osirrox', 'on', '-indev', image, '-extract', '/', out],
    bsdtar: (out) => ['-xf', image, '-C', out],
  };
  for (const [program, args] of Object.entries(programs)) {
    const out = join(room, program);
    mkdirSync(out);
    expect([program, run(program, args(out)).status]).toEqual([program, 0]);
    expect([program, contents(listFolder(out))]).toEqual([program, contents(listFolder(folder))]);
  }
});

showing(
  { cases: [37], judge: 'isoinfo', needs: ['tool:isoinfo'] },
  'who does not know zisofs sees the packed bytes',
  () => {
    const { stdout } = run('isoinfo', ['-R', '-l', '-i', image]);
    const sizes = new Map(
      [...stdout.matchAll(/^-.* 0 +(\d+) .*\] +(\S+)/gm)].map(([, size, name]) => [name, Number(size)]),
    );
    expect(sizes.get('small')).toBe(44);
    expect(sizes.get('text-3000001')).toBeLessThan(30_000);
  },
);

showing(
  { cases: [37], judge: 'mkzftree', needs: ['tool:mkzftree', 'tool:genisoimage'] },
  'we read what mkzftree packed',
  async () => {
    const packed = join(room, 'mkzftree');
    const other = join(room, 'mkzftree.iso');
    expect(run('mkzftree', [folder, packed]).status).toBe(0);
    expect(run('genisoimage', ['-quiet', '-R', '-z', '-o', other, packed]).status).toBe(0);
    expect(contents(await listImage(other))).toEqual(contents(listFolder(folder)));
  },
);

showing(
  { cases: [37], judge: 'our verifier', needs: [] },
  'the image is smaller, breaks no rule, and we read it back',
  async () => {
    expect(statSync(image).size).toBeLessThan(statSync(plain).size - 3_000_000);
    expect(await checkImage(imageOf(new Uint8Array(readFileSync(image))))).toEqual([]);
    expect(contents(await listImage(image))).toEqual(contents(listFolder(folder)));
  },
);

showing(
  { cases: [37], judge: 'our verifier', needs: [] },
  'the same bytes in whatever pieces they are read',
  async () => {
    const read = async (stepBytes: number) => {
      const opened = await author(folder, { zisofs: true });
      const bytes = await bytesOf(opened, stepBytes);
      await opened.close();
      return createHash('sha256').update(bytes).digest('hex');
    };
    expect(await read(4099)).toBe(await read(1 << 22));
  },
);
