import { execFileSync } from 'node:child_process';
import { existsSync, linkSync, mkdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect } from 'vitest';
import { makeImage, temporaryFolder } from '../engine/author/making.ts';
import { type Listed, listImage } from '../engine/read/browse/listing.ts';
import { has, run, testWith } from '../fakes/rigs.ts';
import { type Entry, listFolder } from './author-listing.ts';

// Images that other programs made of a folder are read by us, and the folder comes out.

const room = temporaryFolder();
const folder = join(room, 'tree');

function fillFolder(): void {
  mkdirSync(join(folder, 'a/b/c/d/e/f/g/h/i/j/k'), { recursive: true });
  mkdirSync(join(folder, 'many'));
  writeFileSync(join(folder, 'a/b/c/d/e/f/g/h/i/j/k/deep.txt'), 'deep');
  writeFileSync(join(folder, 'empty'), '');
  writeFileSync(join(folder, 'sector'), Buffer.alloc(2048, 'x'));
  writeFileSync(join(folder, 'Grüße 日本 ☃ with a rather long name.tar.gz'), Buffer.alloc(5000, 'y'));
  writeFileSync(join(folder, 'n'.repeat(200)), 'long');
  for (let i = 0; i < 300; i++) writeFileSync(join(folder, `many/file ${i}`), `${i}`);
  writeFileSync(join(folder, 'set'), 'mode', { mode: 0o4751 });
  symlinkSync('../a/b', join(folder, 'many/link'));
  symlinkSync('/', join(folder, 'root'));
  symlinkSync(`/usr/${'component-of-a-path/'.repeat(40)}end`, join(folder, 'far'));
  symlinkSync('x'.repeat(240), join(folder, 'wide'));
  linkSync(join(folder, 'sector'), join(folder, 'twin'));
  if (has('root')) {
    execFileSync('mknod', [join(folder, 'null'), 'c', '1', '3']);
    execFileSync('mknod', [join(folder, 'disk'), 'b', '259', '1']);
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    execFileSync('chown', ['1234:70000', join(folder, 'set')]);
  }
  utimesSync(join(folder, 'set'), 1_000_000_000, 1_000_000_000);
}
fillFolder();

const rockRidge = ({ path, type, mode, uid, gid, mtime, sizeBytes, md5, target }: Entry | Listed) => ({
  path,
  type,
  mode,
  uid,
  gid,
  mtime,
  sizeBytes,
  ...(md5 !== undefined && { md5 }),
  ...(target !== undefined && { target }),
});
const byPath = (a: { path: string }, b: { path: string }) => (a.path < b.path ? -1 : 1);

async function expectWhole(image: string, without: readonly string[] = []): Promise<void> {
  const isMeant = ({ path }: { path: string }) => !without.includes(path);
  const found = (await listImage(image, 'rock-ridge')).filter(isMeant).map(rockRidge);
  expect(found).toEqual(listFolder(folder).filter(isMeant).sort(byPath).map(rockRidge));
}

testWith('tool:xorriso')('what xorriso made, deep folders relocated', async () => {
  const image = join(room, 'xorriso.iso');
  run('xorriso', ['-as', 'mkisofs', '-rr_reloc_dir', '/rr_moved', '-o', image, '-R', '-J', folder]);
  await expectWhole(image);
});

testWith('tool:genisoimage')('what genisoimage made, deep folders relocated', async () => {
  const image = join(room, 'genisoimage.iso');
  const { status, stderr } = run('genisoimage', ['-quiet', '-o', image, '-R', '-J', folder]);
  expect([status, stderr]).toEqual([0, expect.any(String)]);
  // It cuts long targets.
  await expectWhole(image, ['/far']);
});

testWith('root')('what we made, relocated and not', async () => {
  for (const relocate of [true, false]) {
    const image = join(room, `own-${relocate}.iso`);
    await makeImage(folder, image, { relocate });
    await expectWhole(image);
  }
});

testWith('tool:xorriso')('Joliet, and plain names', async () => {
  const image = join(room, 'xorriso.iso');
  run('xorriso', ['-as', 'mkisofs', '-o', image, '-R', '-J', folder]);
  const joliet = await listImage(image, 'joliet');
  const grüße = joliet.find(({ path }) => path.startsWith('/Grü'));
  expect([grüße?.path, grüße?.sizeBytes, grüße?.mode]).toEqual([
    '/Grüße 日本 ☃ with a rather long name.tar.gz',
    5000,
    undefined,
  ]);
  expect(joliet.filter(({ path }) => path.startsWith('/many/')).length).toBe(300);
  const plain = await listImage(image, 'iso9660');
  expect(plain.map(({ path }) => path)).toContain('/SECTOR');
});

const fixtures = resolve('../shared/fixtures');
for (const name of ['zisofs', 'multi_extent', 'joliet_by_nero', 'xorriso'])
  if (existsSync(fixtures))
    testWith('tool:bsdtar', 'tool:xz')(`what bsdtar reads of ${name}`, async () => {
      const image = join(room, `${name}.iso`);
      writeFileSync(
        image,
        execFileSync('xz', ['-dc', `${fixtures}/iso_${name}.iso.xz`], { maxBuffer: 1 << 28 }),
      );
      const out = join(room, name);
      mkdirSync(out);
      execFileSync('bsdtar', ['-xf', image, '-C', out]);
      const contents = (entries: readonly (Entry | Listed)[]) =>
        entries
          .filter(({ type }) => type === 'file')
          .map(({ path, md5, sizeBytes }) => [path, sizeBytes, md5])
          .sort();
      expect(contents(await listImage(image))).toEqual(contents(listFolder(out)));
    });
