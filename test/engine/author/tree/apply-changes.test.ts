import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyChanges } from '../../../../src/engine/author/tree/apply-changes.ts';
import { editedTree } from '../../../../src/engine/author/tree/edited-tree.ts';
import { excludedBy } from '../../../../src/engine/author/tree/exclude.ts';
import { Overlay, type OverlayEntry } from '../../../../src/engine/author/tree/overlay.ts';
import { Tree } from '../../../../src/engine/author/tree/tree.ts';
import type { Failure } from '../../../../src/engine/contract/failure/failure.ts';
import type { Change } from '../../../../src/engine/contract/plan/plan.ts';

const FACTS = { userId: 0, groupId: 0, modifiedAtMs: 0 };
const FOLDER = { ...FACTS, mode: 0o040755, sizeBytes: 0 };

const parentOf = (path: string) => path.slice(0, path.lastIndexOf('/'));

/** `/a/b/c` → `/a/b`, `/a` and the root, which is ''. */
const above = (path: string): string[] => (path === '' ? [] : [parentOf(path), ...above(parentOf(path))]);

/** A tree of these files (`/a/b`); one with ` -> ` is a link. The size of a file is the length of its path. */
function treeOf(...paths: string[]): Tree {
  const tree = new Tree();
  const folders = new Set(paths.flatMap(above));
  const all = [...new Set([...folders, ...paths])].filter((path) => path !== '');
  const places = [''];
  tree.add(0, '', FOLDER);
  for (let ordinal = 0; ordinal < tree.folders.length; ordinal++) {
    const parent = tree.folderAt(ordinal);
    const below = all.filter((path) => parentOf(path) === places[parent]).sort();
    tree.firstChild[ordinal] = tree.count;
    for (const path of below) {
      const [name = '', target] = path.slice(path.lastIndexOf('/') + 1).split(' -> ');
      const node = tree.add(parent, name, folders.has(path) ? FOLDER : fileFacts(path, target));
      if (target !== undefined) tree.linkTarget.set(node, target);
      places.push(path);
    }
    tree.childCount[ordinal] = below.length;
  }
  return tree;
}

const fileFacts = (path: string, target: string | undefined) =>
  target === undefined
    ? { ...FACTS, mode: 0o100644, sizeBytes: path.length }
    : { ...FACTS, mode: 0o120777, sizeBytes: 0 };

interface Case {
  readonly tree: readonly string[];
  /** By path on this machine: a file, or what is in a folder. */
  readonly added?: Readonly<Record<string, 'file' | readonly string[]>>;
  readonly isCaseless?: boolean;
  readonly exclude?: readonly string[];
}

function edit({ tree, added = {}, isCaseless = false, exclude = [] }: Case, ...changes: Change[]) {
  const overlay = new Overlay(treeOf(...tree));
  const entries = new Map<string, OverlayEntry>();
  for (const [path, what] of Object.entries(added)) {
    const source = overlay.addTree(what === 'file' ? treeOf(path) : treeOf(...what));
    entries.set(path, { source, node: what === 'file' ? overlay.trees[source]!.count - 1 : 0 });
  }
  const applied = applyChanges(overlay, changes, entries, { isCaseless, isExcluded: excludedBy(exclude) });
  const steps = editedTree(overlay, {});
  for (let step = steps.next(); ; step = steps.next())
    if (step.done) return { applied, edited: step.value, paths: pathsOf(step.value.tree), overlay };
}

function pathsOf(tree: Tree): string[] {
  const paths: string[] = [];
  for (let node = 1; node < tree.count; node++)
    paths.push(tree.pathOf(node) + (tree.isFolder(node) ? '/' : ''));
  return paths.sort();
}

const refusal = (given: Case, ...changes: Change[]) => {
  try {
    edit(given, ...changes);
  } catch (error) {
    return (error as Failure<'usage'>).facts.because;
  }
  return undefined;
};

const add = (from: string, to: string): Change => ({ do: 'add', from, to });
const remove = (path: string): Change => ({ do: 'remove', path });
const rename = (from: string, to: string): Change => ({ do: 'rename', from, to });

test('a file comes to a new place, and folders on the way are made', () => {
  const { paths, applied } = edit(
    { tree: ['/a'], added: { '/home/x': 'file' } },
    add('/home/x', '/new/deep/y'),
  );
  expect(paths).toEqual(['/a', '/new/', '/new/deep/', '/new/deep/y']);
  expect(applied).toEqual([
    { do: 'add', path: '/new/deep/y', from: '/home/x', files: 1, bytes: 7, replaced: 0 },
  ]);
});

test('with a slash behind it a folder is meant, into which a file comes under its own name', () => {
  const given: Case = { tree: ['/docs/a'], added: { '/home/x': 'file' } };
  expect(edit(given, add('/home/x', '/docs/')).paths).toEqual(['/docs/', '/docs/a', '/docs/x']);
  expect(edit(given, add('/home/x', '/')).paths).toEqual(['/docs/', '/docs/a', '/x']);
  expect(refusal(given, add('/home/x', '/docs'))).toEqual({ reason: 'edit-folder-there', path: '/docs' });
});

test('a folder joins one that is there; files of the same name take their place', () => {
  const given: Case = { tree: ['/docs/a', '/docs/sub/b'], added: { '/over': ['/a', '/sub/c'] } };
  const { paths, applied, edited } = edit(given, add('/over', '/docs'));
  expect(paths).toEqual(['/docs/', '/docs/a', '/docs/sub/', '/docs/sub/b', '/docs/sub/c']);
  expect(applied[0]).toMatchObject({ files: 2, replaced: 1 });
  const node = [...Array(edited.tree.count).keys()].find((one) => edited.tree.pathOf(one) === '/docs/a');
  expect(edited.source[node!]).toBe(1);
  expect(edit(given, add('/over', '/')).paths).toContain('/sub/c');
});

