import { existsSync, globSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { tooOldNode } from '../../src/door/node-version.ts';
import { type Ran, run, testWith } from '../fakes/rigs.ts';

// The package as npm installs it, from its tarball and without a network: nothing else comes with it.

const test = testWith('tool:npm');
const LIMIT_MS = 60_000;
const MOST_BYTES = 20 << 20;

const folder = mkdtempSync(join(tmpdir(), 'isowright-installed-'));
const prefix = join(folder, 'prefix');
const program = join(prefix, 'bin/isowright');
const npmSettings = { npm_config_cache: join(folder, 'cache'), npm_config_engine_strict: 'false' };

beforeAll(() => {
  const packed = run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], {
    timeoutMs: LIMIT_MS,
  });
  expect(packed.stderr).not.toContain('ERR');
  const [tarball = ''] = globSync(join(folder, '*.tgz'));
  const args = ['install', '--global', '--offline', '--no-audit', '--no-fund', '--prefix', prefix, tarball];
  const installed = run('npm', args, { timeoutMs: LIMIT_MS, env: npmSettings });
  expect([installed.status, installed.stderr.replace(/npm warn.*\n/gi, '')]).toEqual([0, '']);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** By a Node of our choice, as its first line would do it by the one that is found first. */
function isowright(node: string, ...args: string[]): Ran {
  const env = { XDG_STATE_HOME: join(folder, 'state'), XDG_CACHE_HOME: join(folder, 'cache') };
  return run(node, [program, ...args], { timeoutMs: LIMIT_MS, env });
}

test('an installation weighs less than 20 MB and brings no other package', () => {
  const files = globSync(join(prefix, 'lib/**/*')).map((path) => statSync(path));
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  console.log(`installed: ${(bytes / 1e6).toFixed(1)} MB in ${files.length} files`);
  expect(bytes).toBeGreaterThan(1 << 20);
  expect(bytes).toBeLessThan(MOST_BYTES);
  expect(existsSync(join(prefix, 'lib/node_modules/isowright/node_modules'))).toBe(false);
});

test('what was installed says its version, lists drives and does the practice job', () => {
  expect(isowright(process.execPath, '--version').stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  expect(JSON.parse(isowright(process.execPath, 'devices', '--json').stdout)).toHaveProperty('devices');
  const { status, stdout } = isowright(process.execPath, 'practice', '--plain');
  expect(stdout).toContain('Done and proved');
  expect(status).toBe(0);
});

test('a Node that is too old says so in one line, and nothing of a stack', () => {
  const node = ['/usr/bin/node', '/usr/local/bin/node'].find((path) => existsSync(path)) ?? process.execPath;
  const version = run(node, ['--version']).stdout.slice(1).trim();
  const said = tooOldNode(version);
  const { status, stderr } = isowright(node, '--version');
  expect([status, stderr]).toEqual(said === undefined ? [0, ''] : [1, `${said}\n`]);
});
