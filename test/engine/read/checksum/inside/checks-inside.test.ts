import { expect, test } from 'vitest';
import { remedy } from '../../../../../src/words/remedies.ts';
import { seededBytes } from '../../../../fakes/fake-image.ts';
import { check, checkTree, fakeVolume, md5, sha256, text, tree } from './fake-volume.ts';

// Checksum files in the root of an image, and the files they name.

const kernel = seededBytes(30_000, 1);
const squashfs = seededBytes(90_000, 2);
const empty = new Uint8Array(0);
const whole = { casper: tree({ vmlinuz: kernel, 'filesystem.squashfs': squashfs }), empty };

/** `md5sum.txt` as `find . -type f | xargs md5sum` writes it. */
const list = [
  `${md5(kernel)}  ./casper/vmlinuz`,
  `${md5(squashfs)}  ./casper/filesystem.squashfs`,
  `${md5(empty)}  ./empty`,
];

test('all files agree, in every way a list is written', async () => {
  const { verdicts, failure } = await checkTree(
    tree({
      ...whole,
      'md5sum.txt': text(`${list.join('\n')}\n`),
      SHA256SUMS: text(`SHA256 (casper/vmlinuz) = ${sha256(kernel)}\n${sha256(empty)} *empty\r\n`),
      'empty.sha256': text(sha256(empty)),
    }),
  );
  expect(failure).toBeUndefined();
  expect(verdicts.map(({ checksumFile, agreeing }) => [checksumFile, agreeing])).toEqual([
    ['/md5sum.txt', 3],
    ['/SHA256SUMS', 2],
    ['/empty.sha256', 1],
  ]);
});

test('what differs, is missing or not understood is said of its checksum file, the first file in the failure', async () => {
  const wrong = 'f'.repeat(32);
  const { verdicts, failure } = await checkTree(
    tree({
      ...whole,
      'md5sum.txt': text([list[0], `${wrong}  ./empty`, `${wrong}  ./gone`, 'prose', '# no'].join('\n')),
    }),
  );
  expect(verdicts).toEqual([
    {
      checksumFile: '/md5sum.txt',
      agreeing: 1,
      differing: 1,
      missing: 1,
      notUnderstood: 1,
      firstDiffering: [{ path: './empty', expected: wrong, found: md5(empty) }],
      firstMissing: ['./gone'],
      firstNotUnderstood: [4],
    },
  ]);
  expect(failure).toMatchObject({
    code: 'checksum-wrong',
    facts: {
      path: 'x.iso',
      checksumFile: '/md5sum.txt',
      inside: { file: './empty', differing: 1, missing: 1 },
    },
  });
  expect(remedy(failure!).happened).toBe(
    `According to /md5sum.txt in x.iso, 1 file differs and 1 file is missing: ./empty should have ${wrong} but has ${md5(empty)}.`,
  );
});

test('a file that several checksum files name is read once, and so is all else', async () => {
  const { image, volume } = fakeVolume(
    tree({
      ...whole,
      copy: kernel,
      'md5sum.txt': text([...list, `${md5(kernel)}  copy`].join('\n')),
      SHA256SUMS: text(`${sha256(kernel)}  casper/vmlinuz\n`),
    }),
  );
  const { failure, found } = await check([volume], image, 10_000);
  expect(failure).toBeUndefined();
  expect(found.files.map(({ algorithms }) => algorithms)).toEqual([['md5', 'sha256'], ['md5'], ['md5']]);
  // Once from the beginning to the end; the lists were read before, to be understood.
  expect(image.reads.filter((atByte) => atByte < kernel.length)).toEqual([0, 10_000, 20_000]);
  expect(image.reads).toHaveLength(2 + Math.ceil(image.sizeBytes / 10_000));
});

