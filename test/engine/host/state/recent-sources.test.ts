import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { recentSources, rememberSource } from '../../../../src/engine/host/state/recent-sources.ts';

let state = '';
const file = () => join(state, 'isowright', 'recent-sources.json');

beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'isowright-recent-'));
  vi.stubEnv('XDG_STATE_HOME', state);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(state, { recursive: true, force: true });
});

test('sources are kept, the newest first, each once, ten of them, for their owner only', async () => {
  expect(recentSources()).toEqual([]);
  for (let index = 0; index < 12; index++) await rememberSource(`/isos/${index}.iso`);
  await rememberSource('/isos/5.iso');
  expect(recentSources()).toHaveLength(10);
  expect(recentSources().slice(0, 3)).toEqual(['/isos/5.iso', '/isos/11.iso', '/isos/10.iso']);
  expect(statSync(file()).mode & 0o777).toBe(0o600);
});

test.each([
  'https://ann:pw@example.org/a.iso',
  'https://example.org/a.iso?token=abc',
  'https://example.org/a.iso#abc',
])('an address that may hold a secret is not kept: %s', async (address) => {
  await rememberSource(address);
  expect(recentSources()).toEqual([]);
  await rememberSource('https://example.org/a.iso');
  expect(recentSources()).toEqual(['https://example.org/a.iso']);
  expect(readFileSync(file(), 'utf8')).not.toMatch(/pw|token|abc/);
});

test.each(['', 'no json', '{"a":1}', '[1,2]', `["${'x'.repeat(9000)}"]`])(
  'what is in the file instead counts as nothing known: %.20s',
  async (text) => {
    await rememberSource('/a.iso');
    writeFileSync(file(), text);
    expect(recentSources()).toEqual([]);
    await rememberSource('/b.iso');
    expect(recentSources()).toEqual(['/b.iso']);
  },
);

test('standard input is no source for the next time', async () => {
  await rememberSource('-');
  await rememberSource('');
  expect(recentSources()).toEqual([]);
});
