import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { refuseTaken } from '../../../../src/engine/write/targets/publish.ts';

const folder = mkdtempSync(join(tmpdir(), 'isowright-taken-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);

function linkTo(target: string, name: string): string {
  symlinkSync(target, at(name));
  return at(name);
}

test.each([
  ['a device', '/dev/null'],
  ['what is open as standard output, as /dev/stdout does', '/proc/self/fd/1'],
  ['a folder', '.'],
])('a link to %s is never replaced', async (what, target) => {
  const path = linkTo(target, `to ${what.replaceAll('/', ' ')}`);
  for (const replace of [false, true])
    await expect(refuseTaken(path, replace)).rejects.toMatchObject({
      facts: { because: { reason: 'no-plain-file', path } },
    });
});

test('a link to a file, or to nothing, is a name like any other', async () => {
  writeFileSync(at('file'), '');
  for (const path of [linkTo('file', 'to a file'), linkTo('nowhere', 'to nothing')]) {
    await expect(refuseTaken(path, true)).resolves.toBeUndefined();
    await expect(refuseTaken(path, false)).rejects.toMatchObject({ code: 'output-exists' });
  }
});

test('a folder cannot be replaced', async () => {
  mkdirSync(at('folder'));
  await expect(refuseTaken(at('folder'), true)).rejects.toMatchObject({ facts: { errno: 'EISDIR' } });
});
