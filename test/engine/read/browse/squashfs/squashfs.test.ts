import { describe, expect, test } from 'vitest';
import { compressors } from '../../../../../src/engine/bytes/formats/squashfs/superblock.ts';
import { asFailure } from '../../../../../src/engine/contract/failure/failure.ts';
import { openVolume } from '../../../../../src/engine/read/browse/open-volume.ts';
import { stretchesOf } from '../../../../../src/engine/read/browse/stretches.ts';
import type { Volume, VolumeEntry } from '../../../../../src/engine/read/browse/volume.ts';
import { walk } from '../../../../../src/engine/read/browse/walk.ts';
import { filesHit } from '../../../../../src/engine/read/rescue/files-hit.ts';
import { fakeImage } from '../../../../fakes/fake-image.ts';
import { fixtureSums, fixtureVolume } from '../fixture-volumes.ts';
import { listVolume } from '../listing.ts';

// Images that mksquashfs made (test/fixtures/volumes), and what becomes of them when parts are lost.

const sound = fixtureVolume('squashfs-zstd.img');
const open = (bytes: Uint8Array): Promise<Volume> => openVolume(fakeImage(bytes), 'live.squashfs');

async function entries(volume: Volume): Promise<Map<string, VolumeEntry>> {
  const found = new Map<string, VolumeEntry>();
  for await (const { path, entry } of walk(volume, { imagePath: 'x', onBroken: () => {} }))
    found.set(path, entry);
  return found;
}

function changed(change: (view: DataView, bytes: Uint8Array) => void): Uint8Array {
  const bytes = sound.slice();
  change(new DataView(bytes.buffer), bytes);
  return bytes;
}

test.each(['none', 'gzip', 'zstd', 'xz', 'lz4', 'lzo'])(
  'packed by %s, every file has the bytes of the tree',
  async (way) => {
    const listed = await listVolume(await open(fixtureVolume(`squashfs-${way}.img`)));
    const files = listed
      .filter(({ type }) => type === 'file')
      .map(({ path, md5 }) => [`.${path}`, md5] as const);
    expect(new Map(files)).toEqual(
      new Map([...fixtureSums('squashfs.md5')].map(([path, md5]) => [`.${path}`, md5])),
    );
  },
);

test('owners, rights, times, links, devices and attributes are told', async () => {
  const all = await entries(await open(sound));
  expect(all.get('/mixed')).toMatchObject({
    permissions: 0o4751,
    userId: 1234,
    groupId: 70_000,
    modifiedAtMs: 1e12,
  });
  expect(all.get('/numbers')).toMatchObject({ hasAttributes: true });
  expect(all.get('/numbers')!.identity).toBe(all.get('/a/b/another name')!.identity);
  expect(all.get('/many/link')).toMatchObject({ type: 'symlink', target: '../a/b' });
  expect(all.get('/pipe')).toMatchObject({ type: 'fifo' });
  expect(all.get('/disk')).toMatchObject({ type: 'block-device', device: { major: 259, minor: 65_537 } });
});

test('holes are no bytes, and a file is read from anywhere', async () => {
  const volume = await open(sound);
  const all = await entries(volume);
  let bytes = 0;
  for await (const stretch of stretchesOf(await volume.open(all.get('/holes')!)))
    bytes += stretch.bytes.length;
  // The block with the end in it.
  expect(bytes).toBe(8192);
  const part = new Uint8Array(9000);
  await (await volume.open(all.get('/numbers')!)).read(8000, part);
  const wanted = Array.from({ length: 4000 }, (_, i) => `${i + 1}\n`)
    .join('')
    .slice(8000, 17_000);
  expect(Buffer.from(part).toString()).toBe(wanted);
});

test('a block of inodes that is lost costs the files in it, and none their names', async () => {
  const volume = await open(sound);
  const all = await entries(volume);
  const [inodes] = await volume.runs(all.get('/many/a file called number 7')!);
  const bytes = changed((_view, them) => them.fill(0xff, inodes!.atByte! + 20, inodes!.atByte! + 60));
  const lost = await open(bytes).catch(asFailure);
  // The root may be in that block too.
  if ('code' in lost) return expect(lost.code).toBe('source-damaged');
  expect((await entries(lost)).has('/many/a file called number 7')).toBe(true);
});

test('what is hit names the files: data, the end that is kept with others, inodes', async () => {
  const volume = await open(sound);
  const all = await entries(volume);
  const [inodes, data, ending] = await volume.runs(all.get('/numbers')!);
  const one = (atByte: number) => [{ atByte, lengthBytes: 1 }];
  const hit = async (atByte: number) =>
    (await filesHit(fakeImage(sound), one(atByte), new AbortController().signal))[0]!;
  expect([...(await hit(data!.atByte!))].sort()).toEqual(['/a/b/another name', '/numbers']);
  expect(await hit(ending!.atByte!)).toEqual(expect.arrayContaining(['/numbers', '/mixed']));
  expect(await hit(inodes!.atByte! + 3)).toEqual(expect.arrayContaining(['/numbers']));
});

describe('what is not read is refused by name', () => {
  test.each([
    ['version 3.1', (view: DataView) => [view.setUint16(28, 3, true), view.setUint16(30, 1, true)], '3.1'],
    ['lzma', (view: DataView) => view.setUint16(20, compressors.indexOf('lzma'), true), 'lzma'],
    ['a way of packing that nobody knows', (view: DataView) => view.setUint16(20, 99, true), '99'],
  ])('%s', async (_name, change, feature) => {
    const error = await open(changed(change)).catch(asFailure);
    expect(error).toMatchObject({
      code: 'file-system-unsupported',
      facts: { because: { standard: 'squashfs', features: [feature] } },
    });
  });

  test('a superblock that contradicts itself is damage, a cut one is short', async () => {
    const broken = await open(changed((view) => view.setUint32(12, 8191, true))).catch(asFailure);
    expect(broken).toMatchObject({ facts: { what: 'squashfs-superblock' } });
    expect(await open(sound.slice(0, 3000)).catch(asFailure)).toMatchObject({ code: 'source-truncated' });
  });
});
