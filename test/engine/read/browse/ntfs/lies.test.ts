import { expect, test } from 'vitest';
import { attributeTypes } from '../../../../../src/engine/bytes/formats/ntfs/attribute.ts';
import { asFailure } from '../../../../../src/engine/contract/failure/failure.ts';
import { openVolume } from '../../../../../src/engine/read/browse/open-volume.ts';
import type { Volume, VolumeEntry } from '../../../../../src/engine/read/browse/volume.ts';
import { walk } from '../../../../../src/engine/read/browse/walk.ts';
import { fakeImage } from '../../../../fakes/fake-image.ts';
import { fixtureVolume } from '../fixture-volumes.ts';

// What a volume could claim to make its reader work for ever, or ask for all memory.

const sound = fixtureVolume('ntfs.img');
const open = (bytes: Uint8Array): Promise<Volume> => openVolume(fakeImage(bytes), 'disk.img');

/** Entries by path, and the folders that were broken. */
async function walked(volume: Volume): Promise<{ found: Map<string, VolumeEntry>; broken: string[] }> {
  const found = new Map<string, VolumeEntry>();
  const broken: string[] = [];
  const onBroken = ({ path }: { path: string }, why: string): void => void broken.push(`${path} ${why}`);
  for await (const { path, entry } of walk(volume, { imagePath: 'x', onBroken })) found.set(path, entry);
  return { found, broken };
}

async function lied(path: string, lie: (view: DataView, recordByte: number) => void): Promise<Volume> {
  const volume = await open(sound);
  const { found } = await walked(volume);
  const [record] = await volume.runs(found.get(path)!);
  const bytes = sound.slice();
  lie(new DataView(bytes.buffer), record!.atByte!);
  return open(bytes);
}

/** Where an attribute of a record begins. */
function attributeAt(view: DataView, recordByte: number, type: number): number {
  let at = recordByte + view.getUint16(recordByte + 0x14, true);
  while (view.getUint32(at, true) !== type) at += view.getUint32(at + 4, true);
  return at;
}

const whole = (await walked(await open(sound))).found;

test('a file that claims more bytes than its clusters and holes have', async () => {
  const volume = await lied('/holes', (view, record) => {
    const data = attributeAt(view, record, attributeTypes.data);
    view.setUint32(data + 0x34, 0x10000, true);
  });
  const holes = (await walked(volume)).found.get('/holes')!;
  expect(await volume.open(holes).catch(asFailure)).toMatchObject({
    facts: { what: 'ntfs-clusters-missing' },
  });
});

test('a size that no number holds exactly', async () => {
  const volume = await lied('/holes', (view, record) => {
    const data = attributeAt(view, record, attributeTypes.data);
    view.setUint32(data + 0x34, 0xffffffff, true);
  });
  const { found, broken } = await walked(volume);
  expect(broken).toEqual([]);
  expect(await volume.open(found.get('/holes')!).catch(asFailure)).toMatchObject({
    facts: { what: 'ntfs-record' },
  });
});

test('an index of which every block is said to be in use, and which is said to be endless', async () => {
  const volume = await lied('/many', (view, record) => {
    const blocks = attributeAt(view, record, attributeTypes.indexBlocks);
    view.setUint32(blocks + 0x34, 0x1000, true);
    const bits = attributeAt(view, record, attributeTypes.bitmap);
    const value = bits + view.getUint16(bits + 0x14, true);
    for (let left = view.getUint32(bits + 0x10, true) - 1; left >= 0; left--)
      view.setUint8(value + left, 0xff);
  });
  const { broken, found } = await walked(volume);
  expect(broken).toEqual(['/many folder-damaged']);
  expect(found.size).toBeGreaterThan(8);
});

test('names that say that they stand in another folder are not shown here', async () => {
  const volume = await open(sound);
  const folder = (await walked(volume)).found.get('/many')!;
  const bytes = sound.slice();
  for (const { atByte } of await volume.runs(folder)) {
    const isBlock = Buffer.from(sound.subarray(atByte!, atByte! + 4)).toString() === 'INDX';
    // The first name of the block: its parent stands at the beginning of the key.
    if (isBlock) bytes[atByte! + 24 + new DataView(sound.buffer).getUint32(atByte! + 24, true) + 16] = 99;
  }
  const { found, broken } = await walked(await open(bytes));
  expect(broken).toEqual(['/many folder-damaged']);
  expect(found.size).toBeLessThan(whole.size);
  expect(found.size).toBeGreaterThan(whole.size - 5);
});

test('a list of attributes that names a record of another file', async () => {
  const volume = await open(sound);
  const [, extension] = await volume.runs((await walked(volume)).found.get('/a/pieces')!);
  const bytes = sound.slice();
  expect(Buffer.from(bytes.subarray(extension!.atByte!, extension!.atByte! + 4)).toString()).toBe('FILE');
  new DataView(bytes.buffer).setUint32(extension!.atByte! + 0x20, 5, true);
  const other = await open(bytes);
  const { found } = await walked(other);
  expect(await other.open(found.get('/a/pieces')!).catch(asFailure)).toMatchObject({
    facts: { what: 'ntfs-attribute-list' },
  });
});

test('a folder that leads back to the root', async () => {
  const volume = await open(sound);
  const root = await volume.runs(volume.root);
  const bytes = sound.slice();
  const view = new DataView(bytes.buffer);
  const [record] = await volume.runs((await walked(volume)).found.get('/many')!);
  const number = view.getUint32(record!.atByte! + 0x2c, true);
  let changes = 0;
  for (const { atByte, lengthBytes } of root)
    for (let at = atByte!; at < atByte! + lengthBytes; at += 8)
      if (view.getUint32(at, true) === number && view.getUint16(at + 10, true) >= 66) {
        view.setUint32(at, 5, true);
        view.setUint16(at + 6, 5, true);
        changes++;
      }
  expect(changes).toBe(1);
  const { broken, found } = await walked(await open(bytes));
  expect([...found.keys()]).not.toContain('/many');
  expect(broken).toEqual([]);
});
