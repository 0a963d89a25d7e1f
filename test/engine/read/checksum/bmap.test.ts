import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { parseBlockMap } from '../../../../src/engine/read/checksum/bmap.ts';
import { bmapCheck } from '../../../../src/engine/read/checksum/bmap-check.ts';
import { openSource } from '../../../../src/engine/read/open/open-source.ts';
import { run, testWith } from '../../../fakes/rigs.ts';
import { fileOf, folder, readAll, removeFolder, sampleImage, unpack } from '../decode/packing.ts';
import { BLOCK, blockMap, sha256 } from './block-map-of.ts';

afterAll(removeFolder);

const image = sampleImage(20 * BLOCK + 100);

test('a block map is read with its own checksum, in versions 1.4 and 2.0', () => {
  for (const version of ['1.4', '2.0']) {
    const text = blockMap(
      image,
      [
        [0, 3],
        [7, 7],
        [20, 20],
      ],
      version,
    );
    expect(parseBlockMap(text)?.ranges.map(({ atByte, lengthBytes }) => [atByte, lengthBytes])).toEqual([
      [0, 4 * BLOCK],
      [7 * BLOCK, BLOCK],
      [20 * BLOCK, 100],
    ]);
    expect(parseBlockMap(text.replace(' 7 ', ' 8 '))).toBeUndefined();
  }
  expect(parseBlockMap(blockMap(image, [[0, 3]], '3.0'))).toBeUndefined();
  expect(
    parseBlockMap(
      blockMap(image, [
        [3, 5],
        [4, 6],
      ]),
    ),
  ).toBeUndefined();
  expect(parseBlockMap(blockMap(image, [[0, 99]]))).toBeUndefined();
  expect(parseBlockMap('<html>')).toBeUndefined();
});

test('mapped blocks are held against their hashes however the bytes arrive; others may be anything', () => {
  const map = parseBlockMap(
    blockMap(image, [
      [0, 3],
      [7, 7],
      [9, 12],
      [20, 20],
    ]),
  )!;
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 20_000 }), { minLength: 1 }),
      fc.integer({ min: 0, max: image.length - 1 }),
      (lengths, place) => {
        const changed = Uint8Array.from(image);
        changed[place] = (changed[place] as number) ^ 1;
        const isMapped = map.ranges.some(
          ({ atByte, lengthBytes }) => place >= atByte && place < atByte + lengthBytes,
        );
        for (const [bytes, good] of [
          [image, true],
          [changed, !isMapped],
        ] as const) {
          const check = bmapCheck('x', 'x.bmap', map);
          for (let at = 0, index = 0; at < bytes.length; index++) {
            const length = lengths[index % lengths.length] as number;
            check.update(bytes.subarray(at, at + length));
            at += length;
          }
          if (good) check.settle();
          else expect(() => check.settle()).toThrow('source-damaged');
        }
      },
    ),
    { numRuns: 50 },
  );
  const short = bmapCheck('x', 'x.bmap', map);
  short.update(image.subarray(0, 5000));
  expect(() => short.settle()).toThrow('source-truncated');
});

test('a block map beside a packed image is used', async () => {
  const name = `card-${process.pid}.wic`;
  const path = fileOf(gzipSync(image), `${name}.gz`);
  writeFileSync(join(folder, `${name}.bmap`), blockMap(image, [[0, 3]]));
  expect((await unpack(path)).notes).toMatchObject([
    { code: 'checksum-file-matches', path: join(folder, `${name}.bmap`) },
  ]);
  const other = blockMap(
    Uint8Array.from(image, (value) => value ^ 1),
    [[0, 3]],
  );
  writeFileSync(join(folder, `${name}.bmap`), other);
  await expect(unpack(path)).rejects.toThrow('source-damaged');
});

const otherMap = blockMap(
  Uint8Array.from(image, (value) => value ^ 1),
  [[0, 3]],
);

