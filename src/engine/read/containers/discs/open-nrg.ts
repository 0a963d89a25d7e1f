import type { Struct } from '../../../bytes/codec/struct.ts';
import { latin1 } from '../../../bytes/codec/text.ts';
import {
  NRG_DAO_HEAD_BYTES,
  NRG_MODES,
  nrgChunk,
  nrgDaoTrack,
  nrgFooter,
  nrgOldDaoTrack,
  nrgOldFooter,
  nrgOldTaoTrack,
  nrgTaoTrack,
} from '../../../bytes/formats/nrg/nrg.ts';
import { bytesIn, decoded, demand, fieldDamaged, type Suspect, structIn } from '../checked-bytes.ts';
import type { ContainerFile, Content } from '../container.ts';
import { discContent } from './disc-content.ts';
import { type DiscTrack, MOST_TRACKS } from './track.ts';

const FORMAT = 'NRG';
/** A disc has some dozens; a chain that leads in a circle has no end. */
const MOST_CHUNKS = 1000;
const MOST_CHUNK_BYTES = 1 << 20;

/** Nero: the disc first, then what it is, in chunks; where they begin stands at the end. */
export async function openNrg(file: ContainerFile): Promise<Content> {
  const tracks: DiscTrack[] = [];
  let atByte = await chunksByte(file);
  for (let count = 0; ; count++) {
    demand(count < MOST_CHUNKS, file, FORMAT, 'chunks', count);
    const { name: letters, lengthBytes } = await structIn(file, nrgChunk, FORMAT, atByte);
    const name = latin1(letters);
    if (name === 'END!') break;
    demand(lengthBytes <= MOST_CHUNK_BYTES, file, FORMAT, name, lengthBytes);
    const startByte = atByte + nrgChunk.sizeBytes;
    if (readsTracks(name)) addTracks(file, tracks, name, await bytesIn(file, startByte, lengthBytes));
    atByte = startByte + lengthBytes;
  }
  demand(tracks.length > 0 && tracks.length <= MOST_TRACKS, file, FORMAT, 'tracks', tracks.length);
  return discContent(file, FORMAT, tracks);
}

async function chunksByte(file: Suspect): Promise<number> {
  const { magic, chunksByte } = await structIn(
    file,
    nrgFooter,
    FORMAT,
    file.sizeBytes - nrgFooter.sizeBytes,
  ).catch(() => ({ magic: new Uint8Array(), chunksByte: 0 }));
  if (latin1(magic) === 'NER5') return chunksByte;
  const old = await structIn(file, nrgOldFooter, FORMAT, file.sizeBytes - nrgOldFooter.sizeBytes);
  return old.chunksByte;
}

interface Stretch {
  readonly mode: number;
  readonly startByte: number;
  readonly endByte: number;
  readonly sectorBytes?: number;
}

/** What the entries of a chunk are, and what stands before the first. */
const CHUNKS: Readonly<Record<string, { readonly headBytes: number; readonly entry: Entry }>> = {
  DAOX: { headBytes: NRG_DAO_HEAD_BYTES, entry: entryOf(nrgDaoTrack, (one) => one) },
  DAOI: { headBytes: NRG_DAO_HEAD_BYTES, entry: entryOf(nrgOldDaoTrack, (one) => one) },
  ETN2: { headBytes: 0, entry: entryOf(nrgTaoTrack, withEnd) },
  ETNF: { headBytes: 0, entry: entryOf(nrgOldTaoTrack, withEnd) },
};

interface Entry {
  readonly sizeBytes: number;
  read(file: Suspect, bytes: Uint8Array): Stretch;
}

function entryOf<V>(struct: Struct<V>, stretchOf: (entry: V) => Stretch): Entry {
  const { sizeBytes } = struct;
  return { sizeBytes, read: (file, bytes) => stretchOf(decoded(file, struct, FORMAT, bytes, 0)) };
}

function withEnd(entry: { mode: number; startByte: number; lengthBytes: number }): Stretch {
  return { ...entry, endByte: entry.startByte + entry.lengthBytes };
}

const readsTracks = (name: string): boolean => Object.hasOwn(CHUNKS, name);

function addTracks(file: Suspect, tracks: DiscTrack[], name: string, chunk: Uint8Array): void {
  const { headBytes = 0, entry } = CHUNKS[name] ?? {};
  if (!entry) return;
  for (let at = headBytes; at + entry.sizeBytes <= chunk.length; at += entry.sizeBytes) {
    demand(tracks.length < MOST_TRACKS, file, FORMAT, 'tracks', tracks.length);
    const before = tracks.at(-1);
    const startSector = before ? before.startSector + before.sectors : 0;
    const stretch = entry.read(file, chunk.subarray(at, at + entry.sizeBytes));
    tracks.push({ number: tracks.length + 1, startSector, ...trackOf(file, stretch) });
  }
}

function trackOf(file: Suspect, stretch: Stretch): Pick<DiscTrack, 'mode' | 'sectors' | 'place'> {
  const { mode: number, startByte, endByte } = stretch;
  const [mode, usualBytes] = NRG_MODES[number] ?? [];
  if (mode === undefined || usualBytes === undefined) throw fieldDamaged(file, FORMAT, 'mode', number);
  const sectorBytes = stretch.sectorBytes || usualBytes;
  demand(endByte >= startByte && endByte <= file.sizeBytes, file, FORMAT, 'endByte', endByte);
  const sectors = Math.floor((endByte - startByte) / sectorBytes);
  return { mode, sectors, place: { file, startByte, sectorBytes } };
}
