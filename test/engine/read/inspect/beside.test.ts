import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inspectImage } from '../../../../src/engine/read/inspect/inspect.ts';
import { temporaryFolder } from '../../author/making.ts';

const room = temporaryFolder();

const inspect = (bytes: Uint8Array) =>
  inspectImage({
    sizeBytes: bytes.length,
    read: async (at, into) => into.set(bytes.subarray(at, at + into.length)),
  });

function marked(...marks: readonly (readonly [number, string])[]): Uint8Array {
  const bytes = Buffer.alloc(1 << 20);
  for (const [at, text] of marks) bytes.write(text, at, 'latin1');
  return bytes;
}

test.each([
  ['ext2', [[1080, '\x53\xef']]],
  ['ntfs', [[3, 'NTFS    ']]],
  ['exfat', [[3, 'EXFAT   ']]],
  ['hfs+', [[1024, 'H+']]],
  ['apfs', [[32, 'NXSB']]],
  [
    'squashfs',
    [
      [0, 'hsqs'],
      [28, '\x04'],
    ],
  ],
  ['btrfs', [[65_600, '_BHRfS_M']]],
  ['xfs', [[0, 'XFSB']]],
  ['luks', [[0, 'LUKS\xba\xbe']]],
  ['swap', [[4086, 'SWAPSPACE2']]],
] as const)('%s is named', async (name, marks) => {
  const { kind, volumes } = await inspect(marked(...marks));
  expect({ kind, names: volumes.map(({ standard }) => standard) }).toEqual({
    kind: 'file-system',
    names: [name],
  });
});

test('an Apple partition map, High Sierra and sectors of 2352 bytes are named', async () => {
  const codes = async (bytes: Uint8Array) => (await inspect(bytes)).notes.map(({ code }) => code);
  expect(await codes(marked([0, 'ER'], [512, 'PM'], [519, '\x01']))).toContain('apple-partition-map');
  expect(await codes(marked([32_777, 'CDROM']))).toContain('high-sierra');
  expect(await codes(marked([0, `\0${'\xff'.repeat(10)}\0`]))).toContain('raw-sectors');
});

test('Rock Ridge behind XA fields and a label filled with zeros are seen as ls sees them', async () => {
  mkdirSync(join(room, 'tree'));
  writeFileSync(join(room, 'tree/a.txt'), 'a');
  const path = join(room, 'xa.iso');
  execFileSync('genisoimage', ['-quiet', '-R', '-XA', '-V', 'NAME', '-o', path, join(room, 'tree')]);
  const bytes = readFileSync(path);
  bytes.fill(0, 16 * 2048 + 44, 16 * 2048 + 72);
  const { volumes } = await inspect(bytes);
  expect(volumes.map(({ standard, label }) => `${standard} ${label}`)).toEqual([
    'iso9660 NAME',
    'rock-ridge NAME',
  ]);
});
