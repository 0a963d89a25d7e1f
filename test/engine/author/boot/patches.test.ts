import { linkSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { setApart } from '../../../../src/engine/author/boot/apart.ts';
import type { Tree } from '../../../../src/engine/author/tree/tree.ts';
import { bootInfoChecksum } from '../../../../src/engine/bytes/formats/eltorito/boot-info.ts';
import { catalogueBytes } from '../../../../src/engine/bytes/formats/eltorito/catalogue.ts';
import { author, bytesOf, temporaryFolder } from '../making.ts';
import { fakeEtfsboot, fakeGrubImage, fakeIsolinux, putFile, windowsTree } from './trees.ts';

const room = temporaryFolder();

async function imageOf(name: string, build: (folder: string) => void) {
  const folder = join(room, name);
  mkdirSync(folder);
  build(folder);
  const image = await author(folder, { fixedTime: 1_700_000_000 });
  const bytes = await bytesOf(image);
  const at = (path: string) => [...image.extents()].find((extent) => extent.name === path)!.atByte;
  await image.settle?.();
  await image.close();
  return { folder, bytes, at };
}

test('a loader is told its place in the image, and its file stays as it is', async () => {
  const { folder, bytes, at } = await imageOf('isolinux', (at) =>
    putFile(at, 'isolinux/isolinux.bin', fakeIsolinux()),
  );
  const place = at('/isolinux/isolinux.bin');
  const view = new DataView(bytes.buffer, place);
  expect([8, 12, 16].map((offset) => view.getUint32(offset, true))).toEqual([16, place / 2048, 38_912]);
  expect(view.getUint32(20, true)).toBe(bootInfoChecksum(bytes.subarray(place, place + 38_912)));
  expect(bytes.subarray(place + 24, place + 64).every((byte) => byte === 0)).toBe(true);
  expect(Buffer.compare(readFileSync(join(folder, 'isolinux/isolinux.bin')), fakeIsolinux())).toBe(0);
});

test('GRUB is told where its second part begins, and its checksum counts that', async () => {
  const { bytes, at } = await imageOf('grub', (at) =>
    putFile(at, 'boot/grub/i386-pc/eltorito.img', fakeGrubImage()),
  );
  const place = at('/boot/grub/i386-pc/eltorito.img');
  const view = new DataView(bytes.buffer, place);
  expect(view.getBigUint64(2548, true)).toBe(BigInt((place / 2048) * 4 + 5));
  expect(view.getUint32(20, true)).toBe(bootInfoChecksum(bytes.subarray(place, place + 30_001)));
});

test("Windows' loader is not touched", async () => {
  const { bytes, at } = await imageOf('windows', windowsTree);
  const place = at('/boot/etfsboot.com');
  expect(Buffer.compare(bytes.subarray(place, place + 4096), fakeEtfsboot())).toBe(0);
});

test('what has the name of a loader and no room for a table is left alone', async () => {
  const { bytes, at } = await imageOf('tiny', (folder) => {
    putFile(folder, 'isolinux/isolinux.bin', 'tiny');
    putFile(folder, 'z', 'next');
  });
  expect(Buffer.from(bytes.subarray(at('/isolinux/isolinux.bin'))).toString('latin1', 0, 64)).toBe(
    'tiny'.padEnd(64, '\0'),
  );
});

test('a hard link of a loader keeps the content that the loader had', async () => {
  const { bytes, at } = await imageOf('twin', (folder) => {
    putFile(folder, 'isolinux/isolinux.bin', fakeIsolinux());
    linkSync(join(folder, 'isolinux/isolinux.bin'), join(folder, 'a-copy.bin'));
    linkSync(join(folder, 'isolinux/isolinux.bin'), join(folder, 'z-copy.bin'));
  });
  const [loader, copy] = [at('/isolinux/isolinux.bin'), at('/a-copy.bin')];
  expect(loader).not.toBe(copy);
  expect(Buffer.compare(bytes.subarray(copy, copy + 38_912), fakeIsolinux())).toBe(0);
  expect(bytes[loader + 8]).toBe(16);
});

test('setting a node apart leaves the other names together', () => {
  const links = (sameAs: [number, number][], count: [number, number][], node: number) => {
    const tree = { sameAs: new Map(sameAs), linkCount: new Map(count) } as unknown as Tree;
    setApart(tree, node);
    return [[...tree.sameAs], [...tree.linkCount]];
  };
  expect(links([], [], 5)).toEqual([[], []]);
  expect(links([[7, 5]], [[5, 2]], 7)).toEqual([[], []]);
  expect(links([[7, 5]], [[5, 2]], 5)).toEqual([[], []]);
  expect(
    links(
      [
        [7, 5],
        [9, 5],
      ],
      [[5, 3]],
      5,
    ),
  ).toEqual([[[9, 7]], [[7, 2]]]);
});

test('a catalogue that came with the folder becomes that of the image, under its name', async () => {
  const entry = { platform: 0, bootable: true, emulation: 'none', loadSegment: 0, systemType: 0 } as const;
  const old = new Uint8Array(2048);
  old.set(catalogueBytes([{ ...entry, loadSectors: 4, imageLba: 99_999 }]));
  const { bytes, at, folder } = await imageOf('catalogue', (at) => {
    putFile(at, 'isolinux/isolinux.bin', fakeIsolinux());
    putFile(at, 'isolinux/boot.cat', old);
    writeFileSync(join(at, 'other.cat'), old);
  });
  const view = new DataView(bytes.buffer);
  const place = at('/isolinux/boot.cat');
  expect(view.getUint32(17 * 2048 + 71, true)).toBe(place / 2048);
  expect(view.getUint32(place + 32 + 8, true)).toBe(at('/isolinux/isolinux.bin') / 2048);
  expect(view.getUint32(at('/other.cat') + 32 + 8, true)).toBe(99_999);
  expect(Buffer.compare(readFileSync(join(folder, 'isolinux/boot.cat')), old)).toBe(0);
});

test('the same folder gives the same bytes: identities of disks and partitions too', async () => {
  const build = (folder: string) => {
    putFile(folder, 'isolinux/isolinux.bin', fakeIsolinux());
    putFile(folder, 'EFI/BOOT/BOOTX64.EFI', 'loader');
  };
  const one = await imageOf('same', build);
  const two = await imageOf('later', (at) => build(join(at, '.')));
  expect(one.bytes.length).toBe(two.bytes.length);
  const again = await bytesOf(await author(one.folder, { fixedTime: 1_700_000_000 }), 2048);
  expect(Buffer.compare(one.bytes, again)).toBe(0);
  expect(Buffer.compare(one.bytes.subarray(440, 2048), two.bytes.subarray(440, 2048))).not.toBe(0);
});
