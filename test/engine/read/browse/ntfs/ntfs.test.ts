import { expect, test } from 'vitest';
import { attributeTypes } from '../../../../../src/engine/bytes/formats/ntfs/attribute.ts';
import { asFailure } from '../../../../../src/engine/contract/failure/failure.ts';
import { contentFault } from '../../../../../src/engine/read/browse/left-out.ts';
import { openNtfs } from '../../../../../src/engine/read/browse/ntfs/open-ntfs.ts';
import { openVolume } from '../../../../../src/engine/read/browse/open-volume.ts';
import { stretchesOf } from '../../../../../src/engine/read/browse/stretches.ts';
import type { Volume, VolumeEntry } from '../../../../../src/engine/read/browse/volume.ts';
import { walk } from '../../../../../src/engine/read/browse/walk.ts';
import { filesHit } from '../../../../../src/engine/read/rescue/files-hit.ts';
import { fakeImage } from '../../../../fakes/fake-image.ts';
import { fixtureSums, fixtureVolume } from '../fixture-volumes.ts';
import { listVolume } from '../listing.ts';

// A volume that ntfs-3g made (test/fixtures/volumes), and what becomes of it when parts are lost.

const sound = fixtureVolume('ntfs.img');
const open = (bytes: Uint8Array): Promise<Volume> => openVolume(fakeImage(bytes), 'disk.img');

async function entries(volume: Volume): Promise<Map<string, VolumeEntry>> {
  const found = new Map<string, VolumeEntry>();
  for await (const { path, entry } of walk(volume, { imagePath: 'disk.img', onBroken: () => {} }))
    found.set(path, entry);
  return found;
}

/** The volume with some bytes changed. */
function changed(change: (view: DataView, bytes: Uint8Array) => void): Uint8Array {
  const bytes = sound.slice();
  change(new DataView(bytes.buffer), bytes);
  return bytes;
}

/** Where the record of a file is. */
async function recordAt(path: string): Promise<number> {
  const volume = await open(sound);
  const [record] = await volume.runs((await entries(volume)).get(path)!);
  return record!.atByte!;
}

/** Where in a record the first attribute of a type begins. */
function attributeAt(view: DataView, recordByte: number, type: number): number {
  let at = recordByte + view.getUint16(recordByte + 0x14, true);
  while (view.getUint32(at, true) !== type) at += view.getUint32(at + 4, true);
  return at;
}

test('every file has the bytes that its mount showed', async () => {
  const listed = await listVolume(await open(sound));
  const files = listed.filter(({ type }) => type === 'file').map(({ path, md5 }) => [path, md5] as const);
  expect(new Map(files)).toEqual(fixtureSums('ntfs.md5'));
  const links = listed.filter(({ type }) => type === 'symlink').map(({ path, target }) => [path, target]);
  expect(Object.fromEntries(links)).toEqual({ '/link': 'a/b', '/junction': 'C:/' });
});

test('two names of a file are one, further streams are said, and holes are no bytes', async () => {
  const volume = await open(sound);
  const all = await entries(volume);
  expect(all.get('/hard')!.identity).toBe(all.get('/a/b/file')!.identity);
  expect(all.get('/hard')!.hasAttributes).toBe(true);
  let bytes = 0;
  for await (const stretch of stretchesOf(await volume.open(all.get('/holes')!)))
    bytes += stretch.bytes.length;
  expect(bytes).toBeLessThan(1024);
  expect(all.get('/holes')!.sizeBytes).toBe(300_000);
});

test('a compressed file lies in fewer bytes than it has, and is read from anywhere', async () => {
  const volume = await open(sound);
  const text = (await entries(volume)).get('/packed/text')!;
  const stored = (await volume.runs(text)).reduce((sum, { lengthBytes }) => sum + lengthBytes, 0);
  expect(stored).toBeLessThan(text.sizeBytes / 4);
  const content = await volume.open(text);
  const part = new Uint8Array(20_000);
  await content.read(30_000, part);
  const wanted = Buffer.alloc(60_000, 'the same words \n').subarray(30_000, 50_000);
  expect(Buffer.from(part).equals(wanted)).toBe(true);
});

