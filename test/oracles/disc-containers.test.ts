import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isFailure } from '../../src/engine/contract/failure/failure.ts';
import { patchyDisk } from '../fakes/disk-file.ts';
import { makeCso, makeDax } from '../fakes/make-cso.ts';
import { makeDmg } from '../fakes/make-dmg.ts';
import { randomReadsDiffer, wholeOf, withImage } from '../fakes/read-image.ts';
import { run, testWith } from '../fakes/rigs.ts';

// Disk images of Apple's and compressed discs: what other programs read in them, and what we do.

const folder = mkdtempSync(join(tmpdir(), 'isowright-disc-containers-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);
let disk: Buffer;
beforeAll(() => {
  disk = patchyDisk(at('disk.raw'), (4 << 20) + 3 * 512);
});

async function demandDisk(path: string, wanted = disk): Promise<void> {
  await withImage(path, async (image) => {
    expect(image.sizeBytes).toBe(wanted.length);
    expect((await wholeOf(image)).equals(wanted)).toBe(true);
    expect(await randomReadsDiffer(image, wanted)).toBeUndefined();
  });
}

for (const codec of ['raw', 'zlib', 'bzip2'] as const)
  testWith(
    'tool:dmg2img',
    'tool:7zz',
    'tool:bzip2',
  )(`a DMG of ${codec} runs is the disk that dmg2img makes of it`, async () => {
    const path = at(`${codec}.dmg`);
    writeFileSync(path, makeDmg(disk, codec));
    expect(run('dmg2img', ['-s', path, at(`${codec}.img`)]).status).toBe(0);
    expect(
      readFileSync(at(`${codec}.img`))
        .subarray(0, disk.length)
        .equals(disk),
    ).toBe(true);
    await demandDisk(path);
  });

testWith('tool:xz')('a DMG of LZMA runs is read as its disk', async () => {
  writeFileSync(at('xz.dmg'), makeDmg(disk, 'xz'));
  await demandDisk(at('xz.dmg'));
});

test('a DMG packed with LZFSE or ADC is refused by that name, with what helps', async () => {
  for (const [type, method] of [
    [0x80000004, 'ADC'],
    [0x80000007, 'LZFSE'],
  ] as const) {
    writeFileSync(at('other.dmg'), makeDmg(disk, 'zlib', type));
    await expect(demandDisk(at('other.dmg'))).rejects.toSatisfy(
      (error) =>
        isFailure(error, 'source-unsupported') &&
        JSON.stringify(error.facts.because) === JSON.stringify({ reason: 'packed-with', method }),
    );
  }
});

test('a DMG whose runs lie over each other is damaged', async () => {
  const bytes = makeDmg(disk, 'raw');
  const text = bytes.toString('latin1');
  const start = text.indexOf('<data>\n') + 7;
  const end = text.indexOf('\n</data>', start);
  const table = Buffer.from(text.slice(start, end), 'base64');
  table.writeBigUInt64BE(0n, 204 + 40 + 8);
  bytes.write(table.toString('base64'), start, 'latin1');
  writeFileSync(at('over.dmg'), bytes);
  await expect(demandDisk(at('over.dmg'))).rejects.toSatisfy((error) => isFailure(error, 'source-damaged'));
});

test('CSO and DAX, with stored blocks, padding and a last block that is short, are read as their disc', async () => {
  const disc = disk.subarray(0, 1_000_000);
  for (const shift of [0, 2]) {
    writeFileSync(at('disc.cso'), makeCso(disc, shift));
    await demandDisk(at('disc.cso'), disc);
  }
  writeFileSync(at('disc.dax'), makeDax(disc, [10, 10]));
  await demandDisk(at('disc.dax'), disc);
});
