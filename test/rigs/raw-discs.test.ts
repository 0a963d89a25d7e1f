import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect } from 'vitest';
import { temporaryFolder } from '../engine/author/making.ts';
import { isowright } from '../fakes/cli.ts';
import { seededBytes } from '../fakes/fake-image.ts';
import { has, run, testWith } from '../fakes/rigs.ts';
import { listFolder } from '../oracles/author-listing.ts';

// Discs in raw sectors were named, and nothing of them could be seen. The judge reads the same disc in sectors of 2048 bytes.

const needs = ['tool:xorriso', 'tool:bsdtar'] as const;
const test = testWith(...needs);
const room = temporaryFolder();
const iso = join(room, 'disc.iso');
const AUDIO_SECTORS = 750;

const SYNC = [0, ...Array.from({ length: 10 }, () => 0xff), 0];
const bcd = (value: number) => Math.floor(value / 10) * 16 + (value % 10);
/** Minutes, seconds and sectors since the beginning of the disc, two seconds before the first. */
const address = (lba: number) =>
  [Math.floor((lba + 150) / 4500), Math.floor((lba + 150) / 75) % 60, (lba + 150) % 75].map(bcd);

/** Bit by bit, as ECMA-130 §14.3 writes it. */
function errorCode(bytes: Uint8Array): number {
  let code = 0;
  for (const byte of bytes) {
    code ^= byte;
    for (let bit = 0; bit < 8; bit++) code = code & 1 ? (code >>> 1) ^ 0xd8018001 : code >>> 1;
  }
  return code >>> 0;
}

/** A whole sector of 2352 bytes; `mode` 2 is form 1 of XA. */
function sectorOf(data: Uint8Array, lba: number, mode: 1 | 2): Buffer {
  const sector = Buffer.alloc(2352);
  sector.set([...SYNC, ...address(lba), mode]);
  if (mode === 2) sector.set([0, 0, 8, 0, 0, 0, 8, 0], 16);
  const at = mode === 1 ? 16 : 24;
  sector.set(data, at);
  sector.writeUInt32LE(errorCode(sector.subarray(mode === 1 ? 0 : 16, at + 2048)), at + 2048);
  return sector;
}

function sectors(make: (data: Uint8Array, lba: number) => Uint8Array): Buffer {
  const bytes = readFileSync(iso);
  return Buffer.concat(
    Array.from({ length: bytes.length / 2048 }, (_, lba) =>
      make(bytes.subarray(lba * 2048, (lba + 1) * 2048), lba),
    ),
  );
}

function put(name: string, bytes: Uint8Array): string {
  const path = join(room, name);
  writeFileSync(path, bytes);
  return path;
}

const kinds = {
  'mode-1.bin': (data: Uint8Array, lba: number) => sectorOf(data, lba, 1),
  'mode-2.bin': (data: Uint8Array, lba: number) => sectorOf(data, lba, 2),
  'subchannel.bin': (data: Uint8Array, lba: number) =>
    Buffer.concat([sectorOf(data, lba, 1), Buffer.alloc(96)]),
  'unmarked.bin': (data: Uint8Array, lba: number) => sectorOf(data, lba, 2).subarray(16),
} as const;
const modes = {
  'mode-1.bin': 'MODE1/2352',
  'mode-2.bin': 'MODE2/2352',
  'subchannel.bin': 'MODE1/2448',
  'unmarked.bin': 'MODE2/2336',
} as const;

beforeAll(() => {
  if (!needs.every(has)) return;
  const tree = join(room, 'tree/inside');
  mkdirSync(tree, { recursive: true });
  writeFileSync(join(tree, 'Ünïcode name.txt'), 'text');
  writeFileSync(join(tree, 'large.bin'), seededBytes(3_000_001, 9));
  const args = ['-as', 'mkisofs', '-quiet', '-R', '-J', '-V', 'RAW', '-o', iso, join(room, 'tree')];
  expect(run('xorriso', args).status).toBe(0);
  for (const [name, make] of Object.entries(kinds)) put(name, sectors(make));
});

test.each(Object.keys(kinds) as (keyof typeof kinds)[])('%s: its tree, its files and what it is', (name) => {
  const path = join(room, name);
  const listed = JSON.parse(isowright(['ls', path, '--json']).stdout).entries as { path: string }[];
  const judged = run('bsdtar', ['-tf', iso]).stdout.trim().split('\n');
  expect(listed.map((one) => one.path).sort()).toEqual(
    judged
      .filter((one) => one !== '.')
      .map((one) => `/${one.replace(/\/$/, '')}`)
      .sort(),
  );
  const into = join(room, `${name}-out`);
  mkdirSync(into);
  expect(isowright(['extract', path, '-C', into]).status).toBe(0);
  const expected = join(room, `${name}-judge`);
  mkdirSync(expected);
  run('bsdtar', ['-xf', iso, '-C', expected]);
  const files = (folder: string) =>
    listFolder(folder)
      .filter(({ type }) => type === 'file')
      .map(({ path: at, md5 }) => `${at} ${md5}`);
  expect(files(into)).toEqual(files(expected));
  const found = JSON.parse(isowright(['inspect', path, '--json']).stdout);
  expect(found).toMatchObject({ kind: 'iso9660', sizeBytes: readFileSync(iso).length });
  expect(found.volumes[0]).toMatchObject({ standard: 'iso9660', label: 'RAW' });
  const count = readFileSync(iso).length / 2048;
  expect(found.notes.filter(({ code }: { code: string }) => code !== 'gpt-not-at-end')).toMatchObject([
    { code: 'in-container', container: { container: 'BIN' } },
    {
      code: 'disc-track',
      track: { number: 1, kind: 'data', mode: modes[name], startSector: 0, sectors: count },
    },
  ]);
});

