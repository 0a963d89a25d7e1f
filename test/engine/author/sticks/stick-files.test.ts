import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { authorStick } from '../../../../src/engine/author/sticks/author-stick.ts';
import { fatNamesOf } from '../../../../src/engine/author/sticks/fat-names-of.ts';
import { shapeIn } from '../../../../src/engine/author/volumes/fat/fat-shape.ts';
import { readFat } from '../../../../src/engine/bytes/formats/fat/read.ts';
import { bytesOf as readerOf, within } from '../../../../src/engine/bytes/ranges/bytes-of.ts';
import { authorOptions } from '../../../../src/engine/contract/plan/plan.ts';
import type { Image } from '../../../../src/engine/contract/ports/image.ts';
import { putFile, putFiles } from '../boot/trees.ts';
import { bytesOf, temporaryFolder } from '../making.ts';
import { SMALL_STICK_BYTES, stick, withStick } from './sticks.ts';

const room = temporaryFolder();
const VOLUME_BYTE = 1 << 20;
let next = 0;

function folder(...files: readonly string[]): string {
  const path = join(room, `tree${next++}`);
  mkdirSync(path);
  for (const file of files) putFile(path, file, file);
  return path;
}

const lossesOf = (path: string) =>
  withStick([path], ({ losses }) =>
    losses
      .filter(({ reason }) => reason !== 'owner-lost')
      .map(({ path: at, reason, becomes }) => [at, reason, ...(becomes ? [becomes] : [])].join(' ')),
  );

async function volumeOf(image: Image) {
  const volume = await readFat(within(readerOf(image), VOLUME_BYTE));
  if (!volume) throw new Error('no FAT volume');
  return volume;
}

/** The content of a file of the volume. */
async function contentOf(image: Image, path: string): Promise<string> {
  const volume = await volumeOf(image);
  const at = path.lastIndexOf('/');
  const entry = (await volume.list(path.slice(0, at)))?.find(({ name }) => name === path.slice(at + 1));
  if (!entry) throw new Error(`no ${path}`);
  const [run] = volume.runs(entry);
  const bytes = run ? await readerOf(image)(VOLUME_BYTE + run.atByte, entry.sizeBytes) : new Uint8Array();
  return new TextDecoder().decode(bytes);
}

test('names of one folder differ from each other, and who can keep a name keeps it', () => {
  expect(fatNamesOf(['a:b', 'A_B', 'a_b', 'readme', 'README', 'README_2'])).toEqual([
    'a_b_2',
    'A_B',
    'a_b_3',
    'readme',
    'README_3',
    'README_2',
  ]);
});

test('ten thousand names that FAT does not tell apart are numbered without going through all numbers', () => {
  const names = Array.from({ length: 10_000 }, (_, i) => (i % 2 ? 'Name:' : 'nAME?'));
  expect(new Set(fatNamesOf(names).map((name) => name.toUpperCase())).size).toBe(10_000);
});

test('what FAT cannot name is named otherwise, and told', async () => {
  const path = folder('Readme', 'readme', 'con.txt', 'end.', 'ok.txt');
  expect(await lossesOf(path)).toEqual([
    '/con.txt name-changed con_.txt',
    '/end. name-changed end_',
    '/readme name-changed readme_2',
  ]);
  await withStick([path], async (image) => {
    expect(await contentOf(image, '/readme_2')).toBe('readme');
    expect(await contentOf(image, '/Readme')).toBe('Readme');
  });
});

test('links become copies; what leads outside, nowhere or in a circle is left out and told', async () => {
  const path = folder('real/file', 'other/x');
  symlinkSync('real/file', join(path, 'link'));
  symlinkSync('real', join(path, 'folder'));
  symlinkSync('..', join(path, 'real/up'));
  symlinkSync('../real', join(path, 'other/real'));
  symlinkSync('/etc/passwd', join(path, 'outside'));
  symlinkSync('../../../etc/passwd', join(path, 'above'));
  symlinkSync('self', join(path, 'self'));
  symlinkSync('missing', join(path, 'missing-link'));
  const losses = await lossesOf(path);
  expect(losses.sort()).toEqual([
    '/above link-dropped',
    '/missing-link link-dropped',
    '/outside link-dropped',
    '/real/up link-loop',
    '/real/up link-loop',
    '/real/up link-loop',
    '/self link-dropped',
  ]);
  await withStick([path], async (image) => {
    expect(await contentOf(image, '/link')).toBe('real/file');
    expect(await contentOf(image, '/folder/file')).toBe('real/file');
    expect(await contentOf(image, '/other/real/file')).toBe('real/file');
    expect(image.boot.notes).toContainEqual({ code: 'links-copied', about: '3' });
  });
});

