import { appendFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { type Ran, run, testWith } from '../fakes/rigs.ts';

// What must be shown, 7: the two commands of the README in a copy that has nothing but the tracked files.

const test = testWith('tool:git', 'tool:npm');
const LIMIT_MS = 280_000;

let folder = '';
let copy = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-newcomer-'));
  copy = join(folder, 'isowright');
  mkdirSync(copy);
  const { status, stderr } = run('sh', [
    '-c',
    'git ls-files -z | tar -c --null -T - | tar -x -C "$1"',
    'sh',
    copy,
  ]);
  expect([status, stderr]).toEqual([0, '']);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What vitest and the npm around this test have set; how npm itself is configured stays. */
const NOT_OF_A_NEWCOMER =
  /^(NODE_ENV|NODE_OPTIONS|INIT_CWD|VITEST.*|npm_(lifecycle|package|command|execpath|node).*)$/;

function npm(...args: string[]): Ran & { seconds: number } {
  const inherited = Object.keys(process.env).filter((name) => NOT_OF_A_NEWCOMER.test(name));
  const beganAtMs = performance.now();
  const unset = inherited.flatMap((name) => ['-u', name]);
  const ran = run('env', [...unset, `XDG_STATE_HOME=${join(folder, 'state')}`, 'npm', ...args], {
    cwd: copy,
    timeoutMs: LIMIT_MS,
    input: '',
  });
  const seconds = (performance.now() - beganAtMs) / 1000;
  console.log(`newcomer: npm ${args.join(' ')}: ${seconds.toFixed(1)} s`);
  return { ...ran, seconds };
}

test('npm start in a fresh clone installs, builds, and does the practice job to its proved end', () => {
  expect(existsSync(join(copy, 'node_modules'))).toBe(false);
  const first = npm('start');
  expect(first.stderr + first.stdout).toContain('Done and proved');
  expect(first.status).toBe(0);
  expect(first.stderr).toContain('setup: packages');
});

test('the second npm start sets nothing up again', () => {
  const second = npm('start');
  expect(second.status).toBe(0);
  expect(second.stdout).toContain('Done and proved');
  expect(second.stderr).not.toContain('setup:');
});

test('npm start -- COMMAND gives the command its arguments, its folder and its exit code', () => {
  expect(npm('start', '--silent', '--', 'verify', 'no-such-file').status).toBe(7);
  const { status, stdout } = npm('start', '--silent', '--', 'make', 'docs', '-o', join(folder, 'docs.iso'));
  expect(status).toBe(0);
  expect(stdout).toContain(join(copy, 'docs'));
});

test('packages that are linked from another checkout are used as they are, and never installed over', () => {
  const second = join(folder, 'second');
  run('cp', ['-a', `${copy}/.`, second, '--no-target-directory']);
  rmSync(join(second, 'node_modules'), { recursive: true });
  symlinkSync(join(copy, 'node_modules'), join(second, 'node_modules'));
  appendFileSync(join(second, 'package-lock.json'), '\n');
  const { status, stderr } = run(process.execPath, [join(second, 'scripts/start.mjs'), 'devices'], {
    cwd: second,
  });
  expect(stderr).not.toContain('setup: packages');
  expect(status).toBe(0);
  expect(existsSync(join(copy, 'node_modules/.bin/node'))).toBe(true);
});

test('npm test runs a part of the tests there', () => {
  const { status, stdout } = npm('test', '--', 'unit', 'test/architecture.test.ts');
  expect(stdout).toMatch(/[1-9]\d* passed, 0 failed/);
  expect(status).toBe(0);
});
