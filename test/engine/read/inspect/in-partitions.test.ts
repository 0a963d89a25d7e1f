import { mkdirSync, openSync, readFileSync, readSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { inspectImage } from '../../../../src/engine/read/inspect/inspect.ts';
import { run, testWith } from '../../../fakes/rigs.ts';
import { temporaryFolder } from '../../author/making.ts';

// File systems in partitions were not named. Made by their own programs, judged by blkid.

const room = temporaryFolder();
const MIB = 1 << 20;

function inspect(path: string) {
  const file = openSync(path, 'r');
  return inspectImage({
    sizeBytes: readFileSync(path).length,
    read: async (at, into) => void readSync(file, into, 0, into.length, at),
  });
}

function ran(program: string, ...args: string[]): void {
  const { status, stderr } = run(program, args);
  if (status !== 0) throw new Error(`${program}: ${stderr}`);
}

/** What each of these programs makes in a file of 8 MiB, by the MiB of the disk at which it is put. */
const made: readonly (readonly [string, readonly string[], string, string])[] = [
  ['mkfs.ext4', ['-q', '-L', 'ROOT'], 'ext4', 'ROOT'],
  ['mkswap', ['-q', '-L', 'SWAP'], 'swap', 'SWAP'],
  ['mkfs.vfat', ['-n', 'EFI'], 'fat', 'EFI'],
  ['mkfs.exfat', [], 'exfat', ''],
];
const BEGIN_MIB = [1, 9, 17, 27];

function putAll(path: string): void {
  const disk = openSync(path, 'r+');
  for (const [index, [program, args, standard]] of made.entries()) {
    const part = join(room, `${standard}.part`);
    writeFileSync(part, '');
    truncateSync(part, 8 * MIB);
    ran(program, ...args, part);
    writeSync(disk, readFileSync(part), 0, 8 * MIB, (BEGIN_MIB[index] ?? 0) * MIB);
  }
}

function blkid(path: string, atMib: number): string {
  return run('blkid', ['-p', '-O', `${atMib * MIB}`, '-o', 'value', '-s', 'TYPE', path]).stdout.trim();
}

for (const [label, table, programs] of [
  ['dos', 'mbr', 'an MBR with a logical partition'],
  ['gpt', 'gpt', 'a GPT'],
] as const)
  testWith(
    'tool:sfdisk',
    'tool:mkfs.ext4',
    'tool:mkswap',
    'tool:mkfs.vfat',
    'tool:mkfs.exfat',
    'tool:blkid',
  )(`file systems in the partitions of ${programs} are named as blkid names them`, async () => {
    const path = join(room, `${label}.img`);
    writeFileSync(path, '');
    truncateSync(path, 40 * MIB);
    const starts = BEGIN_MIB.map((mib) => mib * 2048);
    const rows =
      label === 'gpt'
        ? starts.map((start) => `${start},16384`)
        : [
            ...starts.slice(0, 3).map((start) => `${start},16384,83`),
            '51200,28672,5',
            `${starts[3]},16384,83`,
          ];
    const { status, stderr } = run('sfdisk', ['-q', path], {
      input: `label: ${label}\n${rows.join('\n')}\n`,
    });
    expect(status, stderr).toBe(0);
    putAll(path);
    const { kind, volumes } = await inspect(path);
    expect(kind).toBe('disk');
    expect(volumes.map(({ standard, label: name, table: of }) => [standard, name, of])).toEqual(
      made.map(([, , standard, name]) => [standard, name, table]),
    );
    expect(volumes.map(({ number }) => number)).toEqual(label === 'gpt' ? [1, 2, 3, 4] : [1, 2, 3, 5]);
    for (const [index, { standard }] of volumes.entries())
      expect(blkid(path, BEGIN_MIB[index] ?? 0).replace('vfat', 'fat')).toBe(standard);
  });

testWith('tool:genisoimage')(
  'a later session is noted, with its place; an ISO in a file of another is none',
  async () => {
    const folder = join(room, 'one');
    mkdirSync(folder);
    writeFileSync(join(folder, 'a.txt'), 'a');
    const [first, second] = [join(room, 'one.iso'), join(room, 'two.iso')];
    ran('genisoimage', '-quiet', '-R', '-V', 'ONE', '-o', first, folder);
    const startLba = 256;
    ran(
      'genisoimage',
      '-quiet',
      '-R',
      '-V',
      'TWO',
      '-C',
      `16,${startLba}`,
      '-M',
      first,
      '-o',
      second,
      folder,
    );
    const disc = join(room, 'sessions.iso');
    writeFileSync(disc, readFileSync(first));
    truncateSync(disc, startLba * 2048);
    writeFileSync(disc, Buffer.concat([readFileSync(disc), readFileSync(second)]));
    const { notes } = await inspect(disc);
    expect(notes).toEqual([{ code: 'another-session', atByte: startLba * 2048 }]);

    const holding = join(room, 'holding.iso');
    writeFileSync(holding, Buffer.concat([readFileSync(first), readFileSync(first)]));
    expect((await inspect(holding)).notes).toEqual([]);
  },
);