test('links that double a tree at every level end, and the rest is told', async () => {
  const path = folder('d0/x');
  for (let i = 0; i < 24; i++) {
    putFile(path, `d${i + 1}/x`);
    symlinkSync(`../d${i}`, join(path, `d${i + 1}/a`));
    symlinkSync(`../d${i}`, join(path, `d${i + 1}/b`));
  }
  await expect(stick(path)).rejects.toMatchObject({ code: 'target-too-small' });
}, 60_000);

test('a file of 4 GiB is refused by name, one byte less is not', async () => {
  const path = folder('sources/boot.wim');
  const large = join(path, 'sources/install.wim');
  writeFileSync(large, '');
  truncateSync(large, 2 ** 32);
  await expect(stick(path, {}, [9e9])).rejects.toMatchObject({
    code: 'files-unfit',
    facts: { path: '/sources/install.wim', why: 'file-too-large', sizeBytes: 2 ** 32 },
  });
  truncateSync(large, 2 ** 32 - 1);
  await withStick([path, {}, [9_000_000_512]], (image) => expect(image.sizeBytes).toBeGreaterThan(2 ** 32));
  rmSync(large);
});

test('a drive that is a cluster too small is refused with what it needs, and the next larger one is not', async () => {
  const path = folder('x');
  writeFileSync(join(path, 'big'), Buffer.alloc(40 << 20));
  const needed = await withStick([path], ({ sizeBytes }) => sizeBytes);
  await withStick([path, {}, [needed]], ({ sizeBytes }) => expect(sizeBytes).toBeLessThanOrEqual(needed));
  await expect(stick(path, {}, [SMALL_STICK_BYTES, needed - (1 << 20)])).rejects.toMatchObject({
    code: 'target-too-small',
    facts: { target: 'drive2' },
  });
});

test('less than FAT16 needs is refused', async () => {
  await expect(stick(folder('x'), {}, [2_000_384])).rejects.toMatchObject({
    code: 'file-system-unfit',
    facts: { target: 'drive1', why: 'too-small' },
  });
});

test('a system that looks at ISO 9660 only is refused', async () => {
  await expect(stick(folder('manjaro/x86_64/rootfs.sfs'))).rejects.toMatchObject({
    code: 'files-unfit',
    facts: { why: 'needs-iso9660' },
  });
});

test('menus look for the label that FAT can hold, and the lists of checksums stay true', async () => {
  const path = folder();
  const menu =
    'search --set=root --label "Fedora Live 40"\nlinux x root=live:CDLABEL=Fedora\\x20Live\\x2040\n';
  putFile(path, 'boot/grub/grub.cfg', menu);
  const md5 = (text: string) => createHash('md5').update(text).digest('hex');
  putFile(path, 'md5sum.txt', `${md5(menu)}  ./boot/grub/grub.cfg\n${md5('x')}  ./other\n`);
  putFile(path, 'other', 'x');
  putFiles(path, 'EFI/BOOT/BOOTX64.EFI');
  await withStick([path], async (image) => {
    const changed = 'search --set=root --label "Fedora_Live"\nlinux x root=live:CDLABEL=Fedora_Live\n';
    expect(image.label).toBe('Fedora_Live');
    expect(await contentOf(image, '/boot/grub/grub.cfg')).toBe(changed);
    expect(await contentOf(image, '/md5sum.txt')).toBe(
      `${md5(changed)}  ./boot/grub/grub.cfg\n${md5('x')}  ./other\n`,
    );
    expect(image.boot.notes.map(({ code }) => code)).toEqual(['label-patched', 'stick-uefi-only']);
  });
  await withStick([path, { label: 'MINE' }], async (image) => {
    expect(await contentOf(image, '/boot/grub/grub.cfg')).toContain('--label "MINE"');
  });
  await expect(stick(path, { label: 'twelve chars' })).rejects.toMatchObject({ code: 'usage' });
});

test("Arch's menus look for the number of the volume in place of its date", async () => {
  const path = folder('arch/x86_64/airootfs.sfs');
  putFile(path, 'loader/entries/01.conf', 'options archisosearchuuid=2026-11-01-09-12-33-00\n');
  await withStick([path], async (image) => {
    expect(await contentOf(image, '/loader/entries/01.conf')).toMatch(
      /^options archisosearchuuid=[0-9A-F]{4}-[0-9A-F]{4}\n$/,
    );
  });
});

