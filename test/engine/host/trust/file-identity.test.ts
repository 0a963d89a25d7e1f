import type { BigIntStats } from 'node:fs';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  contentIdentity,
  fileIdentity,
  identityAfterRestart,
  isChangedInPlace,
  isSameFile,
  lastingIdentity,
} from '../../../../src/engine/host/trust/file-identity.ts';

let folder = '';
let path = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-identity-'));
  path = join(folder, 'file');
  writeFileSync(path, 'a');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const found = (other: Partial<BigIntStats> = {}): BigIntStats =>
  Object.assign(Object.create(Object.getPrototypeOf(statSync(path, { bigint: true }))), {
    ...statSync(path, { bigint: true }),
    birthtimeNs: 5_000_000_001n,
    ...other,
  });

test('a file that got the number of a removed one is another: its birth tells it', () => {
  const identity = fileIdentity(path, found());
  expect(isSameFile(identity, found())).toBe(true);
  expect(isSameFile(identity, found({ birthtimeNs: 5_000_000_002n }))).toBe(false);
  expect(isSameFile(identity, found({ ino: 1n }))).toBe(false);
  expect(isSameFile(identity, found({ dev: 1n }))).toBe(false);
  expect(isSameFile(identity, found({ ctimeNs: 1n, size: 9n }))).toBe(true);
});

test('where a file system knows no birth, the time of the last change stands for it, until the job itself wrote', () => {
  const unborn = (ctimeNs: bigint): BigIntStats => found({ birthtimeNs: 0n, ctimeNs });
  const identity = fileIdentity(path, unborn(7n));
  expect(isSameFile(identity, unborn(7n))).toBe(true);
  expect(isSameFile(identity, unborn(8n))).toBe(false);
  const lasting = lastingIdentity(identity)!;
  expect(isSameFile(lasting, unborn(8n))).toBe(true);
  expect(isSameFile(lasting, found({ birthtimeNs: 0n, ino: 1n }))).toBe(false);
  // Numbers of devices begin anew, and an inode alone is no evidence.
  expect(identityAfterRestart(identity)).toBeUndefined();
});

test('after a restart the device has another number, and the file is the same', () => {
  const identity = identityAfterRestart(fileIdentity(path, found()))!;
  expect(isSameFile(identity, found({ dev: 77n }))).toBe(true);
  expect(isSameFile(identity, found({ birthtimeNs: 1n }))).toBe(false);
});

test('what a job itself changes is no reason to refuse its own target later', () => {
  expect(lastingIdentity('changed 1:2:3')).toBeUndefined();
  expect(identityAfterRestart('changed 1:2:3')).toBeUndefined();
  expect(identityAfterRestart('folder 1:2')).toBeUndefined();
  expect(lastingIdentity('folder 1:2')).toBe('folder 1:2');
});

test('a source that was changed in place is not what was confirmed, also when the job goes on', () => {
  const identity = contentIdentity(path, found({ ctimeNs: 7n, size: 3n }));
  expect(isChangedInPlace(identity, found({ ctimeNs: 7n, size: 3n }))).toBe(false);
  expect(isSameFile(identity, found({ ctimeNs: 7n, size: 3n }))).toBe(true);
  for (const other of [
    { ctimeNs: 8n, size: 3n },
    { ctimeNs: 7n, size: 4n },
  ]) {
    expect(isChangedInPlace(identity, found(other))).toBe(true);
    expect(isSameFile(lastingIdentity(identity) ?? '', found(other))).toBe(false);
    expect(isSameFile(identityAfterRestart(identity) ?? '', found({ ...other, dev: 1n }))).toBe(false);
  }
  expect(isChangedInPlace(identity, found({ ino: 1n, ctimeNs: 8n }))).toBe(false);
  expect(isSameFile(identityAfterRestart(identity) ?? '', found({ dev: 1n, ctimeNs: 7n, size: 3n }))).toBe(
    true,
  );
});
