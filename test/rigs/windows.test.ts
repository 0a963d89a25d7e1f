import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { isowright } from '../fakes/cli.ts';
import { has, rigsFolder, testWith } from '../fakes/rigs.ts';
import { openTerminal } from '../fakes/terminal.ts';
import {
  endWindows,
  get,
  onWindows,
  onWindowsWith,
  put,
  scriptOnWindows,
  startWindows,
} from '../fakes/wine.ts';

// What the paths, pipes, sharing and console of Windows do to the program, under Wine (docs/windows.md says what that proves).

const test = testWith('wine', 'root');
const inConsole = testWith('wine', 'root', 'tool:tmux');

let folder: string;

beforeAll(() => {
  if (!has('wine')) return;
  startWindows();
  folder = mkdtempSync(join(tmpdir(), 'isowright-windows-'));
  makeTree(join(folder, 'tree'));
  put(join(folder, 'tree'));
  expect(onWindows(['make', 'tree', '-o', 'first.iso', '--quiet'])).toMatchObject({ status: 0 });
});

afterAll(() => {
  if (!has('wine')) return;
  endWindows();
  rmSync(folder, { recursive: true, force: true });
});

function makeTree(at: string): void {
  mkdirSync(join(at, 'Ordner mit Ümlaut', 'deep'), { recursive: true });
  writeFileSync(join(at, 'read me.txt'), 'hello\n', { mode: 0o644 });
  writeFileSync(join(at, 'Ordner mit Ümlaut', 'deep', 'zahlen.bin'), Buffer.alloc(300_001, 7), {
    mode: 0o644,
  });
  writeFileSync(join(at, 'empty'), '', { mode: 0o644 });
  for (const name of ['read me.txt', 'empty', 'Ordner mit Ümlaut/deep/zahlen.bin', 'Ordner mit Ümlaut/deep'])
    utimesSync(join(at, name), 1_600_000_000, 1_600_000_000);
}

describe('make on Windows', () => {
  test.each([
    [[]],
    [['--no-udf', '--no-joliet', '--label', 'PLAIN']],
    [['--udf', '--no-hybrid', '--checksums', 'sha256', '--md5', '--exclude', 'empty']],
  ])('gives the same bytes as on Linux: %j', (options) => {
    const env = { SOURCE_DATE_EPOCH: '1700000000' };
    const here = join(folder, 'here.iso');
    const ours = isowright(['make', join(folder, 'tree'), '-o', here, '--force', ...options], { env });
    const theirs = onWindows(['make', 'tree', '-o', 'there.iso', '--force', '--quiet', ...options], env);
    expect([ours.status, theirs.status]).toEqual([0, 0]);
    expect(get('there.iso').equals(readFileSync(here))).toBe(true);
  });

  test('a file that a program holds is not replaced: said before the first byte', () => {
    const { stdout } = scriptOnWindows(`
      const { openSync } = require('node:fs');
      const { spawnSync } = require('node:child_process');
      openSync('first.iso', 'r');
      const ran = spawnSync(process.execPath, ['dist/main.js', 'make', 'tree', '-o', 'first.iso', '--force'], { encoding: 'utf8' });
      console.log(ran.status, ran.stderr);`);
    expect(stdout).toMatch(/^4 /);
    expect(stdout).toContain('A program holds it open');
  });
});

test('what comes down a pipe is verified', () => {
  expect(onWindowsWith('C:\\iw\\first.iso', ['verify', '-', 'first.iso', '--file-target'])).toMatchObject({
    status: 0,
  });
});

const PRELUDE = `
  const { spawn, spawnSync } = require('node:child_process');
  const { writeFileSync, truncateSync, readFileSync } = require('node:fs');
  const isowright = (...args) => spawnSync(process.execPath, ['dist/main.js', ...args], { encoding: 'utf8' });
  const killJob = (job) => process.kill(JSON.parse(readFileSync(process.env.LOCALAPPDATA + '\\\\isowright\\\\jobs\\\\' + job + '\\\\process.json', 'utf8')).pid, 'SIGKILL');
  const stateOf = (job) => isowright('jobs').stdout.split('\\n').find((line) => line.startsWith(job));
  writeFileSync('drive.img', ''); truncateSync('drive.img', 96 << 20);
  const writes = (source) => spawn(process.execPath, ['dist/main.js', 'write', source, 'drive.img', '--raw', '--file-target', '--yes', '--expect-size', String(96 << 20), '--test', 'off', '--json']);
`;

test('a job is running while its process lives, and interrupted once that was killed', () => {
  const { stdout } = scriptOnWindows(`${PRELUDE}
    const write = writes('-');
    write.stdin.write(Buffer.alloc(8 << 20, 5));
    let job;
    write.stdout.on('data', (text) => {
      if (job !== undefined) return;
      job = JSON.parse(String(text).split('\\n')[0]).job;
      console.log('alive:', stateOf(job));
      killJob(job);
    });
    write.on('close', () => console.log('killed:', stateOf(job)));`);
  expect(stdout).toMatch(/^alive: \S+ .* running /m);
  expect(stdout).toMatch(/^killed: \S+ .* interrupted /m);
});

test('a job that was killed goes on where it was', () => {
  const { stdout } = scriptOnWindows(`${PRELUDE}
    const big = Buffer.alloc(64 << 20);
    for (let at = 0; at < big.length; at += 4096) big.writeUInt32LE(at, at);
    writeFileSync('big.raw', big);
    const write = writes('big.raw');
    let events = '';
    let job;
    write.stdout.on('data', (text) => {
      events += text;
      if (job !== undefined || !/"event":"progress","phase":"write/.test(events)) return;
      job = JSON.parse(events.split('\\n')[0]).job;
      killJob(job);
    });
    write.on('close', () => {
      if (job === undefined) return console.log(events.slice(0, 2000));
      const resumed = isowright('resume', job);
      console.log('resumed:', resumed.status, resumed.status === 0 ? '' : resumed.stderr);
      console.log('equal:', readFileSync('drive.img').subarray(0, big.length).equals(big));
      console.log('state:', stateOf(job));
    });`);
  expect(stdout).toMatch(/^resumed: 0 \nequal: true$/m);
  expect(stdout).toMatch(/^state: \S+ .* done /m);
});

test('drives that cannot be asked for are not told as none', () => {
  const ran = onWindows(['devices']);
  expect(ran.status).toBe(4);
  expect(ran.stderr).toContain('Get-Disk');
});

inConsole('by keys alone a folder becomes an image, from the drive it is on to the proof', () => {
  const console = openTerminal('100x30', `${rigsFolder}/wine.sh console`);
  try {
    console.waitFor('What would you like to do', 60);
    console.keys('Enter');
    console.waitFor('Which folder becomes an image');
    console.keys('Left');
    console.waitFor('windows/');
    console.keys('Left');
    console.waitFor('Places to start from');
    console.waitFor('mounted +C:');
    console.keys('Down', 'Down', 'Enter');
    console.waitFor('windows/');
    console.keys('/');
    console.type('C:\\iw\\tree');
    console.keys('Enter');
    console.waitFor('Where does the image go');
    console.waitFor('Folder +C:');
    console.keys('Enter');
    console.waitFor('Anything special');
    console.keys('Enter');
    console.waitFor('every byte is read back');
    console.waitFor('losses');
    console.keys('Enter');
    console.waitFor('Done and proved', 60);
    console.keys('Enter');
    console.waitFor('OK: Done and proved');
  } finally {
    console.stop();
  }
  expect(onWindows(['jobs']).stdout).toMatch(/done +make C:\\iw\\tree/);
});
