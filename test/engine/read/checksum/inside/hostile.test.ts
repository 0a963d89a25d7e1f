import { expect, test } from 'vitest';
import { Failure } from '../../../../../src/engine/contract/failure/failure.ts';
import { insideOf } from '../../../../../src/engine/read/checksum/inside/find-inside.ts';
import { readApart } from '../../../../../src/engine/read/checksum/inside/read-apart.ts';
import { cpuTimeOf } from '../../../../fakes/cpu-time.ts';
import { seededBytes } from '../../../../fakes/fake-image.ts';
import { check, checkTree, fakeVolume, md5, type Node, text, tree } from './fake-volume.ts';

// Checksum files and volumes that were made to hurt: an answer, soon, in bounded memory.

const file = seededBytes(5000);
const good = `${md5(file)}  ./a\n`;

async function timed<T>(work: () => Promise<T>, mostMs = 5000): Promise<T> {
  const { result, cpuMs } = await cpuTimeOf(work);
  expect(cpuMs).toBeLessThan(mostMs);
  return result;
}

test('a checksum file of 2 GiB is not read, and more than sixteen are not either', async () => {
  const huge = { runs: [{ atByte: 0, lengthBytes: 2 ** 31 }] };
  const many = Object.fromEntries(Array.from({ length: 17 }, (_, i) => [`${i}.md5`, text(`${good}# ${i}`)]));
  const { found, verdicts } = await checkTree(tree({ a: file, MD5SUMS: huge, ...many }));
  expect(verdicts).toHaveLength(16);
  expect(found.leftAlone).toEqual([
    { checksumFile: '/MD5SUMS', why: { reason: 'too-large' } },
    { checksumFile: '/16.md5', why: { reason: 'too-many', most: 16 } },
  ]);
});

test('a checksum file whose place is behind the end of the image is said, as any damage of the volume', async () => {
  const { image, volume } = fakeVolume(tree({ MD5SUMS: { runs: [{ atByte: 1 << 20, lengthBytes: 100 }] } }));
  await expect(check([volume], image)).rejects.toThrow('source-truncated');
});

test('half a million lines end soon, and only the first twenty of what is missing are listed', async () => {
  const lines = Array.from({ length: 500_000 }, (_, i) => `${'0'.repeat(32)}  pool/${i}`);
  const { verdicts } = await timed(
    () => checkTree(tree({ a: file, pool: tree({ 7: file }), MD5SUMS: text(good + lines.join('\n')) })),
    15_000,
  );
  expect(verdicts).toMatchObject([{ agreeing: 1, differing: 1, missing: 499_999 }]);
  expect(verdicts[0]!.firstMissing).toHaveLength(20);
});

test('lines that are long and full of blanks, brackets or slashes take no longer than others', async () => {
  const long = 1 << 20;
  const lines = [
    `${'0'.repeat(32)}${' '.repeat(long)}\rx`,
    `MD5 (${') ='.repeat(long / 3)}`,
    `MD5 (${') = 0'.repeat(long / 5)}`,
    `${'0'.repeat(32)}  ${'a/'.repeat(long / 2)}`,
    `${'0'.repeat(32)}  ${'../'.repeat(long / 3)}`,
    `\\${'0'.repeat(32)}  ${'\\'.repeat(long)}`,
    'f'.repeat(long),
  ];
  const { verdicts } = await timed(() =>
    checkTree(tree({ a: file, MD5SUMS: text(good + lines.join('\n')) })),
  );
  expect(verdicts).toMatchObject([{ agreeing: 1, missing: 4, notUnderstood: 3 }]);
  expect(Math.max(...verdicts[0]!.firstMissing.map(({ length }) => length))).toBeLessThanOrEqual(1024);
});

test('a folder that holds itself is gone through no further than a path is long', async () => {
  const round = tree({ a: file });
  round.set('self', round);
  const deep = (folders: string): string => `${md5(file)}  ${folders}a\n`;
  const { verdicts } = await timed(() =>
    checkTree(
      tree({
        round,
        a: file,
        MD5SUMS: text(
          [good, deep(''), deep(`round/${'self/'.repeat(700)}`), deep('self/'.repeat(5000))].join(''),
        ),
      }),
    ),
  );
  expect(verdicts).toMatchObject([{ agreeing: 3, missing: 1 }]);
});

test('links that lead to each other in many ways end after forty', async () => {
  const nodes: Record<string, Node> = { a: file };
  for (let i = 0; i < 60; i++) nodes[`l${i}`] = { target: i === 0 ? 'a' : `l${i - 1}` };
  const lines = Array.from({ length: 60 }, (_, i) => `${md5(file)}  l${i}\n`);
  const { verdicts } = await checkTree(tree({ ...nodes, MD5SUMS: text(lines.join('')) }));
  expect(verdicts).toMatchObject([{ agreeing: 40, missing: 20 }]);
});

test('files that share their bytes many times over are refused, not hashed for ever', async () => {
  const nodes = Object.fromEntries(
    Array.from({ length: 3000 }, (_, i): [string, Node] => [
      `f${i}`,
      { runs: [{ atByte: i, lengthBytes: 1_000_000 }] },
    ]),
  );
  const lines = Object.keys(nodes).map((name) => `${'0'.repeat(32)}  ${name}`);
  const { failure } = await timed(() =>
    checkTree(tree({ ...nodes, big: seededBytes(2_000_000), MD5SUMS: text(lines.join('\n')) })),
  );
  expect(failure).toMatchObject({ code: 'source-damaged' });
});

test('a folder that cannot be read makes the image a damaged one, unless the file is found elsewhere', async () => {
  const root = tree({ a: file, sub: 'damaged', MD5SUMS: text(`${good}${md5(file)}  sub/b\n`) });
  const { image, volume } = fakeVolume(root);
  expect((await check([volume], image)).failure).toMatchObject({ code: 'source-damaged' });
  const place = { runs: [{ atByte: 0, lengthBytes: file.length }] };
  const other = fakeVolume(tree({ sub: tree({ b: place }) }), 'joliet');
  expect(await check([volume, other.volume], image)).toMatchObject({
    failure: undefined,
    verdicts: [{ agreeing: 2 }],
  });
});

test('a file that goes on behind the end of the image differs, and says why', async () => {
  const cut = { runs: [{ atByte: 0, lengthBytes: 100 << 20 }] };
  const { verdicts, failure } = await checkTree(
    tree({ a: file, cut, MD5SUMS: text(`${good}${md5('x')}  cut\n`) }),
  );
  expect(verdicts[0]!.firstDiffering).toEqual([
    { path: 'cut', expected: md5('x'), because: { reason: 'ends-too-early' } },
  ]);
  expect(failure).toMatchObject({ code: 'checksum-wrong' });
});

test('a stop is heard while names are looked for, and while packed files are read', async () => {
  const { image, volume } = fakeVolume(tree({ a: file, MD5SUMS: text(good) }));
  const stopping = new AbortController();
  stopping.abort(new Failure('stopped', { by: 'person' }));
  const options = { path: 'x.iso', imagePath: 'x.iso', signal: stopping.signal, onRead: () => {} };
  await expect(insideOf(image, [volume], options)).rejects.toThrow('stopped');
  const { found } = await check([volume], image);
  await expect(readApart(image, found.files, options)).rejects.toThrow('stopped');
});
