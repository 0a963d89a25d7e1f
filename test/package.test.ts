import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const WANTED = [
  /^dist\/[\w-]+\.js$/,
  /^(?:README|CHANGELOG|SECURITY)\.md$/,
  /^LICENSE$/,
  /^package\.json$/,
  /^docs\/[\w/-]+\.md$/,
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
  for (const path of ['dist/main.js', 'dist/hash-worker.js', 'man/isowright.1', 'LICENSE', 'SECURITY.md'])
    expect(paths).toContain(path);
});

test('what package.json names is there, and a shell can start it', () => {
  const { bin, man, type, files } = JSON.parse(readFileSync('package.json', 'utf8'));
  expect(type).toBe('module');
  expect(readFileSync(bin.isowright, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
  expect(readFileSync(man, 'utf8')).toMatch(/^(?:\.\\".*\n)*\.TH /);
  for (const path of [bin.isowright, man]) expect(files).toContain(path.split('/')[0]);
});
