import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TrackFacts } from '../../src/engine/contract/events/inspection.ts';
import { asFailure } from '../../src/engine/contract/failure/failure.ts';
import { isowright } from '../fakes/cli.ts';
import { seededBytes } from '../fakes/fake-image.ts';
import { cueTime, makeCcd, makeMds, makeNrg, makeNrgAlone, rawSectors } from '../fakes/make-disc.ts';
import { randomReadsDiffer, wholeOf, withImage } from '../fakes/read-image.ts';
import { has, run, testWith } from '../fakes/rigs.ts';

// Discs in raw sectors, with the sheets of several programs: the data in them is the ISO they were made of, as other programs take it out.

const folder = mkdtempSync(join(tmpdir(), 'isowright-discs-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);
function put(name: string, bytes: Uint8Array | string): string {
  writeFileSync(at(name), bytes);
  return at(name);
}

let iso: Buffer;
let sectors: number;
const whole = { mode: 1, sectorBytes: 2352 } as const;
const xa = { mode: 2, sectorBytes: 2352 } as const;
const audio = Buffer.from(seededBytes(300 * 2352, 5));

beforeAll(() => {
  if (!has('tool:xorriso')) return;
  mkdirSync(at('tree'));
  writeFileSync(at('tree/large.bin'), seededBytes(700_001, 9));
  const args = ['-as', 'mkisofs', '-quiet', '-R', '-V', 'RAW', '-o', at('disc.iso'), at('tree')];
  expect(run('xorriso', args).status).toBe(0);
  iso = readFileSync(at('disc.iso'));
  sectors = iso.length / 2048;
});

async function demandDisc(path: string): Promise<readonly TrackFacts[]> {
  const tracks: TrackFacts[] = [];
  const onTracks = (found: readonly TrackFacts[]): void => void tracks.push(...found);
  const look = async (image: Parameters<typeof wholeOf>[0]): Promise<void> => {
    expect(image.sizeBytes).toBe(iso.length);
    expect((await wholeOf(image)).equals(iso)).toBe(true);
    expect(await randomReadsDiffer(image, iso)).toBeUndefined();
  };
  await withImage(path, look, { onTracks });
  return tracks;
}

const needsIso = testWith('tool:xorriso');

testWith('tool:xorriso', 'tool:bchunk')(
  'BIN/CUE: what bchunk takes out, with sound and a gap behind the data',
  async () => {
    put('mixed.bin', Buffer.concat([rawSectors(iso, whole), audio]));
    const sheet = [
      'FILE "mixed.bin" BINARY',
      '  TRACK 01 MODE1/2352',
      '    INDEX 01 00:00:00',
      '  TRACK 02 AUDIO',
      `    INDEX 00 ${cueTime(sectors)}`,
      `    INDEX 01 ${cueTime(sectors + 150)}`,
    ];
    put('mixed.cue', `${sheet.join('\r\n')}\r\n`);
    expect(run('bchunk', [at('mixed.bin'), at('mixed.cue'), at('judged')]).status).toBe(0);
    // bchunk gives the gap to the track before it.
    expect(readFileSync(at('judged01.iso')).subarray(0, iso.length).equals(iso)).toBe(true);
    expect(await demandDisc(at('mixed.cue'))).toEqual([
      { number: 1, kind: 'data', mode: 'MODE1/2352', startSector: 0, sectors },
      { number: 2, kind: 'audio', mode: 'AUDIO', startSector: sectors + 150, sectors: 150 },
    ]);
    expect(await demandDisc(at('mixed.bin'))).toMatchObject([{ sectors }, { kind: 'audio', sectors: 150 }]);
  },
);

needsIso(
  'BIN/CUE: sectors of 2048, 2336 and 2448 bytes, modes 1 and 2, one file a track, sound first',
  async () => {
    const time = cueTime(sectors);
    const sheets: readonly (readonly [string, Buffer, string])[] = [
      [
        'cooked',
        Buffer.concat([iso, audio]),
        `MODE1/2048\nINDEX 01 00:00:00\nTRACK 02 AUDIO\nPREGAP 00:02:00\nINDEX 01 ${time}`,
      ],
      ['xa', rawSectors(iso, xa), 'MODE2/2352\nINDEX 01 00:00:00'],
      ['unmarked', rawSectors(iso, { mode: 2, sectorBytes: 2336 }), 'MODE2/2336\nINDEX 01 00:00:00'],
      ['sub', rawSectors(iso, { mode: 1, sectorBytes: 2448 }), 'MODE1/2448\nINDEX 01 00:00:00'],
    ];
    for (const [name, bytes, tracks] of sheets) {
      put(`${name}.bin`, bytes);
      put(`${name}.cue`, `FILE "${name}.bin" BINARY\nTRACK 01 ${tracks}\n`);
      expect([name, (await demandDisc(at(`${name}.cue`)))[0]?.kind]).toEqual([name, 'data']);
    }
    put('first.bin', audio);
    put('SECOND.BIN', Buffer.concat([rawSectors(Buffer.alloc(150 * 2048), whole), rawSectors(iso, whole)]));
    const sheet = [
      'REM GENRE x',
      'FILE "first.wav" WAVE',
      ' TRACK 01 AUDIO',
      '  INDEX 01 00:00:00',
      '  POSTGAP 00:02:00',
      'FILE "C:\\discs\\second.bin" BINARY',
      ' TRACK 02 MODE1/2352',
      '  INDEX 00 00:00:00',
      '  INDEX 01 00:02:00',
    ];
    put('apart.cue', sheet.join('\n'));
    expect(await demandDisc(at('apart.cue'))).toMatchObject([{ kind: 'audio' }, { number: 2, kind: 'data' }]);
  },
);

needsIso('BIN/CUE: data behind sound in one file begins where the sound ends', async () => {
  put('late.bin', Buffer.concat([audio, rawSectors(iso, whole)]));
  put(
    'late.cue',
    'FILE late.bin BINARY\nTRACK 01 AUDIO\nINDEX 01 00:00:00\nTRACK 02 MODE1/2352\nINDEX 01 00:04:00\n',
  );
  expect(await demandDisc(at('late.cue'))).toMatchObject([{ sectors: 300 }, { startSector: 300 }]);
});

testWith('tool:xorriso', 'tool:ccd2iso')(
  'CCD: what ccd2iso takes out, in both modes, with sound behind',
  async () => {
    for (const [name, shape] of [
      ['clone', whole],
      ['Xa', xa],
    ] as const) {
      put(`${name}.img`, Buffer.concat([rawSectors(iso, shape), audio]));
      put(`${name}.sub`, Buffer.alloc(96 * sectors));
      put(
        `${name}.CCD`,
        makeCcd(
          [
            [true, 0],
            [false, sectors],
          ],
          sectors + 300,
        ).replaceAll('\n', '\r\n'),
      );
      expect(await demandDisc(at(`${name}.CCD`))).toMatchObject([
        { kind: 'data', sectors },
        { sectors: 300 },
      ]);
    }
    put('alone.img', rawSectors(iso, whole));
    expect(run('ccd2iso', [at('alone.img'), at('ccd.iso')]).status).toBe(0);
    expect(readFileSync(at('ccd.iso')).equals(iso)).toBe(true);
  },
);

const none = Buffer.alloc(0);
testWith('tool:xorriso', 'tool:nrg2iso')(
  'NRG: both versions, at once and alone, raw and of 2048 bytes, with gaps of every length',
  async () => {
    const cooked = { mode: 0, sectorBytes: 2048, bytes: iso } as const;
    const raw = {
      mode: 5,
      sectorBytes: 2352,
      gap: rawSectors(Buffer.alloc(150 * 2048), whole),
      bytes: rawSectors(iso, whole),
    };
    const sub = {
      mode: 15,
      sectorBytes: 2448,
      gap: none,
      bytes: rawSectors(iso, { mode: 1, sectorBytes: 2448 }),
    };
    const form1 = {
      mode: 3,
      sectorBytes: 2336,
      gap: none,
      bytes: rawSectors(iso, { mode: 2, sectorBytes: 2336 }),
    };
    const gap = { ...cooked, gap: Buffer.alloc(150 * 2048) };
    const sound = { mode: 7, sectorBytes: 2352, gap: none, bytes: audio };
    for (const version of [1, 2] as const) {
      for (const [name, tracks] of Object.entries({
        raw: [raw, sound],
        sub: [sub],
        form1: [form1],
        gap: [gap],
        first: [sound, raw],
      })) {
        const found = await demandDisc(put(`${name}${version}.nrg`, makeNrg(tracks, version)));
        expect([name, found.length]).toEqual([name, tracks.length]);
      }
      await demandDisc(put(`alone${version}.nrg`, makeNrgAlone({ ...cooked, gap: none }, version)));
    }
    // It knows one length of a gap, and no other.
    expect(run('nrg2iso', [at('gap2.nrg'), at('nrg.iso')]).status).toBe(0);
    expect(readFileSync(at('nrg.iso')).subarray(0, iso.length).equals(iso)).toBe(true);
  },
);

testWith('tool:xorriso', 'tool:iat')(
  'MDS/MDF: what iat takes out, with subchannels, sound, and as a DVD',
  async () => {
    const sub = { mode: 2, sectorBytes: 2448, startSector: 0, startByte: 0, sectors };
    put('sub.mdf', rawSectors(iso, { mode: 1, sectorBytes: 2448 }));
    await demandDisc(put('sub.mds', makeMds([sub])));
    expect(run('iat', [at('sub.mdf'), at('iat.iso')]).status).toBe(0);
    expect(readFileSync(at('iat.iso')).equals(iso)).toBe(true);
    put('xa2.mdf', Buffer.concat([rawSectors(iso, xa), audio]));
    const data = { ...sub, mode: 4, sectorBytes: 2352 };
    const sound = {
      mode: 1,
      sectorBytes: 2352,
      startSector: sectors,
      startByte: sectors * 2352,
      sectors: 300,
    };
    expect(await demandDisc(put('xa2.mds', makeMds([data, sound])))).toMatchObject([
      { kind: 'data' },
      { kind: 'audio' },
    ]);
    put('dvd.mdf', iso);
    await demandDisc(put('dvd.mds', makeMds([{ ...sub, sectorBytes: 2048 }], 0x10)));
  },
);

needsIso(
  'every kind is listed, inspected, converted, written and verified, and names the tracks it leaves out',
  () => {
    expect(isowright(['ls', at('mixed.cue')]).stdout).toContain('large.bin');
    for (const name of ['mixed.cue', 'clone.CCD', 'raw2.nrg', 'sub.mds', 'mixed.bin']) {
      const found = JSON.parse(isowright(['inspect', at(name), '--json']).stdout);
      expect(found, name).toMatchObject({ kind: 'iso9660', sizeBytes: iso.length });
      const out = at(`${name}.iso`);
      const made = isowright(['convert', at(name), '-o', out]);
      expect([name, made.status], made.stderr).toEqual([name, 0]);
      expect(readFileSync(out).equals(iso)).toBe(true);
      if (name.startsWith('sub')) continue;
      expect(`${made.stdout}${made.stderr}`).toMatch(/has another track; only the data/);
    }
    const drive = put('drive.img', Buffer.alloc(4 << 20, 7));
    const target = [drive, '--file-target', '--yes', '--expect-size', `${4 << 20}`];
    const written = isowright(['write', at('clone.CCD'), ...target]);
    expect([written.stderr.slice(-600), written.status]).toEqual([expect.any(String), 0]);
    expect(readFileSync(drive).subarray(0, iso.length).equals(iso)).toBe(true);
    const verified = isowright(['verify', at('clone.CCD'), ...target.slice(0, 2)]);
    expect([verified.stderr.slice(-600), verified.status]).toEqual([expect.any(String), 0]);
  },
);

async function refusal(path: string): Promise<{ readonly code: string; readonly facts: object }> {
  const before = readdirSync('/proc/self/fd').length;
  const failed = await withImage(path, wholeOf).then(
    () => 'it was read',
    (error: unknown) => error,
  );
  expect(readdirSync('/proc/self/fd')).toHaveLength(before);
  const { code, facts } = asFailure(failed);
  return { code, facts };
}

test('what cannot be read of a disc is refused by its cause, and no file stays open', async () => {
  const disc = Buffer.from(seededBytes(40 * 2048, 3));
  put('good.bin', rawSectors(disc, xa));
  const sheet = (name: string, track = 'MODE2/2352\nINDEX 01 00:00:00', type = 'BINARY'): string =>
    `FILE "${name}" ${type}\nTRACK 01 ${track}\n`;
  const form2 = rawSectors(disc, xa);
  form2[5 * 2352 + 18] = 0x28;
  put('form2.bin', form2);
  const unmarked = rawSectors(disc, xa);
  unmarked.fill(0, 7 * 2352, 7 * 2352 + 16);
  put('hole.bin', unmarked);
  put('old.mds', makeMds([]).fill(2, 16, 17));
  put('alone.mds', makeMds([{ mode: 2, sectorBytes: 2352, startSector: 0, startByte: 0 }]));
  put('lonely.ccd', makeCcd([[true, 0]], 40));
  const causes: readonly (readonly [string, string, object])[] = [
    [sheet('gone.bin'), 'source-needs-parts', { missing: ['gone.bin'] }],
    [sheet('..'), 'source-unsupported', { what: 'extent-name' }],
    [sheet('good.bin', 'AUDIO\nINDEX 01 00:00:00'), 'source-unsupported', { what: 'audio-only' }],
    [sheet('good.bin', undefined, 'MP3'), 'source-unsupported', { what: 'sound-file' }],
    [sheet('good.bin', 'MODE9/2352\nINDEX 01 00:00:00'), 'source-damaged', {}],
    [sheet('good.bin', 'MODE1/2048\nINDEX 01 00:05:00'), 'source-truncated', {}],
    [sheet('form2.bin'), 'source-unsupported', { because: { reason: 'form-2', sector: 5 } }],
    [sheet('hole.bin'), 'source-damaged', { atByte: 7 * 2048 }],
    [`${sheet('good.bin')}TRACK 02 AUDIO\nINDEX 01 99:00:00\n`, 'source-truncated', {}],
  ];
  for (const [text, code, facts] of causes)
    expect(await refusal(put('bad.cue', text))).toMatchObject({ code, facts });
  expect(await refusal(at('old.mds'))).toMatchObject({
    code: 'source-unsupported',
    facts: { what: 'version' },
  });
  expect(await refusal(at('alone.mds'))).toMatchObject({ facts: { missing: ['alone.mdf'] } });
  expect(await refusal(at('lonely.ccd'))).toMatchObject({ facts: { missing: ['lonely.img'] } });
});
