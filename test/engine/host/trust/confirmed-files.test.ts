import {
  linkSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { plan } from '../../../../src/engine/contract/plan/plan.ts';
import { demandConfirmed } from '../../../../src/engine/host/trust/confirmed-files.ts';
import { confirmedFilesOf } from '../../../../src/engine/jobs/folder/confirm-files.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-confirmed-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const planOf = (image: string, drive: string) =>
  plan.parse({
    v: 1,
    do: 'write',
    source: { kind: 'image', path: image },
    targets: [
      { kind: 'file', path: drive },
      { kind: 'drive', path: '/dev/sdz', expect: {} },
    ],
  });

test('the files of a plan are noted; drives, the web and what cannot be looked at are not', () => {
  const [image, loop] = [join(folder, 'image.iso'), join(folder, 'loop')];
  writeFileSync(image, 'a');
  symlinkSync(loop, loop);
  expect(Object.keys(confirmedFilesOf(planOf(image, loop)))).toEqual([image]);
  expect(confirmedFilesOf(planOf('https://example.org/i.iso', join(folder, 'none')))).toEqual({});
  expect(confirmedFilesOf(planOf('-', join(image, 'below-a-file')))).toEqual({});
});

test('a target that was written to is the same file; another one in its place is refused', () => {
  const [path, other] = [join(folder, 'path'), join(folder, 'other')];
  writeFileSync(path, 'a');
  const files = confirmedFilesOf(planOf(join(folder, 'none'), path));
  const look = (): void => demandConfirmed(path, files, statSync(path, { bigint: true }));
  expect(look).not.toThrow();
  linkSync(path, join(folder, 'second-name'));
  writeFileSync(path, 'changed, and the same file');
  expect(look).not.toThrow();
  writeFileSync(other, 'a');
  renameSync(other, path);
  expect(look).toThrow('target-changed');
  expect(() => demandConfirmed(path, undefined, statSync(path, { bigint: true }))).not.toThrow();
});

test('a source that was changed in place since the question is refused, also with its times put back', () => {
  const path = join(folder, 'source');
  writeFileSync(path, 'as confirmed');
  utimesSync(path, 1, 1);
  const files = confirmedFilesOf(planOf(path, join(folder, 'none')));
  const look = (): void => demandConfirmed(path, files, statSync(path, { bigint: true }));
  expect(look).not.toThrow();
  writeFileSync(path, 'as somebody l');
  utimesSync(path, 1, 1);
  expect(look).toThrow('source-changed');
});
