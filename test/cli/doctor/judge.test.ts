import { describe, expect, test } from 'vitest';
import { diagnose, installing, isFit } from '../../../src/cli/doctor/judge.ts';
import { needs, type Want } from '../../../src/cli/doctor/wants.ts';
import { packageManagers, type Tool, toolPackages } from '../../../src/engine/contract/failure/tools.ts';
import type { Surroundings } from '../../../src/engine/contract/ports/surroundings.ts';
import { de } from '../../../src/words/de/table.ts';
import { en } from '../../../src/words/en/table.ts';

const everyTool = new Set(Object.keys(toolPackages) as Tool[]);
const terminal = { columns: 80, rows: 24, isUtf8: true, hasColour: true, hasScreens: true };

/** A machine that lacks nothing. */
const whole: Surroundings = {
  platform: 'linux',
  system: 'Debian GNU/Linux 13 (trixie)',
  packages: 'apt',
  nodeVersion: '24.0.0',
  tools: everyTool,
  rights: { isRoot: false, elevation: 'sudo', ownDrive: false },
  kernel: { proc: true, sys: true, dev: true },
  keepsJobs: true,
  terminal,
};
const without = (...tools: Tool[]) => new Set([...everyTool].filter((tool) => !tools.includes(tool)));
const lacksOf = (around: Partial<Surroundings>, wanted?: Want[]) =>
  diagnose({ ...whole, ...around }, wanted).flatMap(({ lacks }) => lacks);

test('a machine that has everything lacks nothing', () => {
  expect(lacksOf({})).toEqual([]);
  expect(isFit(diagnose(whole))).toBe(true);
});

describe('what a machine lacks, how much that matters, and the command that mends it', () => {
  const root = { isRoot: true, ownDrive: true };
  test.each<[string, Partial<Surroundings>, string, string, string | undefined]>([
    ['no xz', { tools: without('xz') }, 'xz', 'part', 'sudo apt install xz-utils'],
    ['of root', { tools: without('xz'), rights: root }, 'xz', 'part', 'apt install xz-utils'],
    [
      'Fedora',
      { tools: without('gpg', 'sqv'), packages: 'dnf' },
      'signatures',
      'part',
      'sudo dnf install gnupg2',
    ],
    [
      'Arch',
      { tools: without('smartctl'), packages: 'pacman' },
      'health',
      'better',
      'sudo pacman -S smartmontools',
    ],
    [
      'SUSE',
      { tools: without('nbdfuse'), packages: 'zypper' },
      'containers',
      'part',
      'sudo zypper install libnbd-progs',
    ],
    [
      'Alpine',
      { tools: without('systemd-inhibit', 'elogind-inhibit'), packages: 'apk' },
      'awake',
      'better',
      'sudo apk add elogind',
    ],
    ['no package manager', { tools: without('fuseiso'), packages: undefined }, 'folders', 'part', undefined],
    [
      'no /sys',
      { kernel: { ...whole.kernel, sys: false }, rights: root },
      'sys',
      'needed',
      'mount -t sysfs sysfs /sys',
    ],
    [
      'no way to root',
      { rights: { isRoot: false, ownDrive: false } },
      'root',
      'needed',
      "su -c 'apt install sudo'",
    ],
    ['small', { terminal: { ...terminal, columns: 39 } }, 'room', 'needed', 'stty cols 80 rows 24'],
    [
      'dumb',
      { terminal: { ...terminal, hasScreens: false } },
      'screens',
      'better',
      'export TERM=xterm-256color',
    ],
    ['locale C', { terminal: { ...terminal, isUtf8: false } }, 'letters', 'better', 'export LC_ALL=C.UTF-8'],
    ['no home', { keepsJobs: false }, 'kept-jobs', 'better', 'export XDG_STATE_HOME=/var/tmp'],
  ])('%s', (_name, around, code, weight, command) => {
    const [lack] = lacksOf(around);
    expect([lack?.code, lack?.weight, lack?.command]).toEqual([code, weight, command]);
    expect(isFit(diagnose({ ...whole, ...around }))).toBe(weight !== 'needed');
  });

  test('an installation that others can change is one command away, through what there is', () => {
    const rights = { isRoot: false, ownDrive: false, unsafePath: '/opt/isowright' };
    expect(lacksOf({ rights })).toMatchObject([
      { code: 'install-not-safe', command: "su -c 'chmod go-w /opt/isowright && chown root /opt/isowright'" },
    ]);
  });
});

test('one of two programs is enough, and drives of one’s own need no root', () => {
  expect(lacksOf({ tools: without('gpg', 'lsblk', 'partx', 'grub2-mkimage', 'doas') })).toEqual([]);
  expect(lacksOf({ rights: { isRoot: false, ownDrive: true } })).toEqual([]);
});

test('nothing of a terminal is missed where there is none, nor of Linux elsewhere', () => {
  const none = new Set<Tool>();
  expect(diagnose({ ...whole, terminal: undefined }).map(({ want }) => want)).not.toContain('wizard');
  const lacks = lacksOf({
    platform: 'darwin',
    packages: 'brew',
    tools: none,
    rights: { isRoot: false, ownDrive: false },
  });
  expect(lacks.map(({ command }) => command)).toEqual([
    'brew install qemu',
    'brew install xz',
    'brew install bzip2',
    'brew install gnupg',
  ]);
});

test('only what is asked for is judged: no way to root is nothing to somebody who makes images', () => {
  const around = { ...whole, rights: { isRoot: false, ownDrive: false } };
  expect([isFit(diagnose(around)), isFit(diagnose(around, ['make', 'look']))]).toEqual([false, true]);
});

test('all packages at once, each named once', () => {
  const around: Surroundings = {
    ...whole,
    tools: without('umount', 'blkdiscard', 'blockdev', 'partx'),
    packages: 'dnf',
  };
  const packages = diagnose(around).flatMap(({ lacks }) => lacks.flatMap((lack) => lack.packages));
  expect(installing(packages, around)).toBe('sudo dnf install util-linux');
});

test('every need has a sentence in both languages, and every sentence a need', () => {
  const ids = needs.map(({ id }) => id).sort();
  for (const words of [en, de]) expect(Object.keys(words.doctor.lacks).sort()).toEqual(ids);
});

test('every program that can be missed is packed for the usual systems', () => {
  const unpacked = Object.entries(toolPackages)
    .filter(([, packages]) => !('apt' in packages) && !('apk' in packages) && !('dnf' in packages))
    .map(([tool]) => tool);
  expect(unpacked).toEqual([]);
  expect(packageManagers).toContain('winget');
});
