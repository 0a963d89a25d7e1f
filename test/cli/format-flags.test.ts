import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AuthorOptions } from '../../src/engine/contract/plan/plan.ts';
import { commandLine } from '../../src/tasks/command-line.ts';
import { planned } from './planned.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-flags-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const make = (...words: string[]) => planned(['make', folder, '-o', '/out.iso', ...words]);

async function author(...words: string[]): Promise<AuthorOptions> {
  const { plan, said } = await make(...words);
  if (plan?.source === undefined || !('author' in plan.source)) throw new Error(said);
  return plan.source.author;
}

test('without flags nothing is chosen', async () => {
  expect(await author()).toEqual({
    joliet: true,
    rockRidge: true,
    followLinks: false,
    exclude: [],
    strict: false,
    madeAt: 0,
  });
});

test('flags become options, and options become the same flags again', async () => {
  const words = [
    '--no-udf --iso-level 4 --relocate --padding 0 --md5 --checksums sha256 --pad-changed --no-verify',
    '--system-id LINUX --volume-set Set --publisher P --preparer Q --application A',
    '--copyright-file C --abstract-file D --bibliographic-file E --receipt /r.json',
    '--volume-created 1 --volume-modified 2 --volume-expires 3 --volume-effective 4',
    '--hide *.a --hide *.b --hide-joliet c --hide-udf d --exclude e --exclude f --strict --follow-links',
    '--boot none --no-hybrid --boot-from /b.iso --partition-tree --no-joliet --no-rock-ridge --zisofs',
    '--label L --no-iso9660 --force',
  ].flatMap((line) => line.split(' '));
  const { plan, said } = await make(...words);
  if (plan === undefined) throw new Error(said);
  const again = commandLine(plan).replaceAll("'", '').split(' ');
  expect(again.sort()).toEqual(['isowright', 'make', folder, '-o', '/out.iso', ...words].sort());
});

test('times are dates or seconds', async () => {
  expect(await author('--volume-created', '2001-09-09T01:46:40Z')).toMatchObject({
    volume: { createdAt: 1_000_000_000 },
  });
});

test.each([
  ['--volume-created', 'yesterday', 'seconds since 1970'],
  ['--padding', 'some', 'at most 1,000,000'],
  ['--padding', '1000001', 'at most 1,000,000'],
  ['--iso-level', '5', 'Allowed choices are 1, 2, 3, 4'],
  ['--label', 'x'.repeat(33), '32 fit'],
  ['--system-id', 'x'.repeat(33), '32 fit'],
  ['--volume-set', 'x'.repeat(129), '128 fit'],
  ['--publisher', 'x'.repeat(129), '128 fit'],
  ['--preparer', 'x'.repeat(129), '128 fit'],
  ['--application', 'x'.repeat(129), '128 fit'],
  ['--exclude', 'x'.repeat(4097), '4096 fit'],
  ['--copyright-file', 'x'.repeat(38), 'at most 37'],
  ['--abstract-file', 'a/b', 'no slash'],
  ['--bibliographic-file', 'x'.repeat(38), 'at most 37'],
])(
  '%s with a value over its limit says the limit and ends with 2, never with a ZodError',
  async (flag, value, limit) => {
    const { plan, said, exitCode } = await make(flag, value);
    expect(plan).toBeUndefined();
    expect(exitCode).toBe(2);
    expect(said).toContain(limit);
    expect(said).not.toMatch(/Zod|invalid_/);
  },
);
