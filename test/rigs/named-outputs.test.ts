import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { isowright } from '../fakes/cli.ts';
import { makeLoopDevice } from '../fakes/loop-device.ts';
import { run, testWith } from '../fakes/rigs.ts';

// Names by pattern: what is in the source, the day and the machine become a part of them.

const folder = mkdtempSync(join(tmpdir(), 'isowright-named-'));
const at = (name: string): string => join(folder, name);
const test = testWith();
const today = /\d{4}-\d\d-\d\d/;

beforeAll(() => {
  mkdirSync(at('tree/.disk'), { recursive: true });
  mkdirSync(at('out'));
  writeFileSync(at('tree/.disk/info'), 'Tools 4.5.6 "Eel"\n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a folder, then the image that was made of it: label, version, day', () => {
  const pattern = ['make', at('tree'), '-o', at('out/{label}-{version}-{date}.iso'), '--label', 'TOOLS'];
  const made = isowright(pattern);
  expect([made.status, made.stderr]).toEqual([0, expect.stringMatching(/the name: .*TOOLS-4\.5\.6-/)]);
  const [name = ''] = readdirSync(at('out')).filter((one) => one.endsWith('.iso'));
  expect(name).toMatch(/^TOOLS-4\.5\.6-\d{4}-\d\d-\d\d\.iso$/);
  const copied = isowright(['convert', at(`out/${name}`), '-o', at('out/{host}_{version}_{label}.qcow2')]);
  expect(copied.status).toBe(0);
  expect(existsSync(at(`out/${hostname().split('.')[0]}_4.5.6_TOOLS.qcow2`))).toBe(true);
  // What is there is not replaced, whatever it was called by.
  expect(isowright(pattern).status).toBe(2);
  expect(isowright(['verify', at(`out/${name}`)]).status).toBe(0);
});

test('the plan of a dry run has the name, and a medium has one', () => {
  writeFileSync(at('medium.img'), new Uint8Array(3 << 20));
  const dry = isowright([
    'read',
    at('medium.img'),
    '-o',
    at('out/{label}-{date}.img'),
    '--dry-run',
    '--json',
  ]);
  expect(dry.status).toBe(0);
  expect(dry.stdout).toMatch(new RegExp(`out/medium-${today.source}\\.img`));
});

test('a word that stands for nothing, and a name of which nothing is left, are refused', () => {
  for (const [pattern, said] of [
    ['out/{lable}.iso', /\{lable\} in a name stands for nothing: there are \{label\}, .*\{\{lable\}\}/],
    ['out/{version}.iso', /nothing would be left of the name .*\{version\}/],
  ] as const) {
    mkdirSync(at('bare'), { recursive: true });
    const { status, stderr } = isowright(['make', at('bare'), '-o', at(pattern)]);
    expect([status, stderr]).toEqual([2, expect.stringMatching(said)]);
  }
});

test("braces of a name of one's own are doubled", () => {
  expect(isowright(['make', at('tree'), '-o', at('out/{{label}}.iso')]).status).toBe(0);
  expect(existsSync(at('out/{label}.iso'))).toBe(true);
});

test('the folder that somebody is in means itself, and nothing but names is told with --json', () => {
  mkdirSync(at('{label}'));
  const made = isowright(['make', at('tree'), '-o', '{date}-{label}.iso', '--label', 'X', '--json'], {
    cwd: at('{label}'),
  });
  expect([made.status, made.stderr]).toEqual([0, '']);
  expect(readdirSync(at('{label}')).filter((name) => name.endsWith('.iso'))).toEqual([
    expect.stringMatching(/^\d{4}-\d\d-\d\d-X\.iso$/),
  ]);
});

testWith('loop', 'tool:mkfs.ext4')('a device is called by its label, and nobody reads it for that', () => {
  const device = makeLoopDevice(17 << 20);
  try {
    expect(run('mkfs.ext4', ['-q', '-L', 'KEEP ME', device.path]).status).toBe(0);
    const args = ['read', device.path, '-o', at('out/{label}-{version}.img'), '--dry-run', '--json'];
    expect(isowright(args).stdout).toContain('out/KEEP_ME.img');
  } finally {
    device.remove();
  }
});
