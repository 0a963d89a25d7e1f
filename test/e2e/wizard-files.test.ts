import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { putFile } from '../engine/author/boot/trees.ts';
import { isowright } from '../fakes/cli.ts';
import { makeLoopDevice } from '../fakes/loop-device.ts';
import { run, testWith } from '../fakes/rigs.ts';
import { openTerminal, programLine, type Terminal } from '../fakes/terminal.ts';
import { goToDrive, typeDriveName } from './walk.ts';

// From an image to a proved stick with its files, by keys alone.

const MOST_KEYS = 14;
const test = testWith('rigs', 'loop', 'tool:tmux', 'tool:mcopy', 'tool:fsck.fat');
const room = mkdtempSync(join(tmpdir(), 'isowright-e2e-files-'));
const image = join(room, 'disc.iso');

beforeAll(() => {
  const tree = join(room, 'tree');
  putFile(tree, 'EFI/BOOT/BOOTX64.EFI');
  putFile(tree, 'doc/a:b.txt', 'its name is changed');
  const made = isowright(['make', tree, '-o', image, '--no-hybrid', '--json']);
  expect([made.status, made.stderr]).toEqual([0, '']);
});
afterAll(() => rmSync(room, { recursive: true, force: true }));

/** Counts what a person presses; keys that only look for the drive in a list of strange ones are one each, too. */
function counted(terminal: Terminal): { readonly terminal: Terminal; pressed(): number } {
  let pressed = 0;
  const keys = (...names: Parameters<Terminal['keys']>): void => {
    pressed += names.length;
    terminal.keys(...names);
  };
  return { terminal: { ...terminal, keys }, pressed: () => pressed };
}

test('from an image that starts from discs only to a proved stick with its files: 14 keys, told before the first byte', async () => {
  const loop = makeLoopDevice(71_305_216);
  const { terminal, pressed } = counted(openTerminal('80x24', programLine(`'${image}'`)));
  try {
    terminal.waitFor('What would you like to do');
    terminal.keys('Enter');
    terminal.waitFor('Which drive gets');
    const before = pressed();
    goToDrive(terminal, loop.name);
    // Other tests' devices may stand above it: a person with one stick presses Down once.
    const looking = pressed() - before - 1;
    terminal.keys('Enter');
    terminal.waitFor('as files \\(recommended\\) +as an image');
    const screen = terminal.shot();
    expect(screen).toMatch(/On the drive +as files/);
    expect(screen).toMatch(/boots with +UEFI +UEFI \(not certain\)/);
    expect(screen).toMatch(/lost .*owner is not kept/);
    expect(screen).toMatch(/time .*at 20.0 MiB\/s/);
    terminal.keys('Enter');
    terminal.waitFor(`Everything on ${loop.name} is erased`);
    terminal.keys('Enter');
    terminal.waitFor(`Type ${loop.name} to start`);
    await typeDriveName(terminal, loop.name);
    terminal.waitFor('Done and proved', 60);
    expect(pressed() - looking + loop.name.length).toBeLessThanOrEqual(MOST_KEYS);
    const volume = `${loop.path}@@1M`;
    expect(run('mcopy', ['-n', '-i', volume, '::doc/a_b.txt', '-'])).toMatchObject({
      status: 0,
      stdout: 'its name is changed',
    });
    terminal.keys('Enter');
    expect(terminal.exitCode()).toBe(0);
  } finally {
    terminal.stop();
    loop.remove();
  }
});
