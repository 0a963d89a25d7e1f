import { basename } from 'node:path';
import type { ValueOf } from '../../../bytes/codec/struct.ts';
import {
  MDS_AUDIO,
  MDS_FIRST_DVD,
  MDS_MODE_BITS,
  mdsHeader,
  mdsLengths,
  mdsSession,
  mdsTrack,
} from '../../../bytes/formats/mds/mds.ts';
import { Failure } from '../../../contract/failure/failure.ts';
import { sourceUnsupported } from '../../../contract/failure/source-failures.ts';
import { demand, type Suspect, structIn } from '../checked-bytes.ts';
import type { ContainerFile, Content } from '../container.ts';
import { discContent } from './disc-content.ts';
import { type DiscTrack, MOST_TRACKS } from './track.ts';

const FORMAT = 'MDS/MDF';
const VERSION = 1;

/**
 * Alcohol 120%: tables of sessions and their tracks, whose sectors lie in a file of the same name. Which name the tables say does not count:
 * pairs are renamed together.
 */
export async function openMds(file: ContainerFile): Promise<Content> {
  const { version, medium, sessions, sessionsByte } = await structIn(file, mdsHeader, FORMAT, 0);
  if (version !== VERSION)
    throw sourceUnsupported(file.path, FORMAT, { reason: 'version', version: String(version) });
  demand(sessions >= 1 && sessions <= MOST_TRACKS, file, FORMAT, 'sessions', sessions);
  const wanted = dataNameOf(file.path);
  const name = file.nameBeside(wanted);
  if (name === undefined) throw new Failure('source-needs-parts', { path: file.path, missing: [wanted] });
  const data = await file.openBeside(name);
  const tracks: DiscTrack[] = [];
  for (let index = 0; index < sessions; index++) {
    const place = sessionsByte + index * mdsSession.sizeBytes;
    const { blocks, tracksByte } = await structIn(file, mdsSession, FORMAT, place);
    for (let block = 0; block < blocks; block++) {
      const entry = await structIn(file, mdsTrack, FORMAT, tracksByte + block * mdsTrack.sizeBytes);
      if (entry.point < 1 || entry.point > MOST_TRACKS) continue;
      demand(tracks.length < MOST_TRACKS, file, FORMAT, 'tracks', tracks.length);
      tracks.push(await trackOf(file, data, entry, medium));
    }
  }
  demand(tracks.length > 0, file, FORMAT, 'tracks', 0);
  return discContent(file, FORMAT, tracks);
}

/** `X.mdf` for `X.mds`. */
export function dataNameOf(path: string): string {
  return basename(path).replace(/\.mds$/i, '.mdf');
}

async function trackOf(
  sheet: Suspect,
  data: Suspect,
  entry: ValueOf<typeof mdsTrack>,
  medium: number,
): Promise<DiscTrack> {
  const { point, mode, sectorBytes, startByte, startSector, names } = entry;
  if (names > 1) throw sourceUnsupported(sheet.path, FORMAT, { reason: 'disc-parts', count: names });
  demand(sectorBytes > 0, sheet, FORMAT, 'sectorBytes', sectorBytes);
  const said = await sectorsSaid(sheet, entry, medium);
  const sectors = said || Math.max(0, Math.floor((data.sizeBytes - startByte) / sectorBytes));
  const isSound = (mode & MDS_MODE_BITS) === MDS_AUDIO;
  return {
    number: point,
    mode: isSound ? 'AUDIO' : modeText(mode, sectorBytes),
    startSector,
    sectors,
    place: { file: data, startByte, sectorBytes },
  };
}

/** Zero where nothing is said: then the track reaches to the end of the file. */
async function sectorsSaid(
  sheet: Suspect,
  { lengthsByte }: { readonly lengthsByte: number },
  medium: number,
): Promise<number> {
  if (lengthsByte === 0 || medium >= MDS_FIRST_DVD) return lengthsByte;
  return (await structIn(sheet, mdsLengths, FORMAT, lengthsByte)).sectors;
}

/** 2 is mode 1; 3 to 5 are those of mode 2. */
function modeText(mode: number, sectorBytes: number): string {
  const kind = (mode & MDS_MODE_BITS) === 2 ? 1 : 2;
  return `MODE${kind}/${sectorBytes}`;
}
