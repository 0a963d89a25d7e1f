import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { seededBytes } from '../fakes/fake-image.ts';
import { makeFaultyDevice } from '../fakes/faulty-device.ts';
import { makeOrdinaryUser, type OrdinaryUser } from '../fakes/ordinary-user.ts';
import { has, testWith } from '../fakes/rigs.ts';
import { openTerminal, type Terminal } from '../fakes/terminal.ts';
import { typeDriveName, walkToConfirm } from './walk.ts';

// A rescue system for one user: not root, and no sudo, doas or pkexec.

const MIB = 1 << 20;
const needs = [
  'rigs',
  'loop',
  'tool:tmux',
  'tool:useradd',
  'tool:unshare',
  'tool:nbdkit',
  'tool:nbdfuse',
] as const;
const test = testWith(...needs);
const testWithSudo = testWith(...needs, 'tool:sudo');

let folder = '';
let image = '';
let user: OrdinaryUser;

beforeAll(() => {
  if (!needs.every(has)) return;
  user = makeOrdinaryUser();
  folder = mkdtempSync(join(tmpdir(), 'isowright-no-root-'));
  chmodSync(folder, 0o755);
  image = join(folder, 'image.iso');
  writeFileSync(image, seededBytes(2 * MIB));
});

afterAll(() => {
  user?.remove();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

/** A shell line in which the tools that make root are no programs. */
function withoutTools(line: string): string {
  const tools = ['sudo', 'doas', 'pkexec'].map((tool) => `/usr/bin/${tool}`);
  const noProgram = join(folder, 'no-program');
  writeFileSync(noProgram, '', { mode: 0o644 });
  const hide = tools.map((path) => `if [ -e ${path} ]; then mount --bind '${noProgram}' ${path}; fi`);
  const script = join(folder, 'without-tools.sh');
  writeFileSync(script, `${hide.join('\n')}\n${line}\n`);
  return `unshare -m sh '${script}'`;
}

async function toReport(
  program: (line: string) => string,
  body: (terminal: Terminal, atTarget: string) => void,
): Promise<void> {
  const device = makeFaultyDevice(16 * MIB);
  const line = `LANG=C.UTF-8 '${user.nodePath}' '${user.programPath}'; echo "exit code $?"`;
  const terminal = openTerminal('80x24', program(user.lineFor(line)));
  let atTarget = '';
  try {
    walkToConfirm(terminal, image, device.name, (screen) => {
      atTarget = screen;
    });
    await typeDriveName(terminal, device.name);
    body(terminal, atTarget);
    expect(device.log().filter((entry) => entry.startsWith('w'))).toEqual([]);
  } finally {
    terminal.stop();
    device.remove();
  }
}

test('without root and without sudo the wizard says so on the target screen, and its report stays and is printed', () =>
  toReport(withoutTools, (terminal, atTarget) => {
    expect(atTarget).toContain('Only root can open drives; there is no sudo, doas or pkexec');
    terminal.waitFor('Root is needed, but there is no way to ask for it');
    terminal.keys('q');
    expect(terminal.exitCode()).toBe(4);
    expect(terminal.shot()).toContain('NOT DONE');
  }));

testWithSudo(
  'a job that is refused before anybody is asked for a password leaves its report, too',
  async () => {
    const programFolder = dirname(user.programPath);
    // Anybody could change what would run as root.
    chmodSync(programFolder, 0o777);
    try {
      await toReport(
        (line) => line,
        (terminal) => {
          terminal.waitFor('Report');
          terminal.keys('q');
          expect(terminal.exitCode()).toBe(5);
          expect(terminal.shot()).toContain(programFolder);
        },
      );
    } finally {
      chmodSync(programFolder, 0o755);
    }
  },
);
