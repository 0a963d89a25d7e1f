import { expect, test } from 'vitest';
import { FileSource } from '../../../src/engine/author/content/file-source.ts';
import { labelsOf } from '../../../src/engine/author/iso/label.ts';
import { planFolder } from '../../../src/engine/author/plan/plan-folder.ts';
import { inTurns, type Steps, telling } from '../../../src/engine/author/tree/cooperative.ts';
import { Tree } from '../../../src/engine/author/tree/tree.ts';
import { FOLDER, REGULAR } from '../../../src/engine/bytes/formats/posix/file-mode.ts';
import { Failure } from '../../../src/engine/contract/failure/failure.ts';
import { authorOptions } from '../../../src/engine/contract/plan/plan.ts';

const FILES = 40_000;

/** One folder with everything in it: no pause between folders helps. */
function oneFullFolder(): Tree {
  const tree = new Tree();
  const facts = { userId: 0, groupId: 0, modifiedAtMs: 0 };
  tree.add(0, '', { ...facts, mode: FOLDER | 0o755, sizeBytes: 0 });
  tree.firstChild[0] = 1;
  for (let index = 0; index < FILES; index++)
    tree.add(0, `file ${String(index).padStart(6, '0')}.txt`, {
      ...facts,
      mode: REGULAR | 0o644,
      sizeBytes: 1,
    });
  tree.childCount[0] = FILES;
  return tree;
}

function planning() {
  const tree = oneFullFolder();
  const source = new FileSource('/nowhere', tree, false);
  return planFolder(tree, source, labelsOf('/nowhere', undefined, true), authorOptions.parse({}));
}

test('planning a full folder pauses often: in naming, in measuring and in listing the losses of each tree', () => {
  let pauses = 0;
  const steps = planning();
  let step = steps.next();
  for (; !step.done; step = steps.next()) pauses++;
  expect(pauses).toBeGreaterThan(5 * Math.floor(FILES / 1024));
  expect(step.value.files.nodes).toHaveLength(FILES);
});

test('planning ends with what stopped it, between two turns', async () => {
  const stopping = new AbortController();
  const stop = new Failure('stopped', { by: 'SIGTERM' });
  setImmediate(() => stopping.abort(stop));
  await expect(inTurns(planning(), stopping.signal)).rejects.toBe(stop);
});

test('what was asked for between two turns is said while the work goes on', async () => {
  const stopping = new AbortController();
  let told = 0;
  const tell = (): void => {
    if (++told === 2) stopping.abort();
  };
  await expect(telling(tell, inTurns(endless(), stopping.signal))).rejects.toMatchObject({ code: 'stopped' });
  expect(told).toBe(2);
});

function* endless(): Steps<never> {
  for (;;) yield;
}
