import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { whileAwake } from '../../src/engine/jobs/process/stay-awake.ts';
import { keepAwake } from '../../src/hw/keep-awake.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-awake-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A PATH with a program in it that notes its arguments, and notes its end. */
function pathWith(
  name: string,
  script = 'while [ "$1" != cat ]; do shift; done; cat; echo over >> "$0.log"',
): string {
  const at = mkdtempSync(join(folder, 'bin-'));
  writeFileSync(join(at, name), `#!/bin/sh\necho "$@" >> "$0.log"\n${script}\n`);
  chmodSync(join(at, name), 0o755);
  return `${at}:/usr/bin:/bin`;
}

const logOf = (path: string, name: string): string => {
  const file = join(path.split(':')[0]!, `${name}.log`);
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
};

async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; tries < 400 && !isSo(); tries++) await new Promise((done) => setTimeout(done, 10));
  expect(isSo()).toBe(true);
}

test.each([
  [
    'linux',
    'systemd-inhibit',
    '--what=sleep:idle:handle-lid-switch --who=isowright --why=a job --mode=block cat',
  ],
  ['darwin', 'caffeinate', '-i -m -s cat'],
])('on %s a lock is held by %s until it is released', async (platform, name, args) => {
  const path = pathWith(name);
  const awake = keepAwake('a job', { platform, path });
  expect(await awake.held).toBe(true);
  expect(logOf(path, name)).toBe(`${args}\n`);
  awake.release();
  await until(() => logOf(path, name).endsWith('over\n'));
});

test('whoever may not keep the lid from suspending still holds the rest; elogind is asked too', async () => {
  const refusing =
    'case "$1" in *lid*) echo denied >&2; exit 1;; esac; while [ "$1" != cat ]; do shift; done; cat';
  const path = pathWith('systemd-inhibit', refusing);
  const awake = keepAwake('a job', { platform: 'linux', path });
  expect(await awake.held).toBe(true);
  expect(logOf(path, 'systemd-inhibit').split('\n')[1]).toMatch(/^--what=sleep:idle --who/);
  awake.release();
  const other = keepAwake('a job', {
    platform: 'linux',
    path: pathWith('elogind-inhibit').replace(':/usr/bin:', ':'),
  });
  expect(await other.held).toBe(true);
  other.release();
});

test('without a program, or where it refuses, nothing is held and nothing fails', async () => {
  expect(await keepAwake('x', { platform: 'linux', path: folder }).held).toBe(false);
  expect(await keepAwake('x', { platform: 'linux', path: pathWith('systemd-inhibit', 'exit 1') }).held).toBe(
    false,
  );
  expect(await keepAwake('x', { platform: 'win32' }).held).toBe(false);
});

test('the lock goes with the process that asked for it, also when it is killed', async () => {
  const path = pathWith('systemd-inhibit');
  const script = `import { keepAwake } from '${resolve('src/hw/keep-awake.ts')}';
    const { held } = keepAwake('x', { platform: 'linux', path: '${path}' });
    console.log(await held); setInterval(() => undefined, 1000);`;
  const child = spawn(resolve('node_modules/.bin/node'), ['--input-type=module-typescript', '-e', script], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await new Promise((done) => child.stdout.once('data', done));
  child.kill('SIGKILL');
  await until(() => logOf(path, 'systemd-inhibit').endsWith('over\n'));
});

test('work is done awake; a long job says when that was not possible, a short one does not', async () => {
  const said: string[] = [];
  const released: string[] = [];
  const machine = (isHeld: boolean) => ({
    keepAwake: () => ({ held: Promise.resolve(isHeld), release: () => void released.push('released') }),
  });
  const say = (fact: { event: string }): void => void said.push(JSON.stringify(fact));
  const slow = () => new Promise<string>((done) => setTimeout(() => done('done'), 60));
  expect(await whileAwake(machine(false), say, slow, 10)).toBe('done');
  expect(said).toEqual(['{"event":"note","code":"sleep-not-inhibited"}']);
  await whileAwake(machine(true), say, slow, 10);
  await whileAwake(machine(false), say, async () => 'soon', 60_000);
  await whileAwake({}, say, slow, 10);
  await expect(whileAwake(machine(true), say, () => Promise.reject(new Error('x')), 10)).rejects.toThrow('x');
  // What was over at once asked for nothing.
  expect([said.length, released.length]).toEqual([1, 2]);
});
