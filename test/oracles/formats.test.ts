import { copyFileSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { checkImage } from '../../src/engine/check/check-image.ts';
import type { Loss } from '../../src/engine/contract/events/loss.ts';
import type { AuthorOptions } from '../../src/engine/contract/plan/plan.ts';
import { author, bytesOf, makeImage, temporaryFolder } from '../engine/author/making.ts';
import { imageOf } from '../engine/check/image-bytes.ts';
import { has, type Need, run } from '../fakes/rigs.ts';
import { collisions, many, put, sparseFile } from './author-cases.ts';
import { listFolder } from './author-listing.ts';
import { showing } from './conformance.ts';
import { contents, type Judged, judgeImages } from './judged.ts';
import { makeSparseImage } from './sparse-image.ts';

// Options of authoring, each with a judge that knows nothing of us.

const GIB = 2 ** 30;
const kernel: Need[] = ['rigs', 'root'];
const room = temporaryFolder();
const losses = new Map<string, readonly Loss[]>();
const folderOf = (name: string) => join(room, name);
const imageFile = (name: string) => join(room, `${name}.iso`);
let judged: Judged;

interface FormatCase {
  readonly name: string;
  readonly build: (folder: string) => void;
  readonly options: Partial<AuthorOptions>;
}

const texts = {
  publisher: 'A Publisher',
  preparer: 'Somebody',
  application: 'Something 1.0',
  volumeSetId: 'The Set',
  systemId: 'LINUX',
};

const cases: readonly FormatCase[] = [
  { name: 'level-1', build: levelOne, options: { isoLevel: 1, rockRidge: false, joliet: false } },
  {
    name: 'level-4',
    build: (at) => many(at, ['n'.repeat(207), 'm'.repeat(210), 'sub folder/readme.txt']),
    options: { isoLevel: 4 },
  },
  {
    name: 'texts',
    build: (at) => many(at, ['COPYING.TXT', 'abstract.txt', 'x']),
    options: {
      volume: {
        ...texts,
        copyrightFile: 'COPYING.TXT',
        abstractFile: 'abstract.txt',
        createdAt: 86_400,
        modifiedAt: 2 ** 31,
        expiresAt: Date.UTC(2155, 0, 1) / 1000,
      },
    },
  },
  { name: 'around-4-gib', build: aroundFourGib, options: { udf: true } },
  {
    name: 'sections',
    build: (at) => sparseFile(join(at, 'huge'), 101 * 0xfffff800, [0]),
    options: { udf: true },
  },
  { name: 'joliet-only', build: (at) => many(at, ['a b.txt', 'c/d']), options: { rockRidge: false } },
  { name: 'no-padding', build: (at) => put(at, 'x', 'x'), options: { paddingSectors: 0 } },
  { name: 'emoji', build: (at) => many(at, ['😀 emoji 🎉.png', 'plain.txt']), options: { rockRidge: false } },
  {
    name: 'long-path',
    build: (at) => put(at, `${'d'.repeat(100)}/${'e'.repeat(100)}/${'f'.repeat(60)}`, 'far'),
    options: { rockRidge: false },
  },
  { name: 'relocated', build: deepFolders, options: { relocate: true, isoLevel: 3 } },
  { name: 'md5-and-sums', build: collisions, options: { md5: true, checksums: 'md5', udf: true } },
];

function levelOne(at: string): void {
  many(at, [
    'longname1.text',
    'longname2.text',
    'README',
    'sub.folder.long/file name.htm',
    'sub.folder.other/x',
  ]);
}

/** Relocated folders inside relocated folders, some with one name, one empty, one with a file. */
function deepFolders(at: string): void {
  put(at, `${'level/'.repeat(30)}bottom.txt`, 'deep');
  many(at, ['2/3/4/5/6/7/8/level/file', '2/3/4/5/6/7/8/other/10/file', 'x']);
  mkdirSync(join(at, '2/3/4/5/6/7/8/9'));
}

function aroundFourGib(at: string): void {
  for (const size of [4 * GIB - 1, 4 * GIB, 4 * GIB + 1])
    sparseFile(join(at, `s${size}`), size, [0, size - 7]);
}

beforeAll(async () => {
  for (const { name, build, options } of cases) {
    mkdirSync(folderOf(name));
    build(folderOf(name));
    losses.set(name, (await makeSparseImage(folderOf(name), imageFile(name), options)).losses);
  }
  if (!has('rigs') || !has('root')) return;
  const seen = [
    'level-1',
    'level-4',
    'around-4-gib',
    'joliet-only',
    'emoji',
    'long-path',
    'relocated',
    'no-padding',
    'md5-and-sums',
  ];
  judged = judgeImages(seen.map(imageFile), 'iso9660;iso9660:norock');
}, 120_000);

const found = (name: string, way = 'iso9660') => contents(judged.entries.get(`${name}.iso ${way}`) ?? []);
const wanted = (name: string) => contents(listFolder(folderOf(name)));

describe('levels', () => {
  showing(
    { cases: [5], judge: 'isoinfo', needs: ['tool:isoinfo'] },
    'level 1 has names of 8 and 3 characters, all different',
    () => {
      const paths = run('isoinfo', ['-f', '-i', imageFile('level-1')])
        .stdout.trim()
        .split('\n');
      expect(paths).toHaveLength(new Set(paths).size);
      expect(paths).toHaveLength(7);
      for (const path of paths) expect(path).toMatch(/^(\/[A-Z0-9_]{1,8}(\.[A-Z0-9_]{0,3};1)?)+$/);
    },
  );

  showing(
    { cases: [5], judge: 'kernel', needs: kernel },
    'every file of level 1 is there with its content',
    () => {
      const md5s = (lines: readonly string[]) => lines.map((line) => line.split(' ').at(-1)).sort();
      expect(md5s(found('level-1'))).toEqual(md5s(wanted('level-1')));
    },
  );

  showing({ cases: [20], judge: 'kernel', needs: kernel }, 'an enhanced descriptor disturbs nobody', () => {
    expect(found('level-4')).toEqual(wanted('level-4'));
    expect(judged.words.get('level-4.iso iso9660')).toContain('RRIP_1991A');
  });

  showing(
    { cases: [20], judge: 'isoinfo', needs: ['tool:isoinfo'] },
    'descriptors of types 1 and 2, the enhanced one of version 2',
    () => {
      const { stdout } = run('isoinfo', ['-d', '-debug', '-i', imageFile('level-4')]);
      expect(stdout).toContain('CD-ROM uses ISO 9660:1999 relaxed format');
      const bytes = readFileSync(imageFile('level-4'));
      const versions = [16, 17, 18].map((sector) => [
        bytes[sector * 2048],
        bytes[sector * 2048 + 6],
        bytes[sector * 2048 + 881],
      ]);
      expect(versions).toEqual([
        [1, 1, 1],
        [2, 1, 1],
        [2, 2, 2],
      ]);
    },
  );

  test('level 2 refuses a file over 4 GiB and names it', async () => {
    await expect(author(folderOf('around-4-gib'), { isoLevel: 2 })).rejects.toMatchObject({
      code: 'usage',
      facts: { because: { reason: 'file-beyond-level', path: '/s4294967296', level: 2 } },
    });
  });

  showing(
    { cases: [10], judge: 'losses', needs: [] },
    'a ninth level breaks a strict level, and is said',
    async () => {
      const folder = folderOf('nine');
      put(folder, '2/3/4/5/6/7/8/9/file', 'deep');
      const { losses: said } = await author(folder, { isoLevel: 3, udf: false });
      expect(said).toContainEqual({ path: '/2/3/4/5/6/7/8/9', reason: 'path-too-deep', where: 'iso9660' });
      expect((await author(folder)).losses).toEqual([]);
    },
  );
});

showing(
  { cases: [11], judge: 'our verifier', needs: [] },
  '70,000 folders in each other’s places: parents are clamped, and that is said',
  async () => {
    const folder = folderOf('folders');
    for (let i = 0; i < 264; i++)
      for (let j = 0; j < 266; j++) mkdirSync(join(folder, `${i}`, `${j}`), { recursive: true });
    for (const last of ['99/98/below', '99/99/below']) mkdirSync(join(folder, last));
    const image = await author(folder, { joliet: false });
    expect(image.losses.map(({ reason, where }) => `${reason} ${where}`)).toEqual([
      'too-many-folders iso9660',
    ]);
    expect(await checkImage(imageOf(await bytesOf(image, 1 << 20)))).toEqual([]);
  },
);

describe('relocated folders', () => {
  showing({ cases: [35], judge: 'kernel', needs: kernel }, 'are where they belong', () => {
    const paths = (entries: readonly { path: string; nlink: number; type: string }[]) =>
      entries.map(({ path, nlink, type }) => `${path} ${type === 'dir' ? nlink : ''}`).sort();
    expect(paths(judged.entries.get('relocated.iso iso9660')!)).toEqual(
      paths(listFolder(folderOf('relocated'))),
    );
    expect(found('relocated')).toEqual(wanted('relocated'));
  });

  showing(
    { cases: [10, 35], judge: 'isoinfo', needs: ['tool:isoinfo'] },
    'lie at most eight levels deep',
    () => {
      const paths = run('isoinfo', ['-f', '-i', imageFile('relocated')])
        .stdout.trim()
        .split('\n');
      expect(Math.max(...paths.map((path) => path.split('/').length - 1))).toBe(8);
      expect(losses.get('relocated')).toEqual([]);
    },
  );

  for (const [judge, ...words] of [
    ['bsdtar', '-C', 'INTO', '-xf', 'IMAGE'],
    ['xorriso', '-osirrox', 'on', '-indev', 'stdio:IMAGE', '-extract', '/', 'INTO'],
  ] as const)
    showing({ cases: [35], judge, needs: [`tool:${judge}`] }, 'come out as they went in', () => {
      const into = folderOf(`relocated-${judge}`);
      mkdirSync(into);
      const args = words.map((word) => word.replace('INTO', into).replace('IMAGE', imageFile('relocated')));
      expect(run(judge, args, { timeoutMs: 20_000 }).status).toBe(0);
      expect(contents(listFolder(into))).toEqual(wanted('relocated'));
    });

  test('are by the letter of the standards, in UDF and Joliet too', async () => {
    const image = await author(folderOf('relocated'), { relocate: true, udf: true });
    expect(await checkImage(imageOf(await bytesOf(image)))).toEqual([]);
  });

  test('a folder with an rr_moved of its own is refused', async () => {
    put(folderOf('moved-before'), 'rr_moved/x', 'x');
    await expect(author(folderOf('moved-before'), { relocate: true })).rejects.toMatchObject({
      code: 'usage',
    });
  });
});

describe('descriptors', () => {
  showing(
    { cases: [17, 18], judge: 'isoinfo', needs: ['tool:isoinfo'] },
    'texts and names of files stand where they belong',
    () => {
      const { stdout } = run('isoinfo', ['-d', '-i', imageFile('texts')]);
      for (const line of [
        'System id: LINUX',
        'Volume set id: The Set',
        'Publisher id: A Publisher',
        'Data preparer id: Somebody',
        'Application id: Something 1.0',
        'Copyright File id: COPYING.TXT;1',
        'Abstract File id: ABSTRACT.TXT;1',
      ])
        expect(stdout).toContain(line);
    },
  );

  showing(
    { cases: [18], judge: 'xorriso', needs: ['tool:xorriso'] },
    'dates are as given, and the others are not set',
    () => {
      const { stdout, stderr } = run('xorriso', ['-indev', `stdio:${imageFile('texts')}`, '-pvd_info']);
      const text = stdout + stderr;
      expect(text).toMatch(/Creation Time: *1970010200000000/);
      expect(text).toMatch(/Modif\. Time *: *2038011903140800/);
      expect(text).toMatch(/Expir\. Time *: *2155010100000000/);
      expect(text).toMatch(/Eff\. Time *: *0000000000000000/);
    },
  );

  showing(
    { cases: [19], judge: 'isosize', needs: ['tool:isosize'] },
    'the volume is as large as the file',
    () => {
      for (const name of ['level-1', 'no-padding', 'texts', 'md5-and-sums', 'around-4-gib'])
        expect(Number(run('isosize', [imageFile(name)]).stdout)).toBe(statSync(imageFile(name)).size);
    },
  );

  test('a file that is named and not there is refused', async () => {
    await expect(author(folderOf('texts'), { volume: { copyrightFile: 'NOWHERE' } })).rejects.toMatchObject({
      code: 'usage',
    });
  });
});

describe('sizes', () => {
  showing(
    { cases: [13], judge: 'kernel', needs: kernel },
    'files around 4 GiB have their size and their ends',
    () => {
      expect(found('around-4-gib')).toEqual(wanted('around-4-gib'));
    },
  );

  showing({ cases: [13], judge: '7zz', needs: ['tool:7zz'] }, 'and their size in 7-Zip', () => {
    const sizes = [
      ...run('7zz', ['l', '-slt', imageFile('around-4-gib')]).stdout.matchAll(/^Size = (\d{9,})$/gm),
    ].map(([, size]) => Number(size));
    expect(sizes.sort()).toEqual([4 * GIB - 1, 4 * GIB, 4 * GIB + 1]);
  });

  showing({ cases: [15], judge: 'losses', needs: [] }, '101 sections are said; UDF has the file', () => {
    expect(losses.get('sections')).toEqual([{ path: '/huge', reason: 'file-too-large', where: 'iso9660' }]);
  });
});

describe('Joliet', () => {
  showing({ cases: [23, 26], judge: 'kernel', needs: kernel }, 'emoji, and names without the version', () => {
    expect(found('emoji')).toEqual(wanted('emoji'));
    expect(found('joliet-only')).toEqual(wanted('joliet-only'));
  });

  showing(
    { cases: [24], judge: 'kernel', needs: kernel },
    'a path over 240 characters is there, and said',
    () => {
      expect(found('long-path')).toEqual(wanted('long-path'));
      expect(losses.get('long-path')!.map(({ reason }) => reason)).toContain('path-too-long');
    },
  );
});

describe('checksums', () => {
  showing(
    { cases: [33, 41], judge: 'md5sum', needs: ['tool:bsdtar', 'tool:md5sum'] },
    'the file with all checksums is right for what is taken out',
    () => {
      const into = folderOf('taken-out');
      mkdirSync(into);
      expect(run('bsdtar', ['-C', into, '-xf', imageFile('md5-and-sums')]).status).toBe(0);
      const { status, stdout } = run('md5sum', ['--strict', '-c', 'md5sum.txt'], { cwd: into });
      expect(status).toBe(0);
      expect(stdout.trim().split('\n')).toHaveLength(wanted('md5-and-sums').length);
    },
  );

  test('checksums of odd names, hard links and empty files are right too', async () => {
    const folder = folderOf('odd');
    many(folder, ['line\nfeed', 'back\\slash', 'plain', 'deep/er']);
    put(folder, 'empty', '');
    put(folder, 'SHA256SUMS', 'an old one');
    await makeImage(folder, imageFile('odd'), { checksums: 'sha256', joliet: false });
    const into = folderOf('odd.out');
    mkdirSync(into);
    run('bsdtar', ['-C', into, '-xf', imageFile('odd')]);
    const { status, stdout } = run('sha256sum', ['--strict', '-c', 'SHA256SUMS'], { cwd: into });
    expect({ status, lines: stdout.trim().split('\n').length }).toEqual({ status: 0, lines: 5 });
  });

  showing(
    { cases: [65], judge: 'checkisomd5', needs: ['tool:checkisomd5'] },
    'what we implant passes, and is what implantisomd5 writes',
    async () => {
      expect(run('checkisomd5', [imageFile('md5-and-sums')]).status).toBe(0);
      for (const size of [1, 300_000, 2_345_678]) {
        const folder = folderOf(`md5-${size}`);
        put(folder, 'content', Buffer.alloc(size, 'content'));
        const [ours, theirs] = [imageFile(`ours-${size}`), imageFile(`theirs-${size}`)];
        await makeImage(folder, ours, { md5: true, fixedTime: 1 });
        await makeImage(folder, theirs, { fixedTime: 1 });
        expect(run('implantisomd5', [theirs]).status).toBe(0);
        expect(readFileSync(ours).equals(readFileSync(theirs))).toBe(true);
      }
    },
  );

  showing({ cases: [65], judge: 'checkisomd5', needs: ['tool:checkisomd5'] }, 'one other byte fails', () => {
    copyFileSync(imageFile('md5-and-sums'), imageFile('flipped'));
    const bytes = readFileSync(imageFile('flipped'));
    bytes[bytes.length - 40 * 2048]!++;
    writeFileSync(imageFile('flipped'), bytes);
    expect(run('checkisomd5', [imageFile('flipped')]).status).toBe(1);
  });

  test('with all of it, the same input gives the same bytes', async () => {
    const options = { md5: true, checksums: 'sha256', udf: true, isoLevel: 4, fixedTime: 77 } as const;
    const [one, two] = [
      await bytesOf(await author(folderOf('texts'), options)),
      await bytesOf(await author(folderOf('texts'), options), 1 << 20),
    ];
    expect(Buffer.compare(one, two)).toBe(0);
    expect(await checkImage(imageOf(one))).toEqual([]);
  });
});