test('a file whose record is lost keeps its name, and costs no other', async () => {
  const lostAt = await recordAt('/a/pieces');
  const bytes = changed((_view, all) => all.fill(0, lostAt, lostAt + 1024));
  const volume = await open(bytes);
  const all = await entries(volume);
  expect([...all.keys()].sort()).toEqual([...(await entries(await open(sound))).keys()].sort());
  const error = await volume.open(all.get('/a/pieces')!).catch(asFailure);
  expect(error).toMatchObject({ code: 'source-damaged', facts: { what: 'ntfs-record', atByte: lostAt } });
  expect(contentFault(error)).toBe('damaged');
});

test('a record of which a sector is older is broken', async () => {
  const at = await recordAt('/hard');
  const bytes = changed((view) => view.setUint16(at + 1022, view.getUint16(at + 1022, true) ^ 1, true));
  const volume = await open(bytes);
  const error = await volume.open((await entries(volume)).get('/hard')!).catch(asFailure);
  expect(error).toMatchObject({ code: 'source-damaged', facts: { what: 'ntfs-record' } });
});

test('a name whose record belongs to another file by now is told from it', async () => {
  const at = await recordAt('/hard');
  const volume = await open(changed((view) => view.setUint16(at + 0x10, 77, true)));
  const error = await volume.open((await entries(volume)).get('/hard')!).catch(asFailure);
  expect(error).toMatchObject({ facts: { what: 'ntfs-record-of-other' } });
});

test('an encrypted file is said to be one', async () => {
  const at = await recordAt('/hard');
  const bytes = changed((view) =>
    view.setUint16(attributeAt(view, at, attributeTypes.data) + 12, 0x4000, true),
  );
  const volume = await open(bytes);
  const error = await volume.open((await entries(volume)).get('/hard')!).catch(asFailure);
  expect(error).toMatchObject({ code: 'file-system-unsupported', facts: { what: 'entry-encrypted' } });
  expect(contentFault(error)).toBe('unsupported');
});

test('with the record of the table lost, its copy says where the table is', async () => {
  const mftByte = new DataView(sound.buffer).getUint32(48, true) * 512;
  expect(Buffer.from(sound.subarray(mftByte, mftByte + 4)).toString()).toBe('FILE');
  const volume = await open(changed((_view, all) => all.fill(0, mftByte, mftByte + 1024)));
  expect((await entries(volume)).size).toBe((await entries(await open(sound))).size);
});

test('a folder of which a block is lost has its other names', async () => {
  const volume = await open(sound);
  const folder = (await entries(volume)).get('/many')!;
  const places = await volume.runs(folder);
  const block = places.find(
    ({ atByte }) => Buffer.from(sound.subarray(atByte, atByte! + 4)).toString() === 'INDX',
  )!;
  const bytes = changed((_view, all) => all.fill(0, block.atByte!, block.atByte! + 4));
  const names = [...(await entries(await open(bytes))).keys()].filter((path) => path.startsWith('/many/'));
  expect(names.length).toBeGreaterThan(0);
  expect(names.length).toBeLessThan(40);
});

test('numbers of the boot sector that no volume has are damage, and others no NTFS', async () => {
  const broken = changed((view) => view.setUint8(13, 3));
  await expect(openNtfs(fakeImage(broken), 'x')).rejects.toMatchObject({
    facts: { what: 'ntfs-boot-sector' },
  });
  expect(await openNtfs(fakeImage(new Uint8Array(4096)), 'x')).toBeUndefined();
  const cut = sound.slice(0, 2048);
  await expect(openNtfs(fakeImage(cut), 'x')).rejects.toMatchObject({ code: 'source-truncated' });
});

test('a hole in a file, in its record, in a folder names them; one in free space names nothing', async () => {
  const volume = await open(sound);
  const all = await entries(volume);
  const text = await volume.runs(all.get('/packed/text')!);
  const folder = await volume.runs(all.get('/many')!);
  const sector = (atByte: number) => ({ atByte, lengthBytes: 512 });
  const cases = [
    [sector(text.at(-1)!.atByte!), ['/packed/text']],
    [sector(await recordAt('/hard')), ['/hard', '/a/b/file']],
    [sector(folder.at(-1)!.atByte!), ['/many']],
    [sector(sound.length - 512), []],
  ] as const;
  for (const [range, paths] of cases) {
    const bytes = changed((_view, them) => them.fill(0, range.atByte, range.atByte + range.lengthBytes));
    const hits = await filesHit(fakeImage(bytes), [range], new AbortController().signal);
    expect(
      hits.map((names) => [...names].sort()),
      `${range.atByte}`,
    ).toEqual([[...paths].sort()]);
  }
});
