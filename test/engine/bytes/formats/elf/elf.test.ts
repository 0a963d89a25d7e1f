import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { librariesOf, withoutSections } from '../../../../../src/engine/bytes/formats/elf/libraries.ts';
import { moduleInfoOf } from '../../../../../src/engine/bytes/formats/elf/module-info.ts';

const isLinux = process.platform === 'linux' && process.arch === 'x64';

test.skipIf(!isLinux)('the libraries of a program are those that the loader says', () => {
  const said = execFileSync('ldd', [process.execPath], { encoding: 'utf8', timeout: 20_000 });
  const found = librariesOf(readFileSync(process.execPath));
  expect(found.length).toBeGreaterThan(3);
  for (const name of found) expect(said).toContain(name);
});

test.skipIf(!isLinux)('a program without its sections still runs, and is smaller', () => {
  const room = mkdtempSync(join(tmpdir(), 'isowright-elf-'));
  try {
    const whole = readFileSync(process.execPath);
    const kept = withoutSections(whole);
    expect(kept.length).toBeLessThan(whole.length);
    writeFileSync(join(room, 'node'), kept);
    chmodSync(join(room, 'node'), 0o755);
    const said = execFileSync(join(room, 'node'), ['-p', '6 * 7'], { encoding: 'utf8', timeout: 20_000 });
    expect(said.trim()).toBe('42');
  } finally {
    rmSync(room, { recursive: true, force: true });
  }
});

test('what is no ELF file, or is cut, has no libraries and stays as it is', () => {
  const text = Buffer.from('#!/bin/sh\necho 42\n');
  expect(librariesOf(text)).toEqual([]);
  expect(withoutSections(text)).toBe(text);
  expect(moduleInfoOf(text)).toBeUndefined();
  const cut = Buffer.from('7f454c460201010000000000000000000300', 'hex');
  expect(librariesOf(cut)).toEqual([]);
});
