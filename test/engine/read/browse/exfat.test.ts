import { expect, test } from 'vitest';
import { openVolume } from '../../../../src/engine/read/browse/open-volume.ts';
import { walk } from '../../../../src/engine/read/browse/walk.ts';
import { fakeImage } from '../../../fakes/fake-image.ts';
import { exfatFiles, makeExfat } from './exfat-image.ts';

async function contents(bytes: Uint8Array) {
  const volume = await openVolume(fakeImage(bytes), 'x');
  const found = new Map<string, Buffer>();
  for await (const { path, entry } of walk(volume, { imagePath: 'x' })) {
    if (entry.type !== 'file') continue;
    const content = await volume.open(entry);
    const into = Buffer.alloc(content.sizeBytes, 0xff);
    await content.read(0, into);
    found.set(path, into);
  }
  return { volume, found };
}

test('chains, files without one, and what was never written of a file', async () => {
  const { volume, found } = await contents(makeExfat());
  expect(Buffer.from(volume.label, 'latin1').toString()).toBe('Ätsch');
  expect(found.get('/chained')).toEqual(Buffer.from(exfatFiles['/chained']));
  expect(found.get('/in a row')).toEqual(Buffer.from(exfatFiles['/in a row']));
  const half = found.get('/folder/half written');
  expect(half?.length).toBe(4000);
  expect(half?.subarray(0, 1500)).toEqual(Buffer.from(exfatFiles['/folder/half written']));
  expect(half?.subarray(1500).every((byte) => byte === 0)).toBe(true);
});

test('a time is told in GMT, wherever it was written', async () => {
  const { volume } = await contents(makeExfat());
  for await (const { modifiedAtMs } of volume.list(volume.root))
    expect(modifiedAtMs).toBe(Date.UTC(2020, 1, 3, 3, 5, 6, 500));
});

test('a chain that ends too early is damage of its file, and of no other', async () => {
  const bytes = makeExfat();
  new DataView(bytes.buffer).setUint32(24 * 512 + 4 * 11, 0, true);
  const volume = await openVolume(fakeImage(bytes), 'x');
  const opened: string[] = [];
  for await (const entry of volume.list(volume.root)) {
    if (entry.type !== 'file') continue;
    const how = await volume.open(entry).then(
      () => 'opened',
      ({ code }: { code: string }) => code,
    );
    opened.push(`${entry.name}: ${how}`);
  }
  expect(opened).toEqual(['chained: source-damaged', 'in a row: opened']);
});

test('the bit of a volume that was not unmounted is told', async () => {
  const bytes = makeExfat();
  bytes[106] = 2;
  expect((await openVolume(fakeImage(bytes), 'x')).notes).toEqual(['not-clean']);
});
