import {
  copyFileSync,
  cpSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { authorImage } from '../../src/engine/author/plan/author-image.ts';
import type { AuthoredImage } from '../../src/engine/author/plan/authored-image.ts';
import { type AuthorOptions, authorOptions, type Change } from '../../src/engine/contract/plan/plan.ts';
import { inspectImage } from '../../src/engine/read/inspect/inspect.ts';
import { saveImage, temporaryFolder } from '../engine/author/making.ts';
import { run, testWith } from '../fakes/rigs.ts';
import { listFolder } from './author-listing.ts';

// What an edited image holds is what its files are with the changes made by hand: bsdtar, 7-Zip, xorriso and md5sum are the judges.

const room = temporaryFolder();
const at = (...names: string[]) => join(room, ...names);

async function edited(
  original: string,
  changes: readonly Change[],
  options: Partial<AuthorOptions> = {},
): Promise<AuthoredImage> {
  const progress = { signal: new AbortController().signal, onEntries: () => {} };
  const author = { ...authorOptions.parse({}), ...options };
  return authorImage(original, author, progress, { changes, ownOutputsIn: () => [] });
}

async function save(
  original: string,
  to: string,
  changes: readonly Change[],
  options?: Partial<AuthorOptions>,
) {
  const image = await edited(original, changes, options);
  await image.makeChecksums(() => {});
  await saveImage(image, to);
  await image.settle();
  await image.close();
  return image;
}

function unpacked(image: string, folder: string, tool: 'bsdtar' | '7zz' = 'bsdtar'): string {
  mkdirSync(at(folder), { recursive: true });
  const args = tool === 'bsdtar' ? ['-xf', image, '-C', at(folder)] : ['x', '-y', `-o${at(folder)}`, image];
  const { status, stderr } = run(tool, args);
  expect(status, stderr).toBe(0);
  run('chmod', ['-R', 'u+w', at(folder)]);
  return at(folder);
}

/** Names, kinds, sizes, contents, targets and owners; the boot catalogue and loaders tell where things lie. */
const contents = (folder: string) =>
  listFolder(folder)
    .filter(({ path }) => !/boot\.catalog|eltorito\.img|isolinux\.bin|boot\.cat$/.test(path))
    .map(({ path, type, sizeBytes, md5, target, nlink, uid, gid }) => ({
      path,
      type,
      sizeBytes,
      md5,
      target,
      ...(type === 'file' && { nlink, uid, gid }),
    }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));

function hybrid(): string {
  const tree = at('tree');
  mkdirSync(join(tree, 'docs/deep'), { recursive: true });
  writeFileSync(join(tree, 'docs/a.txt'), 'first');
  run('ln', [join(tree, 'docs/a.txt'), join(tree, 'docs/hard.txt')]);
  symlinkSync('a.txt', join(tree, 'docs/link'));
  writeFileSync(join(tree, 'docs/deep/b.bin'), Buffer.alloc(70_000, 7));
  writeFileSync(join(tree, 'preseed.cfg'), 'old');
  const sums = run('sh', [
    '-c',
    `cd '${tree}' && md5sum docs/a.txt docs/link preseed.cfg docs/deep/b.bin > ../sums && mv ../sums md5sum.txt`,
  ]);
  expect(sums.status, sums.stderr).toBe(0);
  const { status, stderr } = run('grub-mkrescue', ['-o', at('hybrid.iso'), tree]);
  expect(status, stderr).toBe(0);
  return at('hybrid.iso');
}

function overlay(): string {
  mkdirSync(at('over/docs/new'), { recursive: true });
  writeFileSync(at('over/docs/new/c.txt'), 'c');
  writeFileSync(at('over/docs/a.txt'), 'a longer one');
  writeFileSync(at('preseed'), 'd-i debian-installer/locale string de_DE');
  return at('over');
}

const changes = (): Change[] => [
  { do: 'add', from: overlay(), to: '/' },
  { do: 'add', from: at('preseed'), to: '/preseed.cfg' },
  { do: 'rename', from: '/docs/deep/b.bin', to: '/docs/far/away/b.bin' },
  { do: 'remove', path: '/docs/deep' },
];

/** The same by hand. */
function byHand(folder: string): void {
  const own = (...names: string[]) => join(folder, ...names);
  // A new file takes the place: other names of the old one keep it.
  rmSync(own('docs/a.txt'));
  rmSync(own('preseed.cfg'));
  cpSync(at('over'), folder, { recursive: true });
  copyFileSync(at('preseed'), own('preseed.cfg'));
  mkdirSync(own('docs/far/away'), { recursive: true });
  renameSync(own('docs/deep/b.bin'), own('docs/far/away/b.bin'));
  rmSync(own('docs/deep'), { recursive: true });
}

testWith(
  'tool:grub-mkrescue',
  'tool:xorriso',
  'tool:bsdtar',
  'tool:7zz',
  'tool:sgdisk',
  'tool:isoinfo',
)(
  'a hybrid image with changes is what its files are with the changes made by hand, and boots as it did',
  async () => {
    const original = hybrid();
    const image = await save(original, at('new.iso'), changes());
    const wanted = unpacked(original, 'wanted');
    byHand(wanted);
    const found = unpacked(at('new.iso'), 'found');
    expect(run('sh', ['-c', `cd '${found}' && md5sum -c --strict md5sum.txt`]).status).toBe(0);
    expect(readFileSync(join(found, 'md5sum.txt'), 'utf8')).toContain('docs/far/away/b.bin');
    rmSync(join(found, 'md5sum.txt'));
    rmSync(join(wanted, 'md5sum.txt'));
    expect(contents(found)).toEqual(contents(wanted));
    expect(run('7zz', ['t', at('new.iso')]).status).toBe(0);
    expect(run('isoinfo', ['-J', '-f', '-i', at('new.iso')]).stdout).toContain('/docs/new/c.txt');
    expect(bootRecords(at('new.iso'))).toEqual(bootRecords(original));
    expect(run('sgdisk', ['-v', at('new.iso')]).stdout).toContain('No problems found');
    expect(image.edited?.lists).toEqual([{ path: '/md5sum.txt', changedLines: 4 }]);
  },
);

/** xorriso's words on what boots, but for places. */
function bootRecords(image: string): string[] {
  const { stdout } = run('xorriso', [
    '-indev',
    image,
    '-report_el_torito',
    'plain',
    '-report_system_area',
    'plain',
  ]);
  return stdout
    .split('\n')
    .filter((line) => /^El Torito (boot img|img path|img opts|images)|grub2-mbr|^GPT type/.test(line))
    .filter((line) => !/(a2a0d0ebe5b9334487c068b6b72699c7|005346480000aa11aa1100306543ecac)$/.test(line))
    .map((line) =>
      line
        .replace(/\s+\d+$/, '')
        .replace(/ (GPT|APM)\b/g, '')
        .replace(/(GPT type GUID\s+:)\s+\d+/, '$1')
        .trim(),
    );
}

testWith('tool:grub-mkrescue', 'tool:xorriso')(
  'an HFS+ partition around files of the original is not left as one that is cut',
  async () => {
    const image = await edited(at('hybrid.iso'), [{ do: 'remove', path: '/docs' }]);
    const { gpt } = (await inspectImage(image)).boot;
    expect(JSON.stringify(gpt)).toContain('EFI boot partition');
    expect(JSON.stringify(gpt)).not.toMatch(/hfs/i);
    await image.close();
  },
);

testWith('tool:grub-mkrescue', 'tool:xorriso')(
  'boot files that are removed take their entries and partitions with them; those that are renamed do not',
  async () => {
    const loader = '/boot/grub/i386-pc/eltorito.img';
    const gone = await save(at('hybrid.iso'), at('gone.iso'), [
      { do: 'remove', path: '/efi.img' },
      { do: 'rename', from: loader, to: '/moved.img' },
    ]);
    const report = run('xorriso', ['-indev', at('gone.iso'), '-report_el_torito', 'plain']).stdout;
    expect(report).toMatch(/El Torito img path : +1 +\/moved\.img/);
    expect(report).not.toContain('UEFI');
    expect(gone.boot.notes).toContainEqual({ code: 'boot-file-removed', about: '/efi.img' });
    const none = await edited(at('hybrid.iso'), [
      { do: 'remove', path: '/efi.img' },
      { do: 'remove', path: loader },
    ]);
    const { forecast } = await inspectImage(none);
    expect(forecast.filter(({ boots }) => boots !== false)).toEqual([]);
    await none.close();
  },
);

testWith('tool:mkisofs', 'tool:7zz')(
  'UDF, as Windows has it, stays UDF; names are found whatever their case',
  async () => {
    mkdirSync(at('win/sources'), { recursive: true });
    writeFileSync(at('win/sources/boot.wim'), 'wim');
    writeFileSync(at('answer'), '<unattend/>');
    expect(run('mkisofs', ['-quiet', '-udf', '-o', at('win.iso'), at('win')]).status).toBe(0);
    await save(at('win.iso'), at('win-new.iso'), [
      { do: 'add', from: at('answer'), to: '/autounattend.xml' },
      { do: 'add', from: at('answer'), to: '/SOURCES/Boot.WIM' },
    ]);
    const folder = unpacked(at('win-new.iso'), 'win-found', '7zz');
    expect(listFolder(folder).map(({ path }) => path)).toEqual([
      '/',
      '/autounattend.xml',
      '/sources',
      '/sources/boot.wim',
    ]);
    expect(readFileSync(join(folder, 'sources/boot.wim'), 'utf8')).toBe('<unattend/>');
    expect(run('7zz', ['l', at('win-new.iso')]).stdout).toContain('Type = Udf');
  },
);

test('the same changes make the same bytes', async () => {
  const bytes = async () => {
    const image = await edited(at('hybrid.iso'), [{ do: 'remove', path: '/docs' }], {
      fixedTime: 1_700_000_000,
    });
    await saveImage(image, at('again.iso'));
    await image.close();
    return readFileSync(at('again.iso')).toString('latin1');
  };
  const [once, again] = [await bytes(), await bytes()];
  expect(once === again).toBe(true);
});
