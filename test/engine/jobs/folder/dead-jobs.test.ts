import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { findJob } from '../../../../src/engine/jobs/folder/job-store.ts';

const JOB = '20261122-120000-abcd';
const before = process.env.XDG_STATE_HOME;
afterEach(() => {
  process.env.XDG_STATE_HOME = before;
});

const statOf = (pid: number): string[] => {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
};

test('a job whose process ended, and which nobody reaps (a container), does not run for ever', async () => {
  // A parent that never asks how its child ended: what `exec` leaves of a shell.
  const parent = spawn('sh', ['-c', 'sh -c "echo \\$\\$; read line" & exec sleep 60'], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const state = mkdtempSync(join(tmpdir(), 'isowright-dead-'));
  try {
    const pid = await new Promise<number>((resolve) =>
      parent.stdout.once('data', (text) => resolve(Number(text))),
    );
    while (statOf(pid)[0] !== 'Z') await new Promise((resolve) => setImmediate(resolve));
    process.env.XDG_STATE_HOME = state;
    const folder = join(state, 'isowright/jobs', JOB);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const plan = {
      v: 1,
      do: 'verify',
      source: { kind: 'image', path: '/a.iso' },
      targets: [],
    };
    writeFileSync(join(folder, 'plan.json'), JSON.stringify(plan));
    writeFileSync(join(folder, 'process.json'), JSON.stringify({ pid, startedTicks: statOf(pid)[19] }));
    expect(findJob(JOB).state).not.toBe('running');
  } finally {
    parent.kill('SIGKILL');
    rmSync(state, { recursive: true, force: true });
  }
});
