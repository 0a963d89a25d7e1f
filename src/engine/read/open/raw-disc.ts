import { basename } from 'node:path';
import { isMarked, type RawLayout, rawLayoutOf } from '../../bytes/formats/cdrom/raw-sector.ts';
import { bytesOf } from '../../bytes/ranges/bytes-of.ts';
import type { TrackFacts } from '../../contract/events/inspection.ts';
import type { Image, Readable } from '../../contract/ports/image.ts';
import { besideFile, textBeside } from '../checksum/beside.ts';
import { type CueTrack, cueFiles } from './cue-sheet.ts';
import { isImage, kindOf } from './foreign/find-kind.ts';
import { dataOf } from './raw-sectors.ts';

/** A disc in a file of raw sectors. */
export interface RawDisc {
  readonly tracks: readonly TrackFacts[];
  /** The first track's data, as a drive shows it; absent when the disc begins with audio. */
  readonly data?: Readable;
}

const FIRST_BYTES = 40 << 10;
const SECTOR_MARK_BYTES = 12;

/** Undefined for what is none. Its tracks come from the cue sheet beside it, else from its sectors: audio has no marks. */
export async function rawDiscOf(file: Readable, path: string): Promise<RawDisc | undefined> {
  const bytes = bytesOf(file);
  const first = await bytes(0, FIRST_BYTES);
  const layout = rawLayoutOf(first);
  const fromSheet = await sheetTracks(path);
  if (!layout) return audioDisc(fromSheet, first, file.sizeBytes);
  const sectors = Math.floor(file.sizeBytes / layout.sectorBytes);
  const isMarkedAt = async (sector: number): Promise<boolean> =>
    isMarked(await bytes(sector * layout.sectorBytes, SECTOR_MARK_BYTES), 0);
  const told = withLengths(fromSheet, sectors);
  const tracks =
    told.length > 0 ? told : await foundTracks(layout, sectors, layout.isMarked ? isMarkedAt : undefined);
  return { tracks, data: dataOf(file, layout, tracks[0]?.sectors ?? sectors, path) };
}

/** Audio has no marks of its own: only a sheet says that it is some. What the bytes are known to be goes before that. */
function audioDisc(tracks: readonly CueTrack[], first: Uint8Array, sizeBytes: number): RawDisc | undefined {
  if (tracks[0]?.mode !== 'AUDIO' || isImage(first) || kindOf(first)) return undefined;
  return { tracks: withLengths(tracks, Math.floor(sizeBytes / AUDIO_BYTES)) };
}

/** The disc as an image whose files can be listed. */
export async function rawDiscImage(file: Image, path: string): Promise<Image | undefined> {
  const data = (await rawDiscOf(file, path))?.data;
  if (!data) return undefined;
  const { sizeBytes, read } = data;
  return { ...file, sizeBytes, read, extents: () => [{ atByte: 0, lengthBytes: sizeBytes, from: 'file' }] };
}

const AUDIO_BYTES = 2352;

async function sheetTracks(path: string): Promise<readonly CueTrack[]> {
  const beside = besideFile(path);
  const stem = beside.name.replace(/\.[^.]*$/, '');
  for (const name of [`${stem}.cue`, `${stem}.CUE`, `${beside.name}.cue`]) {
    const text = await textBeside(beside, name);
    const file = text === undefined ? undefined : cueFiles(text).find((one) => isSame(one.name, beside.name));
    if (file) return file.tracks;
  }
  return [];
}

/** Sheets are often made on another system: letters may differ in case, and folders do not count. */
function isSame(said: string, name: string): boolean {
  return basename(said.replaceAll('\\', '/')).toLowerCase() === name.toLowerCase();
}

/** Tracks end where the next one begins, and with the file at the latest; what lies behind it is none. */
function withLengths(tracks: readonly CueTrack[], sectors: number): TrackFacts[] {
  return tracks.flatMap(({ number, mode, startSector }, i) => {
    const endSector = Math.min(tracks[i + 1]?.startSector ?? sectors, sectors);
    const kind = mode === 'AUDIO' ? ('audio' as const) : ('data' as const);
    return endSector > startSector
      ? [{ number, kind, mode, startSector, sectors: endSector - startSector }]
      : [];
  });
}

/** Data as far as there are marks; what is behind them is audio. */
async function foundTracks(
  { mode, sectorBytes }: RawLayout,
  sectors: number,
  isMarkedAt: ((sector: number) => Promise<boolean>) | undefined,
): Promise<TrackFacts[]> {
  const dataSectors = isMarkedAt ? await endOfMarks(sectors, isMarkedAt) : sectors;
  const data = { kind: 'data' as const, mode: `MODE${mode}/${sectorBytes}` };
  const audio = { kind: 'audio' as const, mode: 'AUDIO', startSector: dataSectors };
  return [
    { number: 1, ...data, startSector: 0, sectors: dataSectors },
    ...(dataSectors < sectors ? [{ number: 2, ...audio, sectors: sectors - dataSectors }] : []),
  ];
}

/** The first sector without marks, when those with marks come first. */
async function endOfMarks(
  sectors: number,
  isMarkedAt: (sector: number) => Promise<boolean>,
): Promise<number> {
  if (await isMarkedAt(sectors - 1)) return sectors;
  let [marked, unmarked] = [0, sectors - 1];
  while (unmarked - marked > 1) {
    const middle = Math.floor((marked + unmarked) / 2);
    if (await isMarkedAt(middle)) marked = middle;
    else unmarked = middle;
  }
  return unmarked;
}
