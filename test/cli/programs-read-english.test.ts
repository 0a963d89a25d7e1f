import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import type { Drive } from '../../src/engine/contract/ports/drive.ts';
import { isowright } from '../fakes/cli.ts';

// What programs read says the same whatever the person speaks; times, jobs and speeds are those of each run.

const folder = mkdtempSync(join(tmpdir(), 'isowright-language-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const tree = join(folder, 'tree');
mkdirSync(tree);
writeFileSync(join(tree, 'a'.repeat(60)), 'some bytes\n');
writeFileSync(join(tree, 'two'), 'more bytes\n');
const broken = join(folder, 'broken.iso');
writeFileSync(broken, 'no image at all\0');
const packed = join(folder, 'broken.iso.gz');
writeFileSync(packed, gzipSync(Buffer.alloc(1 << 16, 'x')).subarray(0, 40));
const drive = join(folder, 'drive.img');
writeFileSync(drive, Buffer.alloc(4 << 20));
const image = join(folder, 'made.iso');
const report = join(folder, 'report.csv');

const own: readonly (readonly [RegExp, string])[] = [
  [/"(at|startedAt|endedAt|madeAt|finishedAt)":\s*("[^"]*"|\d+)/g, '"$1":0'],
  [/"(\w*(?:Ms|PerSecond|Seconds))":\s*[\d.]+/g, '"$1":0'],
  [/\b\d{8}-\d{6}-[a-z0-9]+\b/g, 'JOB'],
];

const same = (text: string): string => own.reduce((so, [from, to]) => so.replace(from, to), text);

function told(argv: readonly string[], language: string): { status: number | null; lines: string[] } {
  const { status, stdout } = isowright(argv, {
    env: { ISOWRIGHT_LANG: language, SOURCE_DATE_EPOCH: '1700000000' },
  });
  // How often a job tells how far it is depends on how quick the machine is.
  const lines = same(stdout)
    .split('\n')
    .filter((line) => !/"event":"(progress|speed|sample)"/.test(line));
  return { status, lines };
}

test.each([
  [['make', tree, '-o', image, '--force', '--json', '--report', report], 0],
  [['make', tree, '-o', image, '--dry-run', '--json'], 0],
  [['inspect', image, '--json'], 0],
  [['verify', image, '--json'], 0],
  [['verify', image, drive, '--file-target', '--json'], 6],
  [['verify', broken, drive, '--file-target', '--json'], 6],
  [['verify', packed, drive, '--file-target', '--json'], 7],
  [['verify', join(folder, 'none.iso'), '--json'], 7],
  [['inspect', broken, '--json'], 0],
  [['write', image, drive, '--json', '--file-target'], 2],
  [['write', image, drive, drive, '--json', '--yes', '--file-target'], 2],
  [['write', image, join(folder, 'none'), '--json'], 4],
  [['write', image, drive, '--file-target', '--dry-run', '--json'], 0],
  [['ls', image, '--json'], 0],
  [['completion', 'bash'], 0],
])('%j says the same to programs of people who speak German', (argv, exitCode) => {
  const english = told(argv, 'en');
  const german = told(argv, 'de');
  expect(german).toEqual(english);
  expect(english.status).toBe(exitCode);
});

test('the drives of this machine are refused with the same words', () => {
  // Loop devices and mounts come and go with other tests.
  const refused = (language: string) =>
    (JSON.parse(told(['devices', '--json'], language).lines.join('\n')) as { devices: Drive[] }).devices
      .filter(({ kind }) => kind !== 'loop')
      .map(({ path, refusals }) => ({
        path,
        refusals: refusals.filter(({ code }) => code !== 'mounted').map(({ code, text }) => [code, text]),
      }));
  expect(refused('de')).toEqual(refused('en'));
});

test('a table for spreadsheets says the same to people who speak German', () => {
  const read = (language: string): string => {
    isowright(['verify', image, drive, '--file-target', '--report', report], {
      env: { ISOWRIGHT_LANG: language },
    });
    return readFileSync(report, 'utf8');
  };
  const german = read('de');
  expect(german).toContain('differs');
  expect(german).toBe(read('en'));
});

test('a language that nobody speaks here is refused with those that are spoken', () => {
  for (const argv of [
    ['--lang', 'tlh', 'devices'],
    ['devices', '--lang=tlh'],
  ]) {
    const { status, stderr } = isowright(argv);
    expect(status).toBe(2);
    expect(stderr).toMatch(/en, de/);
  }
});
