import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, vi } from 'vitest';
import { programPath } from '../fakes/cli.ts';
import { run, testWith } from '../fakes/rigs.ts';
import { openTerminal, programLine, type Terminal } from '../fakes/terminal.ts';
import { typeDriveName } from './walk.ts';

// What terminals do to programs, tried with the real program in a real terminal. All on the practice bench, or before
// anything is chosen: no device is touched.

const test = testWith('rigs', 'tool:tmux');
const UTF8 = 'LANG=C.UTF-8 LC_ALL=C.UTF-8';
const FIRST = 'What would you like to do';

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-traps-'));
  mkdirSync(join(folder, 'pictures'));
  writeFileSync(join(folder, 'an image (1).iso'), new Uint8Array(70_000).fill(7));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs `body` in a terminal that is closed afterwards. */
async function inTerminal(
  { size = '80x24', args = 'practice', environment = UTF8, before = '' },
  body: (terminal: Terminal) => void | Promise<void>,
): Promise<void> {
  const state = `XDG_STATE_HOME='${join(folder, 'state')}'`;
  const line = programLine(args, `${environment} ${state}`);
  // The shell stays, so that what the program left behind can be looked at.
  const terminal = openTerminal(size, `cd '${folder}'; ${before} ${line}; stty -a; read -r`);
  try {
    await body(terminal);
  } finally {
    terminal.stop();
  }
}