for (const tool of [
  ['zip', '-q'],
  ['7zz', 'a', '-tzip'],
])
  testWith(`tool:${tool[0]}`)(
    `a block map beside the image in an archive of ${tool[0]} is used as if it lay beside it`,
    async () => {
      const archive = (map: string, name = 'card/card.bmap'): string => {
        const place = mkdtempSync(join(folder, 'zip-'));
        mkdirSync(join(place, 'card'));
        for (const [file, text] of Object.entries({ 'card/README.txt': 'a card', [name]: map }))
          writeFileSync(join(place, file), text);
        writeFileSync(join(place, 'card/card.wic'), image);
        const [program = '', ...args] = tool;
        const files = ['card/README.txt', 'card/card.wic', name];
        execFileSync(program, [...args, 'all.zip', ...files], {
          cwd: place,
          stdio: 'ignore',
          timeout: 60_000,
        });
        return join(place, 'all.zip');
      };
      const good = archive(blockMap(image, [[0, 3]]));
      const opened = await unpack(good);
      expect(Buffer.compare(opened.bytes, image)).toBe(0);
      expect(opened.notes).toMatchObject([
        { code: 'checksum-file-matches', path: `${good}: card/card.bmap` },
      ]);
      await expect(unpack(archive(otherMap))).rejects.toThrow('source-damaged');
      await expect(unpack(archive(otherMap, 'card/card.wic.bmap'))).rejects.toThrow('source-damaged');
      // In another folder of the archive, or of another image: it speaks of something else.
      expect((await unpack(archive(otherMap, 'card.bmap'))).notes).toEqual([]);
      expect((await unpack(archive(otherMap, 'card/other.bmap'))).notes).toEqual([]);
      // What lies beside the archive goes before.
      writeFileSync(good.replace('.zip', '.bmap'), otherMap);
      await expect(unpack(good)).rejects.toThrow('source-damaged');
    },
  );

testWith('tool:zip')(
  'a block map in an archive whose checksum is wrong makes the archive a damaged one',
  async () => {
    const place = mkdtempSync(join(folder, 'zip-'));
    writeFileSync(join(place, 'a.img'), image);
    writeFileSync(join(place, 'a.bmap'), otherMap);
    execFileSync('zip', ['-q', '-0', 'a.zip', 'a.img', 'a.bmap'], { cwd: place, timeout: 60_000 });
    const bytes = readFileSync(join(place, 'a.zip'));
    const at = bytes.indexOf('<bmap version');
    bytes[at + 1] = 0x42;
    await expect(unpack(fileOf(bytes))).rejects.toThrow('source-damaged');
  },
);

testWith('tool:zip')(
  'a checksum of the image in its archive is compared, whoever computes what',
  async () => {
    const place = mkdtempSync(join(folder, 'zip-'));
    writeFileSync(join(place, 'a.img'), image);
    const zipped = async (hash: string) => {
      writeFileSync(join(place, 'a.img.sha256'), `${hash}  a.img\n`);
      execFileSync('zip', ['-q', 'a.zip', 'a.img', 'a.img.sha256'], { cwd: place, timeout: 60_000 });
      const left = await openSource(join(place, 'a.zip'), { leavesSha256: true });
      await left.close();
      expect(left.known).toEqual({ sha256: hash, checksumFile: `${join(place, 'a.zip')}: a.img.sha256` });
      const source = await openSource(join(place, 'a.zip'));
      return readAll(source).finally(() => source.close());
    };
    await zipped(sha256(image));
    await expect(zipped(sha256('other'))).rejects.toThrow('checksum-wrong');
  },
);

testWith('tool:bmaptool')('a block map that bmaptool makes is right to us', async () => {
  const place = mkdtempSync(join(folder, 'bmap-'));
  const path = join(place, 'sparse.img');
  writeFileSync(path, image);
  truncateSync(path, 4 << 20);
  execFileSync('bmaptool', ['create', '-o', join(place, 'sparse.img.bmap'), path], { timeout: 60_000 });
  expect(parseBlockMap(readFileSync(join(place, 'sparse.img.bmap'), 'utf8'))?.imageBytes).toBe(4 << 20);
  expect((await unpack(path)).notes).toMatchObject([{ code: 'checksum-file-matches' }]);
});

testWith('tool:bmaptool')(
  'bmaptool takes the maps we make by hand for right, and ours is the same judgement',
  () => {
    const place = mkdtempSync(join(folder, 'bmap-'));
    const [path, map, out] = ['a.img', 'a.bmap', 'out'].map((name) => join(place, name)) as [
      string,
      string,
      string,
    ];
    writeFileSync(path, image);
    const copy = (): number =>
      run('bmaptool', ['copy', '--bmap', map, path, out], { timeoutMs: 60_000 }).status;
    const text = blockMap(image, [
      [0, 3],
      [9, 12],
      [20, 20],
    ]);
    writeFileSync(map, text);
    expect([copy(), parseBlockMap(text) !== undefined]).toEqual([0, true]);
    const broken = text.replace(' 9-12 ', ' 9-11 ');
    writeFileSync(map, broken);
    expect([copy() !== 0, parseBlockMap(broken)]).toEqual([true, undefined]);
  },
);
