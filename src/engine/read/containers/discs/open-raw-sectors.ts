import { isMarked, isOfMode, type RawLayout, rawLayoutOf } from '../../../bytes/formats/cdrom/raw-sector.ts';
import { bytesOf } from '../../../bytes/ranges/bytes-of.ts';
import { fieldDamaged, type Suspect } from '../checked-bytes.ts';
import type { ContainerFile, Content } from '../container.ts';
import { discContent } from './disc-content.ts';
import { MOST_SHEET_BYTES, sheetText } from './sheet-text.ts';
import { sheetNames, toldTracks, withLengths } from './told-tracks.ts';
import { type DiscTrack, isAudio } from './track.ts';

const FORMAT = 'BIN';
const FIRST_BYTES = 40 << 10;
const HEAD_BYTES = 16;

/**
 * A file of raw sectors. Its tracks come from the cue sheet beside it; without one, data reaches as far as sectors are marked like the first one, and what
 * is behind that is sound, or another track.
 */
export async function openRawSectors(file: ContainerFile): Promise<Content> {
  const layout = rawLayoutOf(await bytesOf(file)(0, FIRST_BYTES));
  if (!layout) throw fieldDamaged(file, FORMAT, 'sector', 0);
  const told = await toldBeside(file, layout);
  return discContent(file, FORMAT, told.length > 0 ? told : await foundTracks(file, layout));
}

/** Of a sheet that says of the beginning of the file what it is. */
async function toldBeside(file: ContainerFile, { sectorBytes }: RawLayout): Promise<DiscTrack[]> {
  for (const wanted of sheetNames(file.path)) {
    const name = file.nameBeside(wanted);
    if (name === undefined) continue;
    const sheet = await file.openBeside(name);
    if (sheet.sizeBytes > MOST_SHEET_BYTES) continue;
    const told = toldTracks(await sheetText(sheet, FORMAT), file.path);
    const tracks = withLengths(told, Math.floor(file.sizeBytes / sectorBytes));
    const place = { file, startByte: 0, sectorBytes };
    const [first] = tracks;
    if (first && !isAudio(first) && first.startSector === 0) return tracks.map((one) => ({ ...one, place }));
  }
  return [];
}

async function foundTracks(file: Suspect, layout: RawLayout): Promise<DiscTrack[]> {
  const { mode, sectorBytes } = layout;
  const sectors = Math.floor(file.sizeBytes / sectorBytes);
  const isLike = async (sector: number): Promise<boolean> =>
    isOfMode(await bytesOf(file)(sector * sectorBytes, HEAD_BYTES), layout);
  const dataSectors = layout.isMarked ? await firstUnlike(sectors, isLike) : sectors;
  const place = { file, startByte: 0, sectorBytes };
  const data = { number: 1, mode: `MODE${mode}/${sectorBytes}`, startSector: 0, sectors: dataSectors, place };
  if (dataSectors === sectors) return [data];
  const head = await bytesOf(file)(dataSectors * sectorBytes, HEAD_BYTES);
  const next = isMarked(head, 0) ? `MODE${head[HEAD_BYTES - 1]}/${sectorBytes}` : 'AUDIO';
  return [data, { number: 2, mode: next, startSector: dataSectors, sectors: sectors - dataSectors }];
}

/** How many come before the first that is not like them, by halving: a track is not interrupted. */
async function firstUnlike(sectors: number, isLike: (sector: number) => Promise<boolean>): Promise<number> {
  if (sectors === 0 || (await isLike(sectors - 1))) return sectors;
  let [like, unlike] = [0, sectors - 1];
  while (unlike - like > 1) {
    const middle = Math.floor((like + unlike) / 2);
    if (await isLike(middle)) like = middle;
    else unlike = middle;
  }
  return unlike;
}
