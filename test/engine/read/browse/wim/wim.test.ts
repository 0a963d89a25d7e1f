import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { asFailure } from '../../../../../src/engine/contract/failure/failure.ts';
import { extract } from '../../../../../src/engine/read/browse/extract.ts';
import { openVolume } from '../../../../../src/engine/read/browse/open-volume.ts';
import type { Volume, VolumeEntry } from '../../../../../src/engine/read/browse/volume.ts';
import { walk } from '../../../../../src/engine/read/browse/walk.ts';
import { wimEndByte } from '../../../../../src/engine/read/inspect/reach/wim.ts';
import { filesHit } from '../../../../../src/engine/read/rescue/files-hit.ts';
import { fakeImage } from '../../../../fakes/fake-image.ts';
import { fixtureSums, fixtureVolume } from '../fixture-volumes.ts';
import { listVolume } from '../listing.ts';

// WIMs that wimlib captured (test/fixtures/volumes), and what becomes of them when parts are lost.

const sound = fixtureVolume('wim-none.img');
const open = (bytes: Uint8Array): Promise<Volume> => openVolume(fakeImage(bytes), 'install.wim');

async function entries(volume: Volume): Promise<Map<string, VolumeEntry>> {
  const found = new Map<string, VolumeEntry>();
  for await (const { path, entry } of walk(volume, { imagePath: 'x', onBroken: () => {} }))
    found.set(path, entry);
  return found;
}

function changed(change: (view: DataView, bytes: Uint8Array) => void, from = sound): Uint8Array {
  const bytes = from.slice();
  change(new DataView(bytes.buffer), bytes);
  return bytes;
}

test.each(['none', 'XPRESS', 'LZX'])('packed by %s, every file has the bytes of the tree', async (way) => {
  const volume = await open(fixtureVolume(`wim-${way}.img`));
  expect(volume.label).toBe('fixture');
  const listed = await listVolume(volume);
  const files = listed.filter(({ type }) => type === 'file').map(({ path, md5 }) => [path, md5] as const);
  expect(new Map(files)).toEqual(fixtureSums('wim.md5'));
  expect(listed.find(({ path }) => path === '/many/link')).toMatchObject({
    type: 'symlink',
    target: '../a/b',
  });
});

test.each(['none', 'XPRESS', 'LZX'])(
  'a file that unpacks to other bytes than were packed is no longer extracted as if it were whole (%s)',
  async (way) => {
    const into = mkdtempSync(join(tmpdir(), 'isowright-wim-'));
    const bytes = fixtureVolume(`wim-${way}.img`).slice();
    const before = await open(bytes);
    // What cannot be packed is stored as it is: nothing but its hash tells that it was changed.
    const [run] = await before.runs((await entries(before)).get('/random')!);
    const at = run!.atByte! + run!.lengthBytes - 100;
    bytes[at] = bytes[at]! ^ 1;
    const volume = await open(bytes);
    try {
      const { failed } = await extract(
        fakeImage(bytes),
        walk(volume, { imagePath: 'x', onBroken: () => {} }),
        { into, replace: false, open: (entry) => volume.open(entry) },
      );
      expect(failed).toEqual([{ path: '/random', type: 'file', code: 'damaged' }]);
      expect(readdirSync(into)).toContain('mixed');
      expect(readdirSync(into)).not.toContain('random');
    } finally {
      rmSync(into, { recursive: true, force: true });
    }
  },
);

test('two names of a file are one, and a packed one is read from anywhere', async () => {
  const volume = await open(fixtureVolume('wim-LZX.img'));
  const all = await entries(volume);
  expect(all.get('/numbers')!.identity).toBe(all.get('/a/b/another name')!.identity);
  const part = new Uint8Array(9000);
  await (await volume.open(all.get('/numbers')!)).read(60_000, part);
  const wanted = Array.from({ length: 20_000 }, (_, i) => `${i + 1}\n`)
    .join('')
    .slice(60_000, 69_000);
  expect(Buffer.from(part).toString()).toBe(wanted);
});

test('a chunk that is lost is the damage of its file', async () => {
  const packed = fixtureVolume('wim-LZX.img');
  const [run] = await (async () => {
    const volume = await open(packed);
    return volume.runs((await entries(volume)).get('/mixed')!);
  })();
  const volume = await open(
    changed((_view, all) => all.fill(0, run!.atByte!, run!.atByte! + run!.lengthBytes), packed),
  );
  const all = await entries(volume);
  const content = await volume.open(all.get('/mixed')!);
  const error = await content.read(0, new Uint8Array(content.sizeBytes)).catch(asFailure);
  expect(error).toMatchObject({ code: 'source-damaged', facts: { what: 'packed-block' } });
  const other = await volume.open(all.get('/random')!);
  await other.read(0, new Uint8Array(other.sizeBytes));
});

test('what is hit names the files', async () => {
  const volume = await open(sound);
  const [run] = await volume.runs((await entries(volume)).get('/numbers')!);
  const hit = await filesHit(
    fakeImage(sound),
    [{ atByte: run!.atByte! + 9, lengthBytes: 1 }],
    new AbortController().signal,
  );
  expect([...hit[0]!].sort()).toEqual(['/a/b/another name', '/numbers']);
});

describe('what is not read is refused by name', () => {
  test.each([
    ['solid', (view: DataView) => view.setUint32(12, 0xe00, true), 'wim-solid'],
    ['LZMS', (view: DataView) => view.setUint32(16, 0x80002, true), 'wim-solid'],
    ['a part', (view: DataView) => view.setUint16(42, 3, true), 'wim-parts'],
    ['another version', (view: DataView) => view.setUint32(12, 0x10e00, true), 'volume-features'],
    ['for pipes', (_view: DataView, bytes: Uint8Array) => bytes.set(Buffer.from('WLPWM')), 'wim-pipable'],
  ])('%s', async (_name, change, what) => {
    const error = await open(changed(change)).catch(asFailure);
    expect(error).toMatchObject({ code: 'file-system-unsupported', facts: { what } });
  });

  test('a table that claims more than there is, is damage, and asks for no memory', async () => {
    const error = await open(changed((view) => view.setUint32(48 + 16 + 4, 0x1000, true))).catch(asFailure);
    expect(error).toMatchObject({ code: 'source-damaged', facts: { what: 'wim-resource' } });
  });
});

test('a sound one ends where its tables say, whatever flags stand in their lengths', () => {
  for (const way of ['none', 'XPRESS', 'LZX']) {
    const bytes = fixtureVolume(`wim-${way}.img`);
    expect(wimEndByte(bytes)).toBe(bytes.length);
  }
});
