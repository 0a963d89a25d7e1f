import { expect, test } from 'vitest';
import { AddedFolder } from '../../../../src/engine/author/sticks/added-files.ts';
import { efiFiles } from '../../../../src/engine/author/sticks/efi-files.ts';
import { planFat } from '../../../../src/engine/bytes/formats/fat/image.ts';
import type { FatFile, FatFolder } from '../../../../src/engine/bytes/formats/fat/tree.ts';
import type { ReadAt } from '../../../../src/engine/bytes/ranges/bytes-of.ts';

const modifiedAt = 1e9;
const file = (name: string, content: Uint8Array): FatFile<never> => ({
  name,
  modifiedAt,
  sizeBytes: content.length,
  content,
});
const folder = (name: string, ...entries: FatFolder<never>['entries']): FatFolder<never> => ({
  name,
  modifiedAt,
  entries,
});
const loader = Uint8Array.from({ length: 9001 }, (_, i) => i % 251);

function volumeOf(root: FatFolder<never>): Uint8Array {
  const image = planFat(root, { label: 'EFI', serial: 7 });
  const bytes = new Uint8Array(image.sizeBytes);
  for (const run of image.runs(0)) if ('bytes' in run) bytes.set(run.bytes, run.atByte);
  return bytes;
}

const reader =
  (bytes: Uint8Array): ReadAt =>
  async (atByte, lengthBytes) =>
    bytes.slice(atByte, atByte + lengthBytes);

function inFolder(root: AddedFolder, ...names: string[]): AddedFolder {
  let at = root;
  for (const name of names) {
    const next = at.get(name);
    if (!(next instanceof AddedFolder)) throw new Error(`no ${name}`);
    at = next;
  }
  return at;
}

test('the files of a boot image are found whatever the case of their names, and read in any pieces', async () => {
  const root = folder(
    '',
    folder('efi', folder('boot', file('bootx64.efi', loader), file('grub.cfg', loader.slice(0, 3)))),
  );
  const boot = inFolder(await efiFiles(reader(volumeOf(root))), 'EFI', 'BOOT');
  const found = boot.get('BOOTX64.EFI');
  if (!found || found instanceof AddedFolder) throw new Error('no loader');
  expect(found.sizeBytes).toBe(loader.length);
  const into = new Uint8Array(4000);
  await found.content.read(3001, into);
  expect(into).toEqual(loader.slice(3001, 7001));
  expect(boot.entries().map(({ name }) => name)).toEqual(['bootx64.efi', 'grub.cfg']);
});

test('what is no FAT volume has no files', async () => {
  expect((await efiFiles(reader(new Uint8Array(4096)))).entries()).toEqual([]);
});

test('a file whose clusters end too early is none; one whose clusters lead in a circle has those it needs', async () => {
  const root = folder('', file('CIRCLE', loader), file('GOOD', loader), file('SHORT', loader));
  const bytes = volumeOf(root);
  const table = 512;
  const put = (cluster: number, value: number) => {
    const at = table + cluster + (cluster >> 1);
    const pair = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
    const next = cluster % 2 ? (pair & 0x0f) | (value << 4) : (pair & 0xf000) | value;
    bytes[at] = next & 0xff;
    bytes[at + 1] = next >>> 8;
  };
  // Each has 18 clusters of 512 bytes: 2 to 19, 20 to 37, 38 to 55.
  put(19, 2);
  put(40, 0xfff);
  const found = await efiFiles(reader(bytes));
  expect(found.entries().map(({ name }) => name)).toEqual(['CIRCLE', 'GOOD']);
  const circle = found.get('CIRCLE');
  if (!circle || circle instanceof AddedFolder) throw new Error('no file');
  const into = new Uint8Array(loader.length);
  await circle.content.read(0, into);
  expect(into).toEqual(loader);
});

test('a folder that lies in itself ends', async () => {
  const inner = folder('A', file('X', loader));
  const bytes = volumeOf(folder('', folder('B', inner)));
  // Where B names A, it now names itself.
  const at = Buffer.from(bytes).indexOf('A          ');
  const own = Buffer.from(bytes).indexOf('.          ');
  bytes.copyWithin(at + 26, own + 26, own + 28);
  await efiFiles(reader(bytes));
});
