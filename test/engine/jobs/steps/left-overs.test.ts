import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { JobFact } from '../../../../src/engine/contract/events/events.ts';
import { jobIn, removeLeftOvers } from '../../../../src/engine/jobs/steps/left-overs.ts';

// `.NAME.JOB.part` stayed for ever after a kill.

const KILLED = '20261122-120000-abcd';
const RUNS = '20261122-120001-abcd';
const ELSEWHERE = '20261122-120002-abcd';
const UNKNOWN = '20261122-120003-abcd';
const before = process.env.XDG_STATE_HOME;
let state = '';
let folder = '';

/** A job that was to make `output`, as its folder tells of it. */
function storeJob(id: string, output: string, pid: number): void {
  const at = join(state, 'isowright/jobs', id);
  mkdirSync(at, { recursive: true, mode: 0o700 });
  const source = { kind: 'folder', path: '/tree', author: {} };
  const plan = { v: 1, do: 'make', source, output: { path: output }, verify: true };
  writeFileSync(join(at, 'plan.json'), JSON.stringify(plan));
  writeFileSync(join(at, 'process.json'), JSON.stringify({ pid, startedTicks: startedTicks(pid) }));
}

/** Field 22 of `/proc/PID/stat`, of this process; another one is of nobody. */
function startedTicks(pid: number): string {
  if (pid !== process.pid) return '1';
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'isowright-left-state-'));
  folder = mkdtempSync(join(tmpdir(), 'isowright-left-'));
  process.env.XDG_STATE_HOME = state;
});
afterEach(() => {
  process.env.XDG_STATE_HOME = before;
  rmSync(state, { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
});

test('what a killed job left is removed and told; that of others stays', async () => {
  const out = join(folder, 'out.iso');
  storeJob(KILLED, out, 2 ** 22 + 1);
  storeJob(RUNS, out, process.pid);
  storeJob(ELSEWHERE, '/elsewhere/out.iso', 2 ** 22 + 1);
  const gone = [`.out.iso.${KILLED}.part`, `.out.iso.${KILLED}.sha256.part`];
  const kept = [
    `.out.iso.${RUNS}.part`,
    `.out.iso.${ELSEWHERE}.part`,
    `.out.iso.${UNKNOWN}.part`,
    `out.iso.${KILLED}.part`,
    `.out.iso.${KILLED}`,
    '.part',
  ];
  for (const name of [...gone, ...kept]) writeFileSync(join(folder, name), 'x');
  const facts: JobFact[] = [];
  await removeLeftOvers(out, { onFact: (fact) => facts.push(fact) });
  expect(gone.filter((name) => existsSync(join(folder, name)))).toEqual([]);
  expect(kept.filter((name) => !existsSync(join(folder, name)))).toEqual([]);
  const told = gone.map((name) => ({ event: 'note', code: 'left-over-removed', path: join(folder, name) }));
  expect(facts.toSorted()).toEqual(expect.arrayContaining(told));
});

test('a folder that is not there is nobody’s fault here', async () => {
  await removeLeftOvers(join(folder, 'none/out.iso'), { onFact: () => undefined });
});

test.each([
  [`.a.${KILLED}.part`, KILLED],
  [`.a.${KILLED}.sha256.part`, KILLED],
  [`.${KILLED}.part`, undefined],
  ['.a.20261122-120000-ABCD.part', undefined],
])('%s is of the job %s', (name, id) => {
  expect(jobIn(name)).toBe(id);
});
