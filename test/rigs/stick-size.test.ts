import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { putFile } from '../engine/author/boot/trees.ts';
import { isowright } from '../fakes/cli.ts';
import { seededBytes } from '../fakes/fake-image.ts';
import { run, testWith } from '../fakes/rigs.ts';

// `write --files --size`: a partition of that size, judged by others, and compared later without saying the size again.

const MIB = 1 << 20;
const SIZE_BYTES = 97_001_472;
const room = mkdtempSync(join(tmpdir(), 'isowright-stick-size-'));
const tree = join(room, 'tree');
const judges = testWith('tool:fsck.fat', 'tool:sfdisk');
beforeAll(() => putFile(tree, 'some.bin', seededBytes(3 * MIB)));
afterAll(() => rmSync(room, { recursive: true, force: true }));

const how = ['--file-target', '--files', '--json'];

function written(name: string, ...more: string[]) {
  const path = join(room, `${name}.img`);
  writeFileSync(path, seededBytes(MIB));
  truncateSync(path, SIZE_BYTES);
  return {
    path,
    ...isowright(['write', tree, path, '--yes', '--expect-size', `${SIZE_BYTES}`, ...how, ...more]),
  };
}

const verified = (path: string, ...more: string[]) => isowright(['verify', tree, path, ...how, ...more]);

judges.each([
  ['mbr', 'fat32'],
  ['gpt', 'fat32'],
  ['gpt', 'exfat'],
])('%s, %s: the partition has its size, and verify reads it from the table', (table, kind) => {
  const more = ['--size', '48M', '--table', table, '--filesystem', kind];
  const { path, status, stderr } = written(`${table}-${kind}`, ...more);
  expect([status, stderr]).toEqual([0, '']);
  const { partitiontable } = JSON.parse(run('sfdisk', ['--json', path]).stdout);
  expect(partitiontable.partitions).toMatchObject([{ start: 2048, size: (48 * MIB) / 512 }]);
  expect(partitiontable.partitions).toHaveLength(1);
  expect(run('sfdisk', ['--verify', path]).stdout).toContain('No errors detected');
  if (kind === 'fat32') {
    const part = `${path}.volume`;
    writeFileSync(part, readFileSync(path).subarray(MIB, 49 * MIB));
    expect(run('fsck.fat', ['-n', part])).toMatchObject({ status: 0 });
  }
  expect(verified(path).status).toBe(0);
  expect(verified(path, '--size', '48M').status).toBe(0);
  expect(verified(path, '--size', '47M').status).toBe(6);
});

testWith()('a table that was shortened behind its back is a difference, not another size', () => {
  const { path } = written('hurt', '--size', '48M');
  const bytes = readFileSync(path);
  bytes.writeUInt32LE((40 * MIB) / 512, 446 + 12);
  writeFileSync(path, bytes);
  expect(verified(path).status).toBe(6);
});

testWith()('what does not fit is exit 8 before anything is written, and a dry run shows the size', () => {
  const small = written('small', '--size', '3M');
  expect(small).toMatchObject({ status: 8, done: { report: { failure: { code: 'partition-too-small' } } } });
  expect(readFileSync(small.path).subarray(0, MIB)).toEqual(Buffer.from(seededBytes(MIB)));
  const large = written('large', '--size', '1G');
  expect(large).toMatchObject({ status: 8, done: { report: { failure: { code: 'target-too-small' } } } });
  const { stdout } = isowright(['write', tree, large.path, ...how, '--size', '48M', '--dry-run']);
  expect(JSON.parse(stdout)).toMatchObject({ source: { author: { filesBytes: 48 * MIB } } });
});
