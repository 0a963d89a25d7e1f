import { basename } from 'node:path';
import { Failure } from '../../../contract/failure/failure.ts';
import { demand, type Suspect } from '../checked-bytes.ts';
import type { ContainerFile, Content } from '../container.ts';
import { discContent } from './disc-content.ts';
import { sheetText } from './sheet-text.ts';
import { type DiscTrack, MOST_TRACKS } from './track.ts';

const FORMAT = 'CCD';
const SECTOR_BYTES = 2352;
/** Of what a disc says in its lead-in: where a session ends. */
const LEAD_OUT = 0xa2;
/** Of the four bits of a track, the one of data. */
const DATA = 4;

/** CloneCD: a text, and sectors of 2352 bytes from the first one on in a file of the same name. Subchannels in a third file are not needed. */
export async function openCcd(file: ContainerFile): Promise<Content> {
  const entries = entriesIn(await sheetText(file, FORMAT));
  const wanted = imageNameOf(file.path);
  const name = file.nameBeside(wanted);
  if (name === undefined) throw new Failure('source-needs-parts', { path: file.path, missing: [wanted] });
  const image = await file.openBeside(name);
  const tracks = entries.filter(({ point }) => point >= 1 && point <= MOST_TRACKS);
  tracks.sort((one, other) => one.point - other.point);
  demand(tracks.length > 0 && tracks.length <= MOST_TRACKS, file, FORMAT, 'tracks', tracks.length);
  return discContent(
    file,
    FORMAT,
    tracks.map((track, index) => trackOf(file, image, { track, next: tracks[index + 1], entries })),
  );
}

/** `X.img` for `X.ccd`. */
export function imageNameOf(path: string): string {
  return basename(path).replace(/\.ccd$/i, '.img');
}

interface CcdEntry {
  readonly session: number;
  readonly point: number;
  readonly control: number;
  readonly sector: number;
}

interface Around {
  readonly track: CcdEntry;
  readonly next: CcdEntry | undefined;
  readonly entries: readonly CcdEntry[];
}

/** It ends where the next one of its session begins, where the session ends, and with the file at the latest. */
function trackOf(sheet: Suspect, image: Suspect, { track, next, entries }: Around): DiscTrack {
  const { session, point, sector, control } = track;
  const leadOut = entries.find((entry) => entry.point === LEAD_OUT && entry.session === session)?.sector;
  const stored = Math.floor(image.sizeBytes / SECTOR_BYTES);
  const endSector = next?.session === session ? next.sector : (leadOut ?? stored);
  demand(sector >= 0 && endSector > sector, sheet, FORMAT, `track.${point}`, sector);
  const place = { file: image, startByte: sector * SECTOR_BYTES, sectorBytes: SECTOR_BYTES };
  const mode = (control & DATA) !== 0 ? `MODE1/${SECTOR_BYTES}` : 'AUDIO';
  return { number: point, mode, startSector: sector, sectors: endSector - sector, place };
}

/** `[Entry 3]` with `Point=0x01`, `PLBA=0`, … */
function entriesIn(text: string): CcdEntry[] {
  const sections: Map<string, number>[] = [];
  let open: Map<string, number> | undefined;
  for (const line of text.split('\n').map((one) => one.trim().toLowerCase())) {
    if (line.startsWith('[')) {
      open = line.startsWith('[entry') ? new Map() : undefined;
      if (open) sections.push(open);
    }
    const [key = '', value = ''] = line.split('=', 2);
    open?.set(key.trim(), Number(value.trim()));
  }
  return sections.map((section) => {
    const value = (key: string): number => section.get(key) ?? Number.NaN;
    return {
      session: value('session'),
      point: value('point'),
      control: value('control'),
      sector: value('plba'),
    };
  });
}
