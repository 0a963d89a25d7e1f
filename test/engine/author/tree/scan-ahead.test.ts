import { linkSync, mkdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ReadPool } from '../../../../src/engine/author/content/read-pool.ts';
import { openFlags } from '../../../../src/engine/author/content/source-file.ts';
import { type Lister, listColumns, listingOf } from '../../../../src/engine/author/tree/listing.ts';
import { type Scan, scanFolder } from '../../../../src/engine/author/tree/scan.ts';
import { temporaryFolder } from '../making.ts';

const folder = temporaryFolder();
const pool = new ReadPool(openFlags(false));
afterAll(() => pool.close());

// Wide enough that the scan begins to ask for help, and deep enough that it goes on asking.
for (let index = 0; index < 60; index++) {
  const parent = join(folder, `d${index}`, 'inner');
  mkdirSync(parent, { recursive: true });
  for (let file = 0; file < 60; file++) writeFileSync(join(parent, `${file}`), `${index}`.repeat(file));
  mkdirSync(join(parent, 'empty'));
  mkdirSync(join(parent, 'last'));
  symlinkSync(`../${index}`, join(parent, 'last', 'link'));
  linkSync(join(parent, '7'), join(parent, 'last', 'another name'));
  writeFileSync(Buffer.from(`${parent}/last/\xff\xfe`, 'latin1'), 'no UTF-8');
  utimesSync(join(parent, '9'), 1_000_000_000.25, 1_000_000_000.25);
}

function scan(lister?: Lister, signal = new AbortController().signal): Promise<Scan> {
  const progress = { signal, onEntries: () => {} };
  return scanFolder(folder, { followLinks: false, exclude: [] }, lister ? { ...progress, lister } : progress);
}

/** A tree without what is only room for more. */
function factsOf({ tree, losses }: Scan) {
  const columns = [tree.parent, tree.mode, tree.userId, tree.modifiedAtMs, tree.sizeBytes, tree.ordinal];
  return {
    losses,
    paths: Array.from({ length: tree.count }, (_, node) => tree.bytePathOf(node)),
    columns: columns.map((column) => [...column.subarray(0, tree.count)]),
    folders: [tree.folders, tree.firstChild, tree.childCount, tree.subfolderCount],
    links: [...tree.linkTarget],
    sameAs: [...tree.sameAs],
    linkCount: [...tree.linkCount],
  };
}

test('a tree that workers helped with is the tree that one thread finds', async () => {
  const alone = await scan();
  let asked = 0;
  const helped = await scan({
    list(paths) {
      asked += paths.length;
      return pool.list(paths);
    },
  });
  expect(asked).toBeGreaterThan(60);
  expect(alone.tree.count).toBeGreaterThan(3_600);
  expect(factsOf(helped)).toEqual(factsOf(alone));
});

test('what a worker could not find out is asked again, and what it never answers as well', async () => {
  const alone = factsOf(await scan());
  const forgetful: Lister = {
    list: async (paths) =>
      paths.map((path, index) => {
        const columns = listColumns(path)!;
        if (index % 3 === 0) return undefined;
        if (index % 3 === 1) columns.facts.fill(0);
        return listingOf(columns);
      }),
  };
  expect(factsOf(await scan(forgetful))).toEqual(alone);
  expect(factsOf(await scan({ list: () => Promise.reject(new Error('the worker died')) }))).toEqual(alone);
});

test('a file that was gone before it was looked at was never there', async () => {
  const withGhost: Lister = {
    list: async (paths) =>
      paths.map((path) => {
        const { names, facts } = listColumns(path)!;
        return listingOf({
          names: `${names}${names && '\0'}~ghost`,
          facts: Float64Array.from([...facts, ...Array(9).fill(0)]),
        });
      }),
  };
  expect(factsOf(await scan(withGhost))).toEqual(factsOf(await scan()));
});

test('a scan that is stopped while it waits for a worker ends as stopped', async () => {
  const stopping = new AbortController();
  const lister: Lister = {
    list(paths) {
      stopping.abort();
      return Promise.resolve(paths.map(() => undefined));
    },
  };
  await expect(scan(lister, stopping.signal)).rejects.toMatchObject({ code: 'stopped' });
});
