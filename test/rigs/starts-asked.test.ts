import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect } from 'vitest';
import { fakeIsolinux, putFile } from '../engine/author/boot/trees.ts';
import { temporaryFolder } from '../engine/author/making.ts';
import { isowright } from '../fakes/cli.ts';
import { testWith } from '../fakes/rigs.ts';
import { openTerminal, programLine } from '../fakes/terminal.ts';

// That an image starts from disc only was said at the prompt for a file, and not for a folder or an address.

const test = testWith('rigs', 'tool:tmux');
const room = temporaryFolder();
const tree = join(room, 'tree');
const image = join(room, 'disc.iso');
const drive = join(room, 'drive.img');
const SAID = 'boots from a CD or DVD only';
let server: ChildProcess;
let address = '';

/** In a process of its own: the tests wait for a terminal, and answer nobody meanwhile. */
const SERVER = `
const { createServer } = require('node:http');
const { createReadStream, existsSync } = require('node:fs');
const server = createServer((ask, answer) => {
  const path = process.argv[1] + ask.url;
  if (!existsSync(path) || ask.url === '/') return answer.writeHead(404).end();
  createReadStream(path).pipe(answer);
}).listen(0, '127.0.0.1', () => console.log(server.address().port));
`;

beforeAll(async () => {
  mkdirSync(tree);
  putFile(tree, 'isolinux/isolinux.bin', fakeIsolinux());
  writeFileSync(join(tree, 'big.bin'), Buffer.alloc(12 << 20, 7));
  expect(isowright(['make', tree, '-o', image, '--no-hybrid']).status).toBe(0);
  writeFileSync(`${image}.gz`, gzipSync(readFileSync(image)));
  writeFileSync(drive, '');
  truncateSync(drive, 64 << 20);
  server = spawn(process.execPath, ['-e', SERVER, room], { stdio: ['ignore', 'pipe', 'ignore'] });
  address = await new Promise((resolve) =>
    server.stdout?.once('data', (port) => resolve(`http://127.0.0.1:${String(port).trim()}`)),
  );
}, 120_000);

afterAll(() => void server?.kill());

/** The screen with the question; it is not answered. */
function asked(source: string, ...flags: readonly string[]): string {
  const words = ['write', `'${source}'`, drive, '--file-target', ...flags];
  const terminal = openTerminal('120x40', programLine(words.join(' ')));
  try {
    terminal.waitFor('to continue: *$');
    return terminal.shot();
  } finally {
    terminal.stop();
  }
}

test('a folder that starts from disc only is said at the prompt', () => {
  expect(asked(tree, '--no-hybrid')).toContain(SAID);
  expect(asked(tree)).not.toContain(SAID);
}, 120_000);

test('an address, packed or not, is said at the prompt and in a dry run', () => {
  for (const source of [`${address}/disc.iso`, `${address}/disc.iso.gz`]) {
    expect(asked(source)).toContain(SAID);
    const planned = isowright(['write', source, drive, '--file-target', '--dry-run']);
    expect(planned.stdout, planned.stderr).toContain(SAID);
  }
}, 120_000);

test('an address where nothing is is said before the question', () => {
  const words = `write ${address}/none.iso ${drive} --file-target`;
  const terminal = openTerminal('120x40', programLine(words));
  try {
    expect(terminal.exitCode(60)).not.toBe(3);
    expect(terminal.shot()).not.toContain('to continue');
  } finally {
    terminal.stop();
  }
}, 120_000);
