import { DATA_BYTES, sectorLayout } from '../../../bytes/formats/cdrom/raw-sector.ts';
import { Failure } from '../../../contract/failure/failure.ts';
import { sourceUnsupported } from '../../../contract/failure/source-failures.ts';
import type { Readable } from '../../../contract/ports/image.ts';
import { bytesIn, fieldDamaged, type Suspect } from '../checked-bytes.ts';
import type { Content } from '../container.ts';
import { dataOf } from './raw-sectors.ts';
import { type DiscTrack, demandSectorBytes, isAudio, type TrackPlace, trackFacts } from './track.ts';

/**
 * A disc as an image: the data of its first track that has some, as a drive shows it. The others are named.
 *
 * @throws Failure `source-unsupported` for a disc of sound alone, `source-truncated`, `source-damaged`
 */
export async function discContent(
  sheet: Suspect,
  format: string,
  tracks: readonly DiscTrack[],
): Promise<Content> {
  const data = tracks.find((track) => !isAudio(track));
  if (!data?.place) throw sourceUnsupported(sheet.path, format, { reason: 'audio-only' });
  const from = await dataTrack(format, data, data.place);
  const { sizeBytes } = from;
  const rest = tracks.length - 1;
  return {
    format,
    sizeBytes,
    tracks: tracks.map(trackFacts),
    notes: rest > 0 ? [{ state: 'tracks-left-out', count: rest }] : [],
    runAt: (atByte, mostBytes) => ({
      kind: 'stored',
      lengthBytes: Math.min(mostBytes, sizeBytes - atByte),
      from,
      atByte,
    }),
  };
}

/** What its sectors are is read from the first of them: sheets are often made by hand, or for another copy. */
async function dataTrack(
  format: string,
  { number, sectors }: DiscTrack,
  { file, startByte, sectorBytes }: TrackPlace,
): Promise<Readable> {
  demandSectorBytes(file, format, sectorBytes);
  const expectedBytes = startByte + sectors * sectorBytes;
  if (expectedBytes > file.sizeBytes)
    throw new Failure('source-truncated', { path: file.path, expectedBytes, foundBytes: file.sizeBytes });
  if (sectors < 1) throw fieldDamaged(file, format, `track.${number}`, sectors);
  const layout = sectorLayout(await bytesIn(file, startByte, sectorBytes));
  if (!layout) throw fieldDamaged(file, format, `track.${number}`, 'audio', startByte);
  if (sectorBytes === DATA_BYTES) return windowOf(file, startByte, sectors * DATA_BYTES);
  const window = windowOf(file, startByte, sectors * sectorBytes);
  return dataOf(window, layout, sectors, file.path);
}

function windowOf({ read }: Suspect, startByte: number, sizeBytes: number): Readable {
  return { sizeBytes, read: (atByte, into) => read(startByte + atByte, into) };
}
