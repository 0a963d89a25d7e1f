import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { packageManagerOf, releaseOf } from '../../src/hw/surroundings.ts';
import { programPath } from '../fakes/cli.ts';
import { run } from '../fakes/rigs.ts';

const folder = mkdtempSync(join(tmpdir(), 'isowright-doctor-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a system is known by its release file, with and without quotes', () => {
  const text =
    'NAME="Rocky Linux"\nID="rocky"\nID_LIKE="rhel centos fedora"\nVERSION_ID=\'9\'\n# a comment\n';
  expect(releaseOf(text)).toEqual({
    NAME: 'Rocky Linux',
    ID: 'rocky',
    ID_LIKE: 'rhel centos fedora',
    VERSION_ID: '9',
  });
  expect(releaseOf('')).toEqual({});
});

test.each([
  ['debian', ['apt'], 'apt'],
  ['rocky rhel centos fedora', ['apt', 'dnf'], 'dnf'],
  ['linuxmint ubuntu debian', ['apt', 'brew'], 'apt'],
  ['manjaro arch', ['pacman'], 'pacman'],
  ['opensuse-tumbleweed opensuse suse', ['zypper'], 'zypper'],
  ['alpine', ['apk'], 'apk'],
  ['unheard-of', ['zypper'], 'zypper'],
  ['debian', [], undefined],
  ['', [], undefined],
])('what installs on «%s» with %j is %s', (families, there, wanted) => {
  expect(packageManagerOf(families, (command) => (there as string[]).includes(command))).toBe(wanted);
});

test('the doctor comes without HOME, without a PATH and without a terminal, and names what there is', () => {
  const args = ['-i', `XDG_CACHE_HOME=${folder}`, process.execPath, programPath, 'doctor', '--json'];
  const { status, stdout, stderr } = run('env', args, { timeoutMs: 20_000 });
  const { ok, system, wants } = JSON.parse(stdout);
  expect(stderr).toBe('');
  expect([0, 4]).toContain(status);
  expect(ok).toBe(status === 0);
  expect(system).toMatchObject({ platform: 'linux', node: process.versions.node, terminal: null });
  expect(wants.map(({ want }: { want: string }) => want)).toContain('write');
});
