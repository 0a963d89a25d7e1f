import { expect, test } from 'vitest';
import { Failure } from '../../../../src/engine/contract/failure/failure.ts';
import { compareTrees } from '../../../../src/engine/read/compare/compare-trees.ts';
import type { ComparedTree } from '../../../../src/engine/read/compare/compared-tree.ts';
import { MOST_TOLD } from '../../../../src/engine/read/compare/differences.ts';
import { type FakeFolder, fakeTree } from './fake-tree.ts';

function compared(a: ComparedTree, b: ComparedTree, signal = new AbortController().signal) {
  return compareTrees({ a, b }, { signal, names: { a: 'A', b: 'B' }, onDone: () => undefined });
}

async function told(a: FakeFolder, b: FakeFolder) {
  return (await compared(fakeTree(a), fakeTree(b))).told;
}

test('what is new, gone, other, moved and of another kind is told by path', async () => {
  const a = {
    gone: { bytes: 'only here' },
    same: { bytes: 'same' },
    sub: { in: { old: { bytes: 'travels' }, deep: { in: { x: { bytes: '12' } } } } },
    turned: { bytes: 'file' },
    bytes: { bytes: 'abcdef' },
    longer: { bytes: 'abc' },
  };
  const b = {
    same: { bytes: 'same' },
    sub: { in: { deep: { in: { x: { bytes: '12' } } } } },
    turned: { in: { inside: { bytes: '' } } },
    bytes: { bytes: 'abcdeF' },
    longer: { bytes: 'abcd' },
    elsewhere: { bytes: 'travels' },
  };
  expect(await told(a, b)).toEqual([
    { kind: 'content', path: '/bytes', aBytes: 6, bBytes: 6, atByte: 5 },
    { kind: 'moved', path: '/elsewhere', from: '/sub/old', sizeBytes: 7 },
    { kind: 'removed', path: '/gone', type: 'file', sizeBytes: 9 },
    { kind: 'content', path: '/longer', aBytes: 3, bBytes: 4 },
    { kind: 'type', path: '/turned', a: 'file', b: 'dir' },
    { kind: 'added', path: '/turned/inside', type: 'file', sizeBytes: 0 },
  ]);
});

test('what only one side records is no difference; what both record is', async () => {
  const a = {
    x: { permissions: 0o644, userId: 0, groupId: 5, modifiedAtMs: 5000 },
    l: { type: 'symlink', target: 'a' },
  };
  expect(await told(a as FakeFolder, { x: {}, l: { type: 'symlink', target: 'a' } })).toEqual([]);
  const b = {
    x: { permissions: 0o4755, userId: 7, groupId: 5, modifiedAtMs: 6500 },
    l: { type: 'symlink', target: 'b' },
  };
  expect(await told(a as FakeFolder, b as FakeFolder)).toEqual([
    { kind: 'metadata', path: '/l', fields: [{ field: 'target', a: 'a', b: 'b' }] },
    {
      kind: 'metadata',
      path: '/x',
      fields: [
        { field: 'mode', a: '0644', b: '4755' },
        { field: 'uid', a: 0, b: 7 },
        { field: 'mtime', a: '1970-01-01T00:00:05.000Z', b: '1970-01-01T00:00:06.500Z' },
      ],
    },
  ]);
});

test('a time is as exact as the less exact of both file systems', async () => {
  const at = (modifiedAtMs: number, standard: ComparedTree['standard']) =>
    fakeTree({ x: { modifiedAtMs } }, standard);
  const differs = async (a: ComparedTree, b: ComparedTree) => (await compared(a, b)).counts.metadata ?? 0;
  expect(await differs(at(10_900, 'folder'), at(10_000, 'fat'))).toBe(0);
  expect(await differs(at(11_900, 'folder'), at(10_000, 'fat'))).toBe(0);
  expect(await differs(at(12_000, 'folder'), at(10_000, 'fat'))).toBe(1);
  expect(await differs(at(10_999, 'folder'), at(10_000, 'rock-ridge'))).toBe(0);
  expect(await differs(at(11_000, 'folder'), at(10_000, 'squashfs'))).toBe(1);
  expect(await differs(at(10_500, 'folder'), at(10_501, 'ntfs'))).toBe(1);
  // Inodes of 128 bytes keep whole seconds.
  expect(await differs(at(10_500, 'folder'), at(10_000, 'ext4'))).toBe(0);
  expect(await differs(at(10_500, 'folder'), at(10_250, 'ext4'))).toBe(1);
  expect(await differs(at(10_509, 'folder'), at(10_500, 'exfat'))).toBe(0);
  expect(await differs(at(10_510, 'folder'), at(10_500, 'exfat'))).toBe(1);
  // UDF can say microseconds, and programs that make it often say none.
  expect(await differs(at(10_500, 'folder'), at(10_000, 'udf'))).toBe(0);
  expect(await differs(at(10_500, 'folder'), at(10_250, 'udf'))).toBe(1);
});

test('a folder whose accent is one character on Linux and two on a Mac is one folder, and told', async () => {
  const [nfc, nfd] = ['J\u00e4ger', 'Ja\u0308ger'].map((name) => Buffer.from(name).toString('latin1'));
  const inside = { in: { x: { bytes: 'the same' }, y: { bytes: 'one' } } };
  const other = { in: { x: { bytes: 'the same' }, y: { bytes: 'two' } } };
  const found = await told({ [nfc ?? '']: inside }, { [nfd ?? '']: other });
  expect(found.map(({ kind, ...rest }) => [kind, 'path' in rest ? rest.path : ''])).toEqual([
    ['metadata', '/J\u00e4ger'],
    ['content', '/J\u00e4ger/y'],
  ]);
});

