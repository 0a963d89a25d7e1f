import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect } from 'vitest';
import { temporaryFolder } from '../engine/author/making.ts';
import { isowright } from '../fakes/cli.ts';
import { run, testWith } from '../fakes/rigs.ts';

// Names of old media are in an encoding of their time: no UTF-8, and yet three different files.

const test = testWith('rigs', 'tool:genisoimage');

const room = temporaryFolder();
const image = join(room, 'latin1.iso');
const contents = new Map([
  ['caf\xe8', 'grave'],
  ['caf\xe9', 'acute'],
  ['caf\xea', 'circumflex'],
]);

beforeAll(() => {
  const tree = join(room, 'tree');
  mkdirSync(tree);
  for (const [name, text] of contents)
    writeFileSync(Buffer.concat([Buffer.from(`${tree}/`), Buffer.from(name, 'latin1')]), text);
  run('genisoimage', [
    '-quiet',
    '-R',
    '-input-charset',
    'iso8859-1',
    '-output-charset',
    'iso8859-1',
    '-o',
    image,
    tree,
  ]);
});

test('names in Latin-1 are told apart, by the number of the byte', () => {
  const { stdout, status } = isowright(['ls', image, '--json']);
  expect(status).toBe(0);
  expect(JSON.parse(stdout).entries.map(({ path }: { path: string }) => path)).toEqual([
    '/caf\\xE8',
    '/caf\\xE9',
    '/caf\\xEA',
  ]);
});

test('each can be named as it is listed, and comes out under its own name', () => {
  const into = join(room, 'out');
  mkdirSync(into);
  expect(isowright(['extract', image, '/caf\\xE9', '-C', into]).status).toBe(0);
  const names = readdirSync(into, { encoding: 'latin1' });
  expect(names).toEqual(['caf\xe9']);
  expect(
    readFileSync(Buffer.concat([Buffer.from(`${into}/`), Buffer.from('caf\xe9', 'latin1')]), 'utf8'),
  ).toBe('acute');
});
