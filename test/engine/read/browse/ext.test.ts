import { copyFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect } from 'vitest';
import { findEntry } from '../../../../src/engine/read/browse/find.ts';
import { openVolume } from '../../../../src/engine/read/browse/open-volume.ts';
import { fakeImage } from '../../../fakes/fake-image.ts';
import { has, testWith } from '../../../fakes/rigs.ts';
import { run } from '../../../fakes/run.ts';
import { bytesIn, makeExt, must, openWorkshop, type Workshop } from './drive-images.ts';
import { comparableLines, listVolume } from './listing.ts';

const tools = ['tool:mke2fs', 'tool:debugfs', 'tool:e2fsck'] as const;
const MIB = 1 << 20;
const INCOMPATIBLE = 1024 + 96;
const JOURNAL_DEVICE = 1024 + 228;

let shop: Workshop;
beforeAll(() => {
  if (tools.every(has)) shop = openWorkshop();
});
afterAll(() => shop?.remove());

const opened = (bytes: Uint8Array) => openVolume(fakeImage(bytes), 'x.img');
const linesOf = async (bytes: Uint8Array) => comparableLines(await listVolume(await opened(bytes)));

/** Blocks of two files are written into the journal only: new text, one that looks like the journal's own, and one taken back. */
function withJournal(image: string, open: string): void {
  const block = (name: string): number => Number(must('debugfs', ['-R', `bmap ${name} 0`, image]).trim());
  const size = Number(/Block size:\s+(\d+)/.exec(must('dumpe2fs', ['-h', image]))?.[1]);
  const data = (name: string, text: Buffer): string => {
    writeFileSync(shop.path(name), Buffer.concat([text, Buffer.alloc(size - text.length)]));
    return shop.path(name);
  };
  const fresh = data('fresh', Buffer.from('from the journal\n'));
  const escaped = data('escaped', Buffer.from('c03b3998', 'hex'));
  const large = block('folder/large');
  writeFileSync(
    shop.path('commands'),
    `${open}\njw -b ${block('short')} ${fresh}\njw -b ${large} ${escaped}\njw -b ${large + 1} ${fresh}\njw -r ${large + 1}\njc\n`,
  );
  must('debugfs', ['-w', '-f', shop.path('commands'), image]);
}

testWith(...tools).each<[string, string, readonly string[]]>([
  ['checksums of version 3, 64 bits', 'jo -c', ['-t', 'ext4', '-b', '1024']],
  ['checksums of version 3, 32 bits', 'jo -c', ['-t', 'ext4', '-b', '1024', '-O', '^64bit']],
  ['checksums of version 2', 'jo -c -v 2', ['-t', 'ext4', '-b', '1024']],
  ['checksums of version 2, 32 bits', 'jo -c -v 2', ['-t', 'ext4', '-b', '1024', '-O', '^64bit']],
  ['no checksums', 'jo', ['-t', 'ext3', '-b', '1024']],
  ['blocks of 4 KiB', 'jo', ['-t', 'ext4', '-b', '4096']],
])('a journal with %s is replayed in memory as e2fsck does on the medium', async (name, open, options) => {
  const image = makeExt(shop, 'journal.img', 16 * MIB, [...options, '-J', 'size=4']);
  const before = await linesOf(bytesIn(image));
  withJournal(image, open);
  const dirty = bytesIn(image);
  const volume = await opened(dirty);
  expect(volume.notes, name).toEqual(['journal-replayed']);
  const found = comparableLines(await listVolume(volume));
  const repaired = shop.path('repaired.img');
  copyFileSync(image, repaired);
  run('e2fsck', ['-fy', repaired]);
  expect(found).toEqual(await linesOf(bytesIn(repaired)));
  expect(found).not.toEqual(before);
  expect(Buffer.compare(dirty, bytesIn(image))).toBe(0);
});

testWith(...tools)(
  'a copy in the journal that is not what it should be leaves its block as it is',
  async () => {
    const image = makeExt(shop, 'spoiled.img', 16 * MIB, ['-t', 'ext4', '-b', '1024', '-J', 'size=4']);
    withJournal(image, 'jo -c');
    const bytes = Buffer.from(bytesIn(image));
    bytes.write('From', bytes.indexOf('from the journal'));
    const volume = await opened(bytes);
    const { entry } = await findEntry(volume, 'short', 'x.img');
    const content = await volume.open(entry);
    const found = new Uint8Array(content.sizeBytes);
    await content.read(0, found);
    expect(Buffer.from(found).toString()).toBe('a few letters');
  },
);

testWith(...tools)('what is encrypted is refused by name, and everything else is there', async () => {
  const image = makeExt(shop, 'encrypted.img', 16 * MIB, ['-t', 'ext4', '-b', '1024', '-O', 'encrypt']);
  must('debugfs', ['-w', '-R', 'set_inode_field /short flags 0x80800', image]);
  must('debugfs', ['-w', '-R', 'set_inode_field /folder/deep flags 0x80800', image]);
  const volume = await opened(bytesIn(image));
  const short = await findEntry(volume, 'short', 'x.img');
  const refused = { code: 'file-system-unsupported', facts: { because: { reason: 'entry-encrypted' } } };
  await expect(volume.open(short.entry)).rejects.toMatchObject(refused);
  await expect(findEntry(volume, 'folder/deep/x', 'x.img')).rejects.toMatchObject(refused);
  expect((await findEntry(volume, 'folder/large', 'x.img')).entry.sizeBytes).toBe(150_000);
});

testWith(...tools)('features that change how files lie are refused by their names', async () => {
  const bytes = bytesIn(makeExt(shop, 'features.img', 4 * MIB, ['-t', 'ext4', '-b', '1024']));
  const view = new DataView(bytes.buffer);
  view.setUint32(INCOMPATIBLE, view.getUint32(INCOMPATIBLE, true) | 0x4000_1000, true);
  await expect(opened(bytes)).rejects.toMatchObject({
    code: 'file-system-unsupported',
    facts: { because: { reason: 'volume-features', standard: 'ext4', features: ['dirdata', '0x40000000'] } },
  });
});

testWith(...tools)('a journal on another device that holds something is asked for', async () => {
  const bytes = bytesIn(makeExt(shop, 'elsewhere.img', 16 * MIB, ['-t', 'ext4', '-b', '1024']));
  const view = new DataView(bytes.buffer);
  view.setUint32(JOURNAL_DEVICE, 0x801, true);
  expect((await opened(bytes)).standard).toBe('ext4');
  view.setUint32(INCOMPATIBLE, view.getUint32(INCOMPATIBLE, true) | 4, true);
  await expect(opened(bytes)).rejects.toMatchObject({ facts: { because: { reason: 'journal-elsewhere' } } });
});

testWith(...tools)('a journal that is broken leaves the file system as it is, and that is said', async () => {
  const image = makeExt(shop, 'broken.img', 16 * MIB, ['-t', 'ext4', '-b', '1024', '-J', 'size=4']);
  withJournal(image, 'jo');
  const bytes = bytesIn(image);
  const journal = Number(must('debugfs', ['-R', 'bmap <8> 0', image]).trim());
  bytes.fill(0xff, journal * 1024, journal * 1024 + 4);
  expect((await opened(bytes)).notes).toEqual(['journal-damaged']);
});
