import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect } from 'vitest';
import { makeImage, temporaryFolder } from '../engine/author/making.ts';
import { isowright } from '../fakes/cli.ts';
import { testWith } from '../fakes/rigs.ts';

// `ls` of a usual image begins without most of the program. What it says is what the whole of it says.

const test = testWith();
const room = temporaryFolder();
const image = join(room, 'image.iso');

beforeAll(async () => {
  const tree = join(room, 'tree');
  for (let folder = 0; folder < 30; folder++) {
    mkdirSync(join(tree, `f${folder}/deep-${folder}`), { recursive: true });
    for (let file = 0; file < 70; file++)
      writeFileSync(join(tree, `f${folder}/deep-${folder}/${file}.txt`), `${file}`);
  }
  symlinkSync('f1/deep-1', join(tree, 'link'));
  writeFileSync(join(tree, `long-${'n'.repeat(200)}`), 'x');
  writeFileSync(join(tree, 'über \u202e\u001b[31m.txt'), 'x');
  writeFileSync(join(tree, 'line\nbreak'), 'x');
  await makeImage(tree, image);
});

/** A flag takes the usual way, and changes nothing of a list. */
const usual = (...words: string[]) => isowright(['ls', ...words, '--ascii']);
const quick = (...words: string[]) => isowright(['ls', ...words]);

test('a list is the same by both ways: whole, of a folder, of a file', () => {
  for (const inside of [[], ['/'], ['f7'], ['/f7/deep-7/3.txt'], ['link'], ['./f1//']]) {
    const { status, stdout, stderr } = quick(image, ...inside);
    expect({ status, stdout, stderr }).toEqual(pick(usual(image, ...inside)));
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).not.toBe('');
  }
  expect(quick(image).stdout.split('\n').length).toBe(30 * 72 + 4 + 1);
});

test('what goes wrong is said as ever, and nothing before it', () => {
  const damaged = join(room, 'damaged.iso');
  const bytes = readFileSync(image);
  // The length of an identifier. ECMA-119 §9.1.10.
  bytes[bytes.indexOf('\x073.TXT;1', 'latin1')] = 0;
  writeFileSync(damaged, bytes);
  writeFileSync(join(room, 'text'), 'no image '.repeat(10_000));
  for (const words of [
    [damaged],
    [image, '/not-there'],
    [join(room, 'missing')],
    [join(room, 'text')],
    [room],
    [image, '/', 'more'],
    ['https://host/x.iso'],
    [''],
  ]) {
    const { status, stdout, stderr } = quick(...words);
    expect({ status, stdout, stderr }).toEqual(pick(usual(...words)));
    expect(status).toBeGreaterThan(0);
    expect(stdout).toBe('');
  }
});

function pick({ status, stdout, stderr }: ReturnType<typeof isowright>) {
  return { status, stdout, stderr };
}
