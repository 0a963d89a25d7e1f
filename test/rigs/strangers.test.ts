import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import type { DoneFact } from '../../src/engine/jobs/events.ts';
import { programPath } from '../fakes/cli.ts';
import { testWith } from '../fakes/rigs.ts';

// Jobs belong to who started them: folders of somebody else, links to them, and their sockets are refused.

const NOBODY = 65534;
const JOB = '20261122-120000-abcd';
const test = testWith('root');

let folder = '';
let program = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-strangers-'));
  chmodSync(folder, 0o755);
  // Where an ordinary user may read it.
  cpSync(join(programPath, '..'), join(folder, 'dist'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  program = join(folder, 'dist/main.js');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A job's folder with a plan in it, below a state folder of `owner`. */
function plantJob(name: string, owner: number): { state: string; job: string } {
  const state = join(folder, name);
  const job = join(state, 'isowright/jobs', JOB);
  mkdirSync(job, { recursive: true, mode: 0o700 });
  const image = { kind: 'image', path: '/etc/shadow' };
  const plan = {
    v: 1,
    do: 'write',
    source: image,
    targets: [{ kind: 'file', path: '/tmp/x', sizeBytes: 1 }],
    verify: true,
  };
  writeFileSync(join(job, 'plan.json'), JSON.stringify(plan));
  for (const path of [state, join(state, 'isowright'), join(state, 'isowright/jobs'), job])
    chownSync(path, owner, owner);
  return { state, job };
}

function failureOf(
  state: string,
  args: readonly string[],
  uid = 0,
): { status: number | null; code: string | undefined } {
  const ran = spawnSync(process.execPath, [program, ...args, '--json'], {
    env: { PATH: process.env.PATH, XDG_STATE_HOME: state, HOME: '/nonexistent' },
    encoding: 'utf8',
    timeout: 60_000,
    uid,
    gid: uid,
  });
  const done = ran.stdout.trim().split('\n').at(-1);
  return { status: ran.status, code: done ? (JSON.parse(done) as DoneFact).report.failure?.code : undefined };
}

test('another user finds no job of ours, whatever state folder is named', () => {
  const { state } = plantJob('ours', 0);
  expect(failureOf(state, ['attach', JOB], NOBODY)).toEqual({ status: 2, code: 'job-missing' });
  expect(failureOf(state, ['resume', JOB], NOBODY)).toEqual({ status: 2, code: 'job-missing' });
});

test('root takes no job from a state folder that belongs to somebody else', () => {
  const { state } = plantJob('theirs', NOBODY);
  expect(failureOf(state, ['resume', JOB])).toEqual({ status: 2, code: 'job-missing' });
});

test('a job folder of somebody else within our own is refused', () => {
  const { state, job } = plantJob('planted', 0);
  chownSync(job, NOBODY, NOBODY);
  expect(failureOf(state, ['resume', JOB])).toEqual({ status: 4, code: 'permission-denied' });
});

test('a link in the place of a job folder is refused, also to a folder of our own', () => {
  const { state, job } = plantJob('linked', 0);
  const elsewhere = join(folder, 'elsewhere');
  cpSync(job, elsewhere, { recursive: true });
  rmSync(job, { recursive: true });
  symlinkSync(elsewhere, job);
  expect(failureOf(state, ['resume', JOB])).toEqual({ status: 4, code: 'permission-denied' });
});

test('a job folder that others may write to is refused', () => {
  const { state, job } = plantJob('open', 0);
  chmodSync(job, 0o777);
  expect(failureOf(state, ['attach', JOB])).toEqual({ status: 4, code: 'permission-denied' });
});