test('a folder of 65,536 entries is full, and one more is said to be too many', async () => {
  const path = folder();
  // 20 entries for a name of 255 letters and one for its short one; 3 for one of 14 letters; the label takes one.
  const long = (i: number) => String(i).padStart(255, 'n');
  const short = (i: number) => `of-14-letters${i}`;
  const names = [...Array.from({ length: 3120 }, (_, i) => long(i)), ...[0, 1, 2, 3, 4].map(short)];
  for (const name of names) writeFileSync(join(path, name), '');
  await withStick([path], async (image) => {
    const found = await (await volumeOf(image)).list('/');
    expect(found?.map(({ name }) => name).sort()).toEqual(names.sort());
  });
  writeFileSync(join(path, 'X'), '');
  await expect(stick(path)).rejects.toMatchObject({
    code: 'files-unfit',
    facts: { why: 'folder-too-full', path: '/', entries: 65_537 },
  });
});

let golden = '';
beforeAll(() => {
  golden = join(room, 'golden');
  const at = Date.UTC(2024, 1, 29, 12, 30, 6) / 1000;
  putFile(golden, 'EFI/BOOT/BOOTX64.EFI', 'loader');
  putFile(golden, 'Ärger/ß.txt', 'x'.repeat(5000));
  putFile(golden, 'ıIi.txt', 'Turkish');
  putFile(golden, 'con', 'device');
  putFile(golden, 'big.bin', Buffer.alloc(5 << 20, 'abc'));
  for (const file of [
    'EFI/BOOT/BOOTX64.EFI',
    'Ärger/ß.txt',
    'ıIi.txt',
    'con',
    'big.bin',
    'EFI/BOOT',
    'EFI',
    'Ärger',
    '',
  ])
    utimesSync(join(golden, file), at, at);
});

test.each([
  ['mbr', 'fat32', 'a9811a4a102ee73bdcffd911e3f4859d572fa510384d3d266edbfe1c6af475b1'],
  ['gpt', 'fat32', '1d2d08b249cecf0816d6f693bc4191f7ad8a3703b7ca964b870877c5947d282f'],
  ['mbr', 'exfat', 'dc1831e660132b246d20a7281444ec1e860a2448295c13f73f4fe1ae9b379690'],
  ['mbr', 'fat16', '14d70a3268a36fc8b9173e8a0c950f699351a66df33d448c266f3ebc75b79861'],
] as const)(
  'the same files and sizes give the same bytes in every language and time zone: %s, %s',
  async (table, fileSystem, hash) => {
    const before = { zone: process.env.TZ, language: process.env.LC_ALL };
    for (const [zone, language] of [
      ['UTC', 'C'],
      ['Asia/Kathmandu', 'tr_TR.UTF-8'],
    ] as const) {
      Object.assign(process.env, { TZ: zone, LC_ALL: language });
      const bytes = await withStick([golden, { table, fileSystem, label: 'GOLDEN' }, [70_000_128]], bytesOf);
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(hash);
    }
    Object.assign(process.env, { TZ: before.zone, LC_ALL: before.language ?? '' });
  },
);

test('odd pieces at odd places are the bytes of the whole', async () => {
  await withStick([golden, { table: 'gpt' }], async (image) => {
    const whole = await bytesOf(image);
    for (let i = 0, at = 7; i < 300; i++, at = (at * 7919 + 13) % (image.sizeBytes - 70_000)) {
      const into = new Uint8Array((at % 66_001) + 1).fill(0xa5);
      await image.read(at, into);
      expect(Buffer.compare(into, whole.subarray(at, at + into.length)), `at ${at}`).toBe(0);
    }
  });
});

test('extents cover the image in order, and name files', async () => {
  await withStick([golden, { table: 'gpt' }], (image) => {
    let end = 0;
    const names = new Set<string | undefined>();
    for (const { atByte, lengthBytes, name } of image.extents()) {
      expect(atByte).toBe(end);
      end = atByte + lengthBytes;
      names.add(name);
    }
    expect(end).toBe(image.sizeBytes);
    for (const name of ['partition-table', 'FAT', '/', '/big.bin', '/con_']) expect(names).toContain(name);
  });
});

test('a stick that was planned with larger ones is planned alone as its own first sector says', async () => {
  const [small, large] = [SMALL_STICK_BYTES, 400_000_512];
  const both = await withStick([golden, { table: 'mbr' }, [small, large]], bytesOf);
  const alone = await withStick([golden, { table: 'mbr' }, [small]], bytesOf);
  expect(alone.length).not.toBe(both.length);
  const shape = shapeIn(both.slice(VOLUME_BYTE, VOLUME_BYTE + 512), VOLUME_BYTE);
  expect(shape).toBeDefined();
  const files = {
    kind: 'folder',
    path: golden,
    author: { ...authorOptions.parse({}), files: true },
  } as const;
  const there = { table: 'mbr', shape } as const;
  const drive = { name: 'small', capacityBytes: small, there };
  const progress = { signal: new AbortController().signal, onEntries: () => {} };
  const again = await authorStick(files, [drive], progress);
  expect(again.sizeBytes).toBe(both.length);
  await again.close();
});