test('a text about other files, and its own line, prove nothing and fail nothing', async () => {
  const foreign = await checkTree(tree({ ...whole, MD5SUMS: text(`${md5('x')}  debian-12.iso\n`) }));
  expect(foreign).toMatchObject({ verdicts: [], failure: undefined });
  expect(foreign.found.leftAlone).toEqual([
    { checksumFile: '/MD5SUMS', why: { reason: 'names-nothing-here' } },
  ]);
  const own = await checkTree(
    tree({ ...whole, 'md5sum.txt': text(`${list.join('\n')}\n${md5('before')}  ./md5sum.txt\n`) }),
  );
  expect(own).toMatchObject({ failure: undefined, verdicts: [{ agreeing: 3, namesItself: true }] });
});

test('paths stay in the image, links in it are followed, and a circle of them ends', async () => {
  const nowhere = ['../vmlinuz', 'dists/away', 'round/vmlinuz', 'casper', 'casper/vmlinuz/below', '..', '.'];
  const { verdicts } = await checkTree(
    tree({
      ...whole,
      debian: { target: '.' },
      dists: tree({ stable: { target: '../casper' }, away: { target: '/casper/vmlinuz' } }),
      round: { target: 'trip' },
      trip: { target: './round' },
      'md5sum.txt': text(
        [
          'debian/debian/casper/vmlinuz',
          'dists/stable/vmlinuz',
          '/casper/vmlinuz',
          'casper/../casper//vmlinuz',
          ...nowhere,
        ]
          .map((name) => `${md5(kernel)}  ${name}`)
          .join('\n'),
      ),
    }),
  );
  expect(verdicts).toMatchObject([
    {
      agreeing: 4,
      firstMissing: nowhere,
    },
  ]);
});

test('a name of another case will do only where no reader tells them apart, and only when it is the only one', async () => {
  const files = (standard: 'rock-ridge' | 'joliet' | 'iso9660') =>
    checkTree(
      tree({
        BOOT: tree({ VMLINUZ: kernel, INITRD: squashfs, initrd: kernel }),
        'MD5SUM.TXT': text(
          `${md5(kernel)}  boot/vmlinuz\n${md5(kernel)}  boot/initrd\n${md5(squashfs)}  BOOT/Initrd\n`,
        ),
      }),
      standard,
    );
  expect((await files('iso9660')).verdicts).toMatchObject([{ agreeing: 2, firstMissing: ['BOOT/Initrd'] }]);
  expect((await files('joliet')).verdicts).toMatchObject([{ agreeing: 2 }]);
  expect((await files('rock-ridge')).verdicts).toEqual([]);
});

test('a name that one volume of an image does not show is found in another', async () => {
  const { image, volume } = fakeVolume(
    tree({ a: kernel, 'md5sum.txt': text(`${md5(kernel)}  a\n${md5(kernel)}  Long name\n`) }),
  );
  const other = fakeVolume(
    tree({ 'Long name': { runs: [{ atByte: 0, lengthBytes: kernel.length }] } }),
    'joliet',
  );
  const { verdicts, found } = await check([volume, other.volume], image);
  expect(verdicts).toMatchObject([{ agreeing: 2, missing: 0 }]);
  // The same bytes by two names.
  expect(found.files).toHaveLength(1);
});

test('names are bytes: an end in 0xA0, blanks, and what is escaped', async () => {
  const names = ['voil\xc3\xa0', ' blanks at both ends ', 'back\\slash', 'line\nend', 'star*'];
  const lines = names.map((name) =>
    /[\\\n]/.test(name)
      ? `\\${md5(name)}  ./${name.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}`
      : `${md5(name)}  ./${name}`,
  );
  const files = Object.fromEntries(names.map((name) => [name, text(name)]));
  const contents = names.map(
    (name, index) => `${md5(text(name))}${lines[index]!.replace(/^\\?[0-9a-f]{32}/, '')}`,
  );
  const escaped = contents.map((line, index) => (lines[index]!.startsWith('\\') ? `\\${line}` : line));
  const { verdicts } = await checkTree(tree({ ...files, 'md5sum.txt': text(escaped.join('\n')) }));
  expect(verdicts).toMatchObject([{ agreeing: 5, missing: 0, differing: 0 }]);
});