test('names that differ in case are one where a file system folds case, and only where it is clear which', async () => {
  const a = { Readme: { bytes: '1' }, X: { bytes: '2' }, x: { bytes: '3' } };
  const b = { README: { bytes: '1' } };
  const onFat = await compared(fakeTree(a, 'ext4'), fakeTree(b, 'fat'));
  expect(onFat.told.find(({ kind }) => kind === 'metadata')).toEqual({
    kind: 'metadata',
    path: '/Readme',
    fields: [{ field: 'name', a: 'Readme', b: 'README' }],
  });
  const onExt = await compared(fakeTree(a), fakeTree(b));
  expect(onExt.counts).toEqual({ moved: 1, removed: 2 });
});

test('what the other file system cannot hold is told as such', async () => {
  const a = fakeTree({ 'a:b': { bytes: '1' }, l: { type: 'symlink', target: 'x' }, plain: { bytes: '' } });
  const { told: found } = await compared(a, fakeTree({}, 'exfat'));
  expect(found.map((one) => [one.kind, 'cannotHold' in one])).toEqual([
    ['removed', true],
    ['removed', true],
    ['removed', false],
  ]);
});

test('damage of a file or folder is told, and everything else is compared', async () => {
  const a = {
    f: { bytes: 'abc', bad: true },
    d: { in: { x: { bytes: '1' } }, bad: true },
    z: { bytes: 'z' },
  } as const;
  // Whether `y` is missing on the other side nobody knows.
  const inside = { x: { bytes: '2' }, y: { bytes: 'y' } };
  const b = { f: { bytes: 'abc' }, d: { in: inside }, z: { bytes: 'Z' } };
  expect(await told(a, b)).toEqual([
    { kind: 'unreadable', side: 'a', path: '/d' },
    { kind: 'content', path: '/d/x', aBytes: 1, bBytes: 1, atByte: 0 },
    { kind: 'unreadable', side: 'a', path: '/f' },
    { kind: 'content', path: '/z', aBytes: 1, bBytes: 1, atByte: 0 },
  ]);
});

test('a folder that leads in a circle is entered once, and said', async () => {
  const circle = fakeTree({});
  const loop: ComparedTree = {
    ...circle,
    root: { ...circle.root, identity: 'one' },
    async *list() {
      yield { ...circle.root, name: 'again', identity: 'one' };
    },
  };
  const { told: found } = await compared(loop, fakeTree({}));
  expect(found).toEqual([
    { kind: 'unreadable', side: 'a', path: '/again' },
    { kind: 'removed', path: '/again', type: 'dir', sizeBytes: 0 },
  ]);
});

test('a file of an exbibyte that records two bytes is compared by these', async () => {
  const recorded = [{ atByte: 2 ** 40, lengthBytes: 2 }];
  const a = { x: { sizeBytes: 2 ** 50, recorded } };
  expect(await told(a, { x: { sizeBytes: 2 ** 50, recorded: [] } })).toEqual([]);
  const { comparedBytes } = await compared(
    fakeTree(a),
    fakeTree({ x: { sizeBytes: 2 ** 50, recorded: [] } }),
  );
  expect(comparedBytes).toBe(2);
});

test('of several of one name the first counts, and the others are counted', async () => {
  const a = fakeTree({ 1: { name: 'x', bytes: 'a' }, 2: { name: 'x', bytes: 'b' } });
  expect(await compared(a, fakeTree({ x: { bytes: 'a' } }))).toMatchObject({ told: [], twins: 1 });
});

test('of many copies of one file each is moved once', async () => {
  const named = (prefix: string, count: number): FakeFolder =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`${prefix}${index}`, { bytes: 'copy' }]));
  const { counts } = await compared(fakeTree(named('a', 40)), fakeTree(named('b', 30)));
  expect(counts).toEqual({ moved: 30, removed: 10 });
});

test('more differences than are told are counted', async () => {
  const many: FakeFolder = Object.fromEntries(
    Array.from({ length: MOST_TOLD + 5 }, (_, index) => [`f${index}`, {}]),
  );
  const { told: found, counts } = await compared(fakeTree(many), fakeTree({}));
  expect([found.length, counts.removed]).toEqual([MOST_TOLD, MOST_TOLD + 5]);
});

test('lost+found of ext is no difference, but what is in it is', async () => {
  const { told: found } = await compared(
    fakeTree({ 'lost+found': { in: { '#12': { bytes: '' } } } }),
    fakeTree({}, 'folder'),
  );
  expect(found).toEqual([{ kind: 'removed', path: '/lost+found/#12', type: 'file', sizeBytes: 0 }]);
});

test('a stop is heard between two folders', async () => {
  const stopping = new AbortController();
  const failure = new Failure('stopped', { by: 'SIGINT' });
  const tree = fakeTree({ a: { in: { b: { in: {} } } } });
  const stopped: ComparedTree = {
    ...tree,
    async *list(folder) {
      stopping.abort(failure);
      yield* tree.list(folder);
    },
  };
  await expect(compared(stopped, fakeTree({}), stopping.signal)).rejects.toBe(failure);
});