const escapes = (raw: string): string[] => raw.match(/\u001b\[[0-9;?]*[A-Za-z]/g) ?? [];

test('keys that arrive in one read all act, through every screen', () =>
  inTerminal({}, async (terminal) => {
    terminal.waitFor(FIRST);
    terminal.type('j\r');
    terminal.waitFor('Which image');
    terminal.waitFor('sample.img');
    terminal.type('sample\r');
    terminal.waitFor('stick-64M +Practice');
    terminal.type('j\r');
    terminal.waitFor('Anything special');
    terminal.type('\r');
    terminal.waitFor('image +2.00 MiB');
    terminal.type('\r');
    terminal.waitFor('Type stick-64M to start');
    await typeDriveName(terminal, 'stick-64M');
    terminal.waitFor('Done and proved');
    terminal.type('q');
    expect(terminal.exitCode()).toBe(0);
  }));

test('digits choose no drive, and Enter alone does not either', () =>
  inTerminal({}, (terminal) => {
    terminal.waitFor(FIRST);
    terminal.type('j\r');
    terminal.waitFor('sample.img');
    terminal.type('sample\r');
    terminal.waitFor('stick-64M +Practice');
    terminal.type('123456789\r');
    terminal.waitFor('Mark a drive');
    expect(terminal.shot()).toContain('Which drive gets');
    expect(terminal.shot()).not.toContain('> stick');
  }));

test('NO_COLOR leaves no colour and no bold; without it there is some', async () => {
  const coloured = /\u001b\[(?!0?m)[0-9;]+m/;
  await inTerminal({}, (terminal) => {
    terminal.waitFor(FIRST);
    expect(terminal.raw()).toMatch(coloured);
  });
  await inTerminal({ environment: `${UTF8} NO_COLOR=1` }, (terminal) => {
    terminal.waitFor(FIRST);
    terminal.type('j\r');
    terminal.waitFor('Which image');
    expect(terminal.raw()).not.toMatch(coloured);
    terminal.waitFor('> sample.img');
  });
});

test('CI in the environment makes no pipe of a terminal', () =>
  inTerminal({ environment: `${UTF8} CI=1 GITHUB_ACTIONS=true` }, (terminal) => {
    terminal.waitFor(FIRST);
    terminal.keys('Down');
    terminal.waitFor('> Write an image to a drive');
    terminal.type('q');
    expect(terminal.exitCode()).toBe(0);
  }));

test('Ctrl-C asks, twice leaves with 130, q on the first screen with 0; the terminal is as it was', async () => {
  await inTerminal({}, (terminal) => {
    terminal.waitFor(FIRST);
    expect(terminal.fact('#{alternate_on}')).toBe('1');
    terminal.keys('C-c');
    terminal.waitFor('Leave isowright');
    terminal.type('n');
    terminal.waitFor(FIRST);
    terminal.keys('C-c', 'C-c');
    expect(terminal.exitCode()).toBe(130);
    expectRestored(terminal);
  });
  await inTerminal({}, (terminal) => {
    terminal.waitFor(FIRST);
    terminal.type('q');
    expect(terminal.exitCode()).toBe(0);
    expectRestored(terminal);
  });
});

test('SIGTERM ends it with 143 and gives the terminal back', () =>
  inTerminal({}, (terminal) => {
    terminal.waitFor(FIRST);
    process.kill(terminal.programPid(), 'SIGTERM');
    expect(terminal.exitCode()).toBe(143);
    expectRestored(terminal);
  }));

function expectRestored(terminal: Terminal): void {
  terminal.waitFor('icanon');
  expect(terminal.shot()).toMatch(/ icanon /);
  expect(terminal.shot()).toMatch(/ echo /);
  expect(terminal.fact('#{alternate_on} #{cursor_flag}')).toBe('0 1');
  // Bracketed paste is off again: what was set last is a reset.
  expect(escapes(terminal.raw()).findLast((found) => found.includes('?2004'))).not.toContain('h');
}

test('TERM=dumb gets numbered questions without a single control sequence, through a whole job', () =>
  inTerminal({ environment: `${UTF8} TERM=dumb` }, (terminal) => {
    terminal.waitFor('Number:');
    for (const [answer, next] of [
      ['2', 'Path of the image'],
      [`'${folder}/an image (1).iso'`, 'Which one'],
      ['7', 'Which one'],
      ['1', 'Enter to keep'],
      ['', 'continues, b goes back'],
      ['', 'Type stick-64M'],
      ['stick-64M', 'Done and proved'],
    ] as const) {
      terminal.type(`${answer}\r`);
      terminal.waitFor(`${next}[^¶]*$`);
    }
    terminal.waitFor('Enter leaves');
    terminal.type('\r');
    expect(terminal.exitCode()).toBe(0);
    expect(terminal.raw()).not.toContain('\u001b');
  }));

test('a locale without UTF-8 gets ASCII only', () =>
  inTerminal({ environment: 'LANG=C LC_ALL=C TERM=linux' }, (terminal) => {
    walkScreens(terminal);
    expect(terminal.raw().replace(/[\x20-\x7e\s\u001b]/g, '')).toBe('');
  }));

test('the Linux console gets only what its font can draw', () =>
  inTerminal({ environment: `${UTF8} TERM=linux` }, (terminal) => {
    walkScreens(terminal);
    expect(terminal.raw().replace(/[\x20-\x7e\s\u001b│─█▓▒░▄■√►\u00a1-\u00ff]/g, '')).toBe('');
    expect(terminal.raw()).toContain('░');
  }));

/** A job with its run screen and report, the help, and names that are not ASCII. */
function walkScreens(terminal: Terminal): void {
  terminal.waitFor(FIRST);
  terminal.type('\r');
  terminal.waitFor('practice-1.0/');
  terminal.type('prac\r');
  terminal.waitFor('use this folder: practice-1.0');
  terminal.keys('Home');
  terminal.type('?');
  terminal.waitFor('redraw the screen|Shift-Tab');
  terminal.type('q');
  terminal.waitFor('> use this folder');
  terminal.type(' ');
  terminal.waitFor('Where does the image go');
  terminal.type('\r');
  terminal.waitFor('Anything special');
  terminal.type('\r');
  terminal.waitFor('losses');
  terminal.type('\r');
  terminal.waitFor('Done and proved');
  terminal.type('l');
  terminal.waitFor('What the job has reported');
  terminal.type('qq');
  expect(terminal.exitCode()).toBe(0);
}

/** A screen with a list, a filter line and a foot. */
function toSource(terminal: Terminal): void {
  // In a low window the list has the place of the question.
  terminal.waitFor('Write an image to a drive');
  terminal.type('j\r');
  terminal.waitFor('> an image');
  // What the file is stands there a moment later, and stays.
  terminal.waitFor('nothing isowright recognises');
}

test('a window that changes its size shows what a fresh one of that size shows', async () => {
  const fresh = new Map<string, string>();
  for (const size of ['50x24', '80x12', '80x24'])
    await inTerminal({ size, args: '' }, (terminal) => {
      toSource(terminal);
      fresh.set(size, terminal.shot());
    });
  await inTerminal({ args: '' }, async (terminal) => {
    toSource(terminal);
    for (const size of ['50x24', '80x12', '80x24']) {
      terminal.resize(size);
      await vi.waitFor(() => expect(terminal.shot()).toBe(fresh.get(size)), {
        timeout: 10_000,
        interval: 100,
      });
    }
    terminal.resize('30x8');
    terminal.waitFor('too small');
    terminal.resize('80x24');
    await vi.waitFor(() => expect(terminal.shot()).toBe(fresh.get('80x24')), {
      timeout: 10_000,
      interval: 100,
    });
  });
});

test('a terminal that says 0×0 is taken for 80×24', async () => {
  let usual = '';
  await inTerminal({ args: '' }, (terminal) => {
    toSource(terminal);
    usual = terminal.shot();
  });
  await inTerminal({ args: '', before: 'stty rows 0 cols 0;' }, async (terminal) => {
    toSource(terminal);
    await vi.waitFor(() => expect(terminal.shot()).toBe(usual), { timeout: 10_000, interval: 100 });
  });
});

test('without a terminal it does not ask: exit 2, and the commands that need none', () => {
  const { status, stdout, stderr } = run(process.execPath, [programPath], { input: '' });
  expect([status, stdout]).toEqual([2, '']);
  for (const command of ['devices', 'make', 'write', 'verify', 'run', 'practice'])
    expect(stderr).toContain(command);
  expect(stderr).not.toMatch(/\u001b|Raw mode|at .*\.js/);
});

test('a file that is dropped on the terminal is chosen, however the terminal writes its name', async () => {
  const path = join(folder, 'an image (1).iso');
  const forms = [
    `'${path}' `,
    path.replace(/[ ()]/g, '\\$&'),
    `file://${path.replaceAll(' ', '%20').replace('(', '%28')}\r\n`,
  ];
  for (const form of forms)
    await inTerminal({}, (terminal) => {
      terminal.waitFor(FIRST);
      terminal.type('j\r');
      terminal.waitFor('Which image');
      terminal.paste(form);
      // A paste never presses Enter, not even with a line end in it.
      terminal.waitFor(`Path: ${path.replace(/[()]/g, '.')}`);
      terminal.keys('Enter');
      terminal.waitFor('Which drive gets an image \\(1\\).iso');
    });
});
