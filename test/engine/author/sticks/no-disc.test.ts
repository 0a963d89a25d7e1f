import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asFailure } from '../../../../src/engine/contract/failure/failure.ts';
import { speak } from '../../../../src/words/language.ts';
import { remedy } from '../../../../src/words/remedies.ts';
import { stick } from './sticks.ts';

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-no-disc-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await speak('en');
});

const refused = async (...asked: Parameters<typeof stick>) =>
  remedy(asFailure(await stick(...asked).catch((error: unknown) => error)));

test('an image that ls lists is no longer said to have no files when they are to be laid out anew', async () => {
  const path = join(folder, 'fat.img');
  writeFileSync(path, Buffer.alloc(70_144, 7));
  const { title, happened, next } = await refused(path, {}, undefined, 'opened-image');
  expect(title).toBe('The files of this image cannot be laid out anew');
  expect(happened).toContain('not an image of a disc');
  expect(next.join()).toContain('isowright extract');
});

test.each(['en', 'de'] as const)(
  'a drive too small for FAT is not blamed on a choice nobody made (%s)',
  async (language) => {
    await speak(language);
    const { next } = await refused(folder, {}, [3_000_832]);
    expect(next.join()).toContain('--files');
    expect(next).toHaveLength(1);
  },
);
