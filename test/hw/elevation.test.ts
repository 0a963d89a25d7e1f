import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { YOUNG_SPACE } from '../../src/engine/host/tools/young-space.ts';
import { elevationCommand, elevationEnvironment } from '../../src/hw/elevation.ts';
import { has, run, testWith } from '../fakes/rigs.ts';

const folder = mkdtempSync(join(tmpdir(), 'isowright-elevation-'));
chmodSync(folder, 0o755);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A folder with programs of these names, which do nothing. */
function toolsFolder(name: string, ...tools: string[]): string {
  const path = join(folder, name);
  mkdirSync(path);
  for (const tool of tools) writeFileSync(join(path, tool), '#!/bin/true\n', { mode: 0o755 });
  return path;
}

describe('the command', () => {
  test.each([
    ['sudo', ['pkexec', 'doas', 'sudo'], ['--']],
    ['doas', ['pkexec', 'doas'], ['--']],
    ['pkexec', ['pkexec'], []],
  ])('%s is taken of %j', (tool, tools, before) => {
    const path = toolsFolder(tool, ...tools);
    const options = { folders: [path], program: '/opt/node' };
    expect(elevationCommand(['/app/main.js', 'job', 'a b;$(c)'], options)).toMatchObject({
      tool,
      command: join(path, tool),
      args: [...before, '/opt/node', ...YOUNG_SPACE, '/app/main.js', 'job', 'a b;$(c)'],
    });
  });

  test('there is none without a tool, and a folder or a plain file is no tool', () => {
    const path = toolsFolder('none');
    mkdirSync(join(path, 'sudo'));
    writeFileSync(join(path, 'doas'), '', { mode: 0o644 });
    expect(elevationCommand(['/app/main.js'], { folders: [path] })).toBeUndefined();
  });

  test('the environment holds the terminal and the session, nothing else', () => {
    const all = {
      TERM: 'xterm',
      NODE_OPTIONS: '--require /tmp/x',
      LD_PRELOAD: 'x',
      DISPLAY: ':0',
      PATH: '/tmp',
    };
    const kept = elevationEnvironment(all);
    expect(kept).toMatchObject({ TERM: 'xterm', DISPLAY: ':0' });
    expect(Object.keys(kept).sort()).toEqual(['DISPLAY', 'PATH', 'TERM']);
    expect(kept.PATH).not.toContain('/tmp');
  });
});

/** Asks through sudo as `user` on a terminal: starts `child.mjs` elevated, sends it a line, shows what it answers. */
const PARENT = `
import { spawn } from 'node:child_process';
const { elevationCommand, elevationEnvironment } = await import(process.argv[2]);
const { command, args } = elevationCommand([process.argv[3]]);
const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'], env: elevationEnvironment() });
let answer = '';
child.stdout.on('data', (text) => { answer += text; });
child.stdin.on('error', () => undefined);
child.stdin.write('ping\\n');
child.on('close', (status) => console.log('ENDED ' + status + ' <' + answer.trim() + '>'));
`;
const CHILD = `
process.stdin.once('data', (text) => {
  console.log(process.getuid() + ' ' + process.geteuid() + ' ' + text.toString().trim());
  process.exit(0);
});
`;

const needs = ['root', 'tool:sudo', 'tool:tmux', 'tool:useradd'] as const;
const realTest = testWith(...needs);
const user = `iw-test-${process.pid}`;
const rules = `/etc/sudoers.d/isowright-test-${process.pid}`;
/** A server for each test: one that is ending takes no new session. */
let server = 0;
const tmux = (...args: string[]) =>
  run('tmux', ['-L', `${user}-${server}`, ...args], { env: { TERM: 'xterm' } });

describe('sudo on a terminal', () => {
  beforeAll(() => {
    if (!needs.every(has)) return;
    run('useradd', ['--create-home', '--shell', '/bin/sh', user]);
    run('chpasswd', [], { input: `${user}:right horse\n` });
    writeFileSync(rules, `Defaults:${user} passwd_tries=1, lecture=never\n${user} ALL=(root) ALL\n`, {
      mode: 0o440,
    });
    writeFileSync(join(folder, 'parent.mjs'), PARENT);
    writeFileSync(join(folder, 'child.mjs'), CHILD);
  });

  afterEach(() => {
    if (needs.every(has)) tmux('kill-server');
    server += 1;
  });

  afterAll(() => {
    if (!needs.every(has)) return;
    rmSync(rules, { force: true });
    run('userdel', ['--remove', user]);
  });

  async function shown(text: string): Promise<string> {
    return vi.waitFor(
      () => {
        const screen = tmux('capture-pane', '-p', '-J').stdout;
        expect(screen).toContain(text);
        return screen;
      },
      { timeout: 15_000, interval: 100 },
    );
  }

  async function answer(password: string): Promise<string> {
    const node = resolve('node_modules/.bin/node');
    const words = [
      node,
      join(folder, 'parent.mjs'),
      resolve('src/hw/elevation.ts'),
      join(folder, 'child.mjs'),
    ];
    tmux(
      'new-session',
      '-d',
      '-x',
      '100',
      '-y',
      '24',
      `su ${user} --session-command '${words.join(' ')}'; sleep 60`,
    );
    await shown(`password for ${user}:`);
    tmux('send-keys', '-l', password);
    tmux('send-keys', 'Enter');
    return shown('ENDED');
  }

  realTest('the right password runs it as root, its pipes are its own', async () => {
    const screen = await answer('right horse');
    expect(screen).toContain('ENDED 0 <0 0 ping>');
    expect(screen).not.toContain('right horse');
  });

  realTest('a wrong password starts nothing and says so', async () => {
    const screen = await answer('wrong');
    expect(screen).toContain('ENDED 1 <>');
    expect(screen).toContain('incorrect password');
  });
});
