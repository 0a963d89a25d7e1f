import { expect, test } from 'vitest';
import { AddedFolder } from '../../../../src/engine/author/sticks/added-files.ts';
import { buildStick } from '../../../../src/engine/author/sticks/stick-builder.ts';
import type { Steps } from '../../../../src/engine/author/tree/cooperative.ts';
import { Tree } from '../../../../src/engine/author/tree/tree.ts';
import { placeRows } from '../../../../src/engine/author/volumes/cluster-places.ts';
import { fatFolderBytes } from '../../../../src/engine/author/volumes/fat/fat-folder.ts';
import { cpuTimeOf } from '../../../fakes/cpu-time.ts';

const FILES = 200_000;
const A_FOLDER = 200;

function done<T>(work: Steps<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

function largeTree(): Tree {
  const tree = new Tree();
  const facts = (mode: number, sizeBytes: number) => ({
    mode,
    userId: 0,
    groupId: 0,
    modifiedAtMs: 1e12,
    sizeBytes,
  });
  tree.add(0, '', facts(0o040755, 0));
  for (let i = 0; i < FILES / A_FOLDER; i++) tree.add(0, `folder number ${i}`, facts(0o040755, 0));
  tree.firstChild[0] = 1;
  tree.childCount[0] = tree.count - 1;
  for (let ordinal = 1; ordinal < tree.folders.length; ordinal++) {
    tree.firstChild[ordinal] = tree.count;
    tree.childCount[ordinal] = A_FOLDER;
    for (let i = 0; i < A_FOLDER; i++)
      tree.add(tree.folderAt(ordinal), `file-with-a-longer-name_${i}.deb`, facts(0o100644, 5000));
  }
  return tree;
}

test('200,000 files are planned in well under a second of work', async () => {
  const tree = largeTree();
  const build = {
    tree,
    added: new AddedFolder(),
    changed: new Map(),
    secondsOf: () => 1e9,
    mostFileBytes: 2 ** 32 - 1,
  };
  const { cpuMs } = await cpuTimeOf(() => {
    const { rows } = done(buildStick(build));
    const places = done(
      placeRows(rows, { clusterBytes: 4096, folderBytes: (row) => fatFolderBytes(rows, row) }),
    );
    expect(places.rows.length).toBe(FILES + FILES / A_FOLDER + 1);
  });
  expect(cpuMs).toBeLessThan(3000);
});
