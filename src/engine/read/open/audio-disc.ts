import { bytesOf } from '../../bytes/ranges/bytes-of.ts';
import type { TrackFacts } from '../../contract/events/inspection.ts';
import type { Readable } from '../../contract/ports/image.ts';
import { besideFile, textBeside } from '../checksum/beside.ts';
import { sheetNames, toldTracks, withLengths } from '../containers/discs/told-tracks.ts';
import { trackFacts } from '../containers/discs/track.ts';
import { isImage, kindOf } from './foreign/find-kind.ts';

const FIRST_BYTES = 40 << 10;
const SECTOR_BYTES = 2352;

/**
 * The tracks of a disc that begins with sound, by the cue sheet beside its file: sound has no marks of its own. What the bytes are known to be goes before
 * that. Undefined for any other file.
 */
export async function audioDiscOf(file: Readable, path: string): Promise<readonly TrackFacts[] | undefined> {
  const beside = besideFile(path);
  const sectors = Math.floor(file.sizeBytes / SECTOR_BYTES);
  for (const name of sheetNames(path)) {
    const sheet = await textBeside(beside, name);
    const tracks = sheet === undefined ? [] : toldTracks(sheet, path);
    if (tracks[0]?.mode !== 'AUDIO') continue;
    const first = await bytesOf(file)(0, FIRST_BYTES);
    return isImage(first) || kindOf(first) ? undefined : withLengths(tracks, sectors).map(trackFacts);
  }
  return undefined;
}