test('patterns leave out what comes in, too', () => {
  const given: Case = {
    tree: ['/a'],
    added: { '/over': ['/.git/x', '/b', '/c.o'] },
    exclude: ['.git', '*.o'],
  };
  expect(edit(given, add('/over', '/')).paths).toEqual(['/a', '/b']);
});

test('what is removed is gone with all that is in it, and can be put there anew', () => {
  const given: Case = { tree: ['/a/b', '/a/c/d', '/e'], added: { '/x': 'file' } };
  expect(edit(given, remove('/a')).applied).toEqual([{ do: 'remove', path: '/a', files: 2, bytes: 10 }]);
  expect(edit(given, remove('/a'), add('/x', '/a')).paths).toEqual(['/a', '/e']);
});

test('changes come one after the other: the order in which they are given counts', () => {
  const given: Case = { tree: ['/a', '/b'] };
  expect(edit(given, rename('/a', '/c'), rename('/b', '/a'), rename('/c', '/b')).paths).toEqual(['/a', '/b']);
  expect(refusal(given, rename('/a', '/b'))).toEqual({ reason: 'edit-taken', path: '/b' });
  expect(edit(given, remove('/b'), rename('/a', '/b')).paths).toEqual(['/b']);
});

test('what is not there is refused, and a name that differs in case alone is told', () => {
  expect(refusal({ tree: ['/Readme'] }, remove('/README'))).toEqual({
    reason: 'edit-missing',
    path: '/README',
    near: '/Readme',
  });
  expect(refusal({ tree: ['/a'] }, rename('/x/y', '/z'))).toEqual({ reason: 'edit-missing', path: '/x' });
});

test('where media know no case, an only name that is alike is meant', () => {
  const given: Case = { tree: ['/sources/install.wim'], added: { '/x': 'file' }, isCaseless: true };
  expect(edit(given, add('/x', '/Sources/Install.WIM')).paths).toEqual(['/sources/', '/sources/install.wim']);
  expect(edit(given, rename('/sources/install.wim', '/sources/INSTALL.WIM')).paths).toEqual([
    '/sources/',
    '/sources/INSTALL.WIM',
  ]);
});

test('no link is followed, and no file is taken for a folder', () => {
  const given: Case = { tree: ['/dir/a', '/link -> dir', '/file'], added: { '/x': 'file', '/over': ['/y'] } };
  expect(refusal(given, add('/x', '/link/b'))).toMatchObject({
    reason: 'edit-no-folder',
    at: '/link',
    kind: 'link',
  });
  expect(refusal(given, remove('/file/b'))).toMatchObject({
    reason: 'edit-no-folder',
    at: '/file',
    kind: 'file',
  });
  expect(refusal(given, add('/over', '/file'))).toEqual({ reason: 'edit-file-there', path: '/file' });
  expect(edit(given, add('/x', '/link')).edited.tree.linkTarget.size).toBe(0);
});

test('a folder does not come into itself, however it is spelt', () => {
  expect(refusal({ tree: ['/a/b'] }, rename('/a', '/a/c'))).toMatchObject({ reason: 'edit-into-itself' });
  expect(refusal({ tree: ['/a/b'], isCaseless: true }, rename('/a', '/A/c'))).toMatchObject({
    reason: 'edit-into-itself',
  });
});

test('names of one file stay names of one file, whichever of them goes', () => {
  const overlay = new Overlay(treeOf('/a', '/b', '/c'));
  const [tree] = overlay.trees;
  tree!.sameAs.set(2, 1).set(3, 1);
  tree!.linkCount.set(1, 3);
  const rules = { isCaseless: false, isExcluded: () => false };
  applyChanges(overlay, [remove('/a'), rename('/c', '/A')], new Map(), rules);
  const edited = [
    ...[editedTree(overlay, {})].map((steps) => {
      let step = steps.next();
      while (!step.done) step = steps.next();
      return step.value;
    }),
  ][0]!;
  expect(pathsOf(edited.tree)).toEqual(['/A', '/b']);
  expect([...edited.tree.sameAs]).toEqual([[2, 1]]);
  expect(edited.tree.linkCount.get(1)).toBe(2);
  expect(edited.placeOf(1)).toBe(1);
});

test('whatever is removed and moved, every file that is left is told where it stands', () => {
  const names = fc.constantFrom('/a', '/b', '/a/x', '/b/x', '/a/x/y', '/c', '/c/z');
  const change = fc.oneof(
    names.map((path) => remove(path)),
    fc.tuple(names, names).map(([from, to]) => rename(from, to)),
  );
  fc.assert(
    fc.property(fc.array(change, { maxLength: 6 }), (changes) => {
      const tree = ['/a/x/y', '/b/x', '/c/z', '/d'];
      let done: ReturnType<typeof edit> | undefined;
      try {
        done = edit({ tree }, ...changes);
      } catch (error) {
        expect((error as Failure<'usage'>).code).toBe('usage');
        return;
      }
      const { edited, overlay } = done;
      const before = overlay.trees[0]!;
      const left = [...Array(before.count).keys()].filter((node) => edited.placeOf(node) !== undefined);
      for (const node of left) {
        const place = edited.placeOf(node)!;
        expect([edited.source[place], edited.node[place]]).toEqual([0, node]);
        expect(edited.tree.sizeOf(place)).toBe(before.sizeOf(node));
      }
      const files = [...Array(edited.tree.count).keys()].filter((node) => edited.tree.isFile(node));
      expect(left.filter((node) => before.isFile(node)).length).toBe(files.length);
    }),
  );
});
