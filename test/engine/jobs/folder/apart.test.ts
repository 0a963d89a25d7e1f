import { linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Plan, plan } from '../../../../src/engine/contract/plan/plan.ts';
import { clashWith } from '../../../../src/engine/jobs/folder/apart.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-apart-'));
  for (const name of ['image', 'map', 'drive', 'other']) writeFileSync(join(folder, name), name);
  mkdirSync(join(folder, 'tree'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (name: string): string => join(folder, name);

const write = (): Plan =>
  plan.parse({
    v: 1,
    do: 'write',
    source: { kind: 'image', path: at('image'), bmap: at('map') },
    targets: [{ kind: 'file', path: at('drive') }],
    receipt: at('receipt'),
  });

const make = (): Plan =>
  plan.parse({
    v: 1,
    do: 'make',
    source: { kind: 'folder', path: at('tree'), author: {} },
    output: { path: at('out.iso'), replace: false },
  });

const named = (path: string) => [{ flag: '--report', path }];

test('a report over a target, the source, the block map or the receipt is refused', () => {
  for (const name of ['drive', 'image', 'map', 'receipt'])
    expect(clashWith(write(), named(at(name)))).toBeDefined();
});

test('the same file by another name is refused: a hard link, a link, another way', () => {
  linkSync(at('drive'), at('second'));
  symlinkSync(at('image'), at('link'));
  for (const name of ['second', 'link', 'tree/../image'])
    expect(clashWith(write(), named(`${folder}/${name}`))).toBeDefined();
});

test('a report over the image that is made, its checksum, or a file of the folder is refused', () => {
  writeFileSync(at('tree/file'), '');
  for (const name of ['out.iso', 'out.iso.sha256', 'tree/file', 'tree/new'])
    expect(clashWith(make(), named(at(name)))).toBeDefined();
});

test('a report over the checksum beside a link, or beside what it leads to, is refused', () => {
  mkdirSync(at('isos'));
  writeFileSync(at('isos/x-1.0.iso'), '');
  symlinkSync('isos/x-1.0.iso', at('latest.iso'));
  const source = { kind: 'image', path: at('latest.iso') };
  const job = plan.parse({ v: 1, do: 'write', source, targets: [{ kind: 'file', path: at('drive') }] });
  const taken = ['latest.iso.sha256', 'isos/SHA256SUMS', 'latest.iso.minisig', 'latest.iso.sha'];
  for (const name of taken) expect(clashWith(job, named(at(name)))).toMatchObject({ why: 'checksum' });
  expect(clashWith(job, named(at('report.json')))).toBeUndefined();
});

test('a device, a pipe or a folder is nothing to write a report into', () => {
  for (const path of ['/dev/null', at('tree')]) expect(clashWith(write(), named(path))).toBeDefined();
});

test('a log and a report in one file are refused', () => {
  const own = ['--log', '--report'].map((flag) => ({ flag, path: at('both') }));
  expect(clashWith(write(), own)).toBeDefined();
});

test('a new file, and one that nobody reads, may be written', () => {
  const own = [
    { flag: '--log', path: at('other') },
    { flag: '--report', path: at('new.json') },
  ];
  expect(clashWith(write(), own)).toBeUndefined();
});
