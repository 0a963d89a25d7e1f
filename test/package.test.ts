import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { expect, test } from 'vitest';

const WANTED = [
  /^dist\/(?:[\w-]+\.js|licences\.txt)$/,
  /^(?:README|CHANGELOG|SECURITY)\.md$/,
  /^LICENSE$/,
  /^package\.json$/,
  /^docs\/(?:[\w/-]+\.md|recordings\/[\w-]+\.svg)$/,
  /^man\/isowright\.1$/,
];

test('the package holds what a user needs, and nothing else', () => {
  const { stdout, stderr } = spawnSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    encoding: 'utf8',
    timeout: 60_000,
  });
  expect(stdout, stderr).toContain('[');
  const [{ files }] = JSON.parse(stdout) as [{ files: { path: string }[] }];
  const paths = files.map(({ path }) => path);
  expect(paths.filter((path) => !WANTED.some((pattern) => pattern.test(path)))).toEqual([]);
  for (const path of [
    'dist/main.js',
    'dist/hash-worker.js',
    'dist/licences.txt',
    'man/isowright.1',
    'LICENSE',
    'SECURITY.md',
  ])
    expect(paths).toContain(path);
});

test('publint has nothing to say about the package as it would be published', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'isowright-pack-'));
  try {
    const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
    const { stdout, stderr } = spawnSync('npm', args, { encoding: 'utf8', timeout: 60_000 });
    expect(stdout, stderr).toContain('[');
    const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
    const tarball = new Uint8Array(readFileSync(join(folder, filename))).buffer;
    const { messages, pkg } = await publint({ pack: { tarball }, strict: true });
    expect(messages.map((message) => formatMessage(message, pkg ?? {}))).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('what package.json names is there, and a shell can start it', () => {
  const { bin, man, type, files } = JSON.parse(readFileSync('package.json', 'utf8'));
  expect(type).toBe('module');
  expect(readFileSync(bin.isowright, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
  expect(readFileSync(man, 'utf8')).toMatch(/^(?:\.\\".*\n)*\.TH /);
  expect(files).toEqual(expect.arrayContaining(['dist/*.js', 'man']));
  for (const path of [bin.isowright, man]) expect(path).toMatch(/^(?:dist\/main\.js|man\/)/);
});