const audio = () => seededBytes(AUDIO_SECTORS * 2352, 4);

test('audio behind the data is named, with and without a cue sheet, and the tree is still there', () => {
  const data = readFileSync(join(room, 'mode-1.bin'));
  const mixed = put('mixed.bin', Buffer.concat([data, audio()]));
  const tracks = () =>
    JSON.parse(isowright(['inspect', mixed, '--json']).stdout).notes.flatMap(
      ({ track }: { track?: { kind: string; sectors: number } }) =>
        track ? [`${track.kind} ${track.sectors}`] : [],
    );
  expect(tracks()).toEqual([`data ${data.length / 2352}`, `audio ${AUDIO_SECTORS}`]);
  const at = (sector: number) =>
    [Math.floor(sector / 4500), Math.floor(sector / 75) % 60, sector % 75]
      .map((value) => String(value).padStart(2, '0'))
      .join(':');
  const start = data.length / 2352;
  const sheet = [
    'FILE "MIXED.BIN" BINARY',
    '  TRACK 01 MODE1/2352',
    '    INDEX 01 00:00:00',
    '  TRACK 02 AUDIO',
    `    INDEX 01 ${at(start)}`,
    '  TRACK 03 AUDIO',
    `    INDEX 01 ${at(start + 300)}`,
  ];
  put('mixed.cue', Buffer.from(`${sheet.join('\r\n')}\r\n`));
  expect(tracks()).toEqual([`data ${start}`, 'audio 300', `audio ${AUDIO_SECTORS - 300}`]);
  expect(isowright(['inspect', mixed]).stdout).toMatch(/track 2: audio, 4\.0 s; it holds no files/);
  expect(isowright(['ls', mixed]).stdout).toContain('large.bin');
  const sheetPath = join(room, 'mixed.cue');
  expect(isowright(['ls', sheetPath]).stdout).toBe(isowright(['ls', mixed]).stdout);
});

test('a disc of audio alone is named by its cue sheet', () => {
  const path = put('songs.bin', audio());
  put('songs.cue', Buffer.from('FILE songs.bin BINARY\n TRACK 01 AUDIO\n  INDEX 01 00:00:00\n'));
  expect(isowright(['inspect', path]).stdout).toMatch(/track 1: audio, 10 s/);
});

test('a file in sectors that no drive gives out is an error, and the others come out', () => {
  const bytes = readFileSync(join(room, 'mode-2.bin'));
  const inside = bytes.indexOf(seededBytes(3_000_001, 9).subarray(700 * 2048, 701 * 2048));
  expect(inside).toBeGreaterThan(0);
  bytes[inside - 6] = 0x28;
  const path = put('form-2.bin', bytes);
  const into = join(room, 'form-2-out');
  mkdirSync(into);
  const { status, stderr } = isowright(['extract', path, '-C', into]);
  expect([status, stderr], stderr).toEqual([7, expect.stringContaining('large.bin')]);
  expect(listFolder(into).filter(({ type }) => type === 'file')).toHaveLength(1);
});

test('what is written of it is its data, as a drive shows it', () => {
  const drive = put('drive.img', Buffer.alloc(16 << 20));
  const target = [drive, '--file-target', '--yes', '--expect-size', `${16 << 20}`];
  const { status, stderr } = isowright(['write', join(room, 'mode-1.bin'), ...target]);
  expect(status, stderr).toBe(0);
  const bytes = readFileSync(iso);
  expect(readFileSync(drive).subarray(0, bytes.length).equals(bytes)).toBe(true);
});

test.each(Object.keys(kinds))(
  '%s: verify holds each sector against its own code, and names the first bad one',
  (name) => {
    const path = join(room, name);
    const good = isowright(['verify', path, '--json']);
    expect([good.status, good.done?.report.checked], good.stderr).toEqual([
      0,
      expect.objectContaining({ ok: true }),
    ]);
    const bytes = readFileSync(path);
    const sectorBytes = name === 'subchannel.bin' ? 2448 : name === 'unmarked.bin' ? 2336 : 2352;
    bytes[900 * sectorBytes + 1000]! ^= 1;
    const bad = isowright(['verify', put(`bad-${name}`, bytes), '--json']);
    expect(bad).toMatchObject({
      status: 7,
      done: { report: { failure: { code: 'source-damaged', facts: { atByte: 900 * sectorBytes } } } },
    });
  },
);

test('verify of raw sectors speaks of their own checksums, and of no MD5 that is not there', () => {
  const { status, stdout, stderr } = isowright(['verify', join(room, Object.keys(kinds)[0] ?? '')]);
  expect(status).toBe(0);
  expect(`${stdout}${stderr}`).toContain('the checksums it carries itself');
  expect(`${stdout}${stderr}`).not.toContain('MD5 implanted');
});
