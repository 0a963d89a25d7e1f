import { expect, test } from 'vitest';
import { readMapped } from '../../../../../src/engine/bytes/mapped/read-mapped.ts';
import { asFailure, Failure } from '../../../../../src/engine/contract/failure/failure.ts';
import type { ContainerFile, Opener } from '../../../../../src/engine/read/containers/container.ts';
import { openCcd } from '../../../../../src/engine/read/containers/discs/open-ccd.ts';
import { openCue } from '../../../../../src/engine/read/containers/discs/open-cue.ts';
import { openMds } from '../../../../../src/engine/read/containers/discs/open-mds.ts';
import { openNrg } from '../../../../../src/engine/read/containers/discs/open-nrg.ts';
import { openRawSectors } from '../../../../../src/engine/read/containers/discs/open-raw-sectors.ts';
import { seededBytes } from '../../../../fakes/fake-image.ts';
import { makeCcd, makeMds, makeNrg, makeNrgAlone, rawSectors } from '../../../../fakes/make-disc.ts';

// Sheets and tables with bytes exchanged anywhere: nothing but a failure with a name, in little memory.

const MUTATIONS = 400;
const ALLOWED = new Set(['source-damaged', 'source-truncated', 'source-unsupported', 'source-needs-parts']);
const shape = { mode: 1, sectorBytes: 2352 } as const;
const data = rawSectors(Buffer.from(seededBytes(60 * 2048, 3)), shape);
const none = Buffer.alloc(0);

function fileOf(path: string, bytes: Buffer): ContainerFile {
  return {
    path,
    sizeBytes: bytes.length,
    hasBeside: () => true,
    nameBeside: (name) => (name.endsWith('.cue') ? undefined : name),
    openBeside: async (name) => fileOf(`/${name}`, data),
    async read(atByte, into) {
      if (into.length > 8 << 20) throw new Error(`${into.length} bytes at once`);
      if (!(atByte >= 0 && atByte + into.length <= bytes.length))
        throw new Failure('source-truncated', { path, foundBytes: bytes.length });
      into.set(bytes.subarray(atByte, atByte + into.length));
    },
  };
}

const track = { mode: 5, sectorBytes: 2352, gap: none, bytes: data };
const sheet =
  'FILE "a.bin" BINARY\nTRACK 01 MODE1/2352\nINDEX 01 00:00:00\nTRACK 02 AUDIO\nINDEX 01 00:00:50\n';
const mds = [{ mode: 2, sectorBytes: 2352, startSector: 0, startByte: 0, sectors: 60 }];

/** What is mutated begins so many bytes before the end. */
const kinds: Readonly<Record<string, readonly [Opener, Buffer, number]>> = {
  cue: [openCue, Buffer.from(sheet), sheet.length],
  ccd: [openCcd, Buffer.from(makeCcd([[true, 0]], 60)), 1 << 20],
  mds: [openMds, makeMds(mds), 1 << 20],
  nrg1: [openNrg, makeNrg([track], 1), 100],
  nrg2: [openNrg, makeNrg([track, { ...track, mode: 7 }], 2), 160],
  alone: [openNrg, makeNrgAlone({ ...track, mode: 5 }, 2), 80],
  raw: [openRawSectors, data.subarray(0, 4 * 2352), 4 * 2352],
};

test.each(Object.keys(kinds))('%s: what cannot be is refused', async (kind) => {
  const [opener, good, fromEnd] = kinds[kind] ?? [];
  if (!opener || !good || !fromEnd) throw new Error(kind);
  let state = 11;
  const next = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % below;
  };
  const from = Math.max(0, good.length - fromEnd);
  let readCount = 0;
  for (let turn = 0; turn < MUTATIONS; turn++) {
    const bytes = Buffer.from(good);
    for (let count = next(5); count > 0; count--)
      bytes[from + next(bytes.length - from)] = [0xff, 0, 0x80, 0x39, 0x20, next(256)][next(6)] ?? 0;
    try {
      const content = await opener(
        fileOf(`/x.${kind}`, turn % 11 === 10 ? bytes.subarray(0, next(bytes.length)) : bytes),
      );
      const image = readMapped(content);
      for (const at of [0, Math.max(0, content.sizeBytes - 65_536)])
        await image.read(at, new Uint8Array(Math.min(65_536, content.sizeBytes - at)));
      readCount++;
    } catch (error) {
      const { code, facts } = asFailure(error);
      expect(ALLOWED.has(code), `${code} ${JSON.stringify(facts)} ${turn}`).toBe(true);
    }
  }
  expect(readCount).toBeGreaterThan(20);
});
