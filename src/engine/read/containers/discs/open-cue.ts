import { basename } from 'node:path';
import { Failure } from '../../../contract/failure/failure.ts';
import { sourceUnsupported } from '../../../contract/failure/source-failures.ts';
import { demand, fieldDamaged, type Suspect } from '../checked-bytes.ts';
import type { ContainerFile, Content } from '../container.ts';
import { isPlainName } from '../plain-name.ts';
import { type CueFile, type CueTrack, cueFiles } from './cue-sheet.ts';
import { discContent } from './disc-content.ts';
import { foundSectorBytes } from './found-sector-bytes.ts';
import { sheetText } from './sheet-text.ts';
import { type DiscTrack, isAudio } from './track.ts';

const FORMAT = 'BIN/CUE';

/** Lengths of sectors by what sheets call them. */
const SECTOR_BYTES: Readonly<Record<string, number>> = { AUDIO: 2352, CDG: 2448 };

/** A cue sheet with the files that it names, as far as they hold data. CDRWIN, user's guide, "Cue Sheet Commands". */
export async function openCue(file: ContainerFile): Promise<Content> {
  const files = cueFiles(await sheetText(file, FORMAT));
  const tracks: DiscTrack[] = [];
  let sector = 0;
  for (const one of files) {
    const found = await tracksOf(file, one, sector);
    tracks.push(...found);
    sector = endOf(found, sector);
  }
  demand(tracks.length > 0, file, FORMAT, 'tracks', 0);
  return discContent(file, FORMAT, tracks);
}

function endOf(tracks: readonly DiscTrack[], startSector: number): number {
  const last = tracks.at(-1);
  return last ? last.startSector + last.sectors : startSector;
}

/** Of one file. Frames count sectors, not bytes: those of one file may differ in length, so that bytes are summed up. */
async function tracksOf(sheet: ContainerFile, one: CueFile, discSector: number): Promise<DiscTrack[]> {
  const isOfData = one.tracks.some((track) => !isAudio(track));
  const opened = isOfData ? await openNamed(sheet, one) : undefined;
  const found: DiscTrack[] = [];
  let [byte, sector] = [0, 0];
  for (const [index, track] of one.tracks.entries()) {
    const said = sectorBytesOf(sheet, track);
    const isFirst = opened && !isAudio(track) && track.startSector === 0;
    const sectorBytes = isFirst ? await foundSectorBytes(opened, said) : said;
    const { startSector } = track;
    demand(startSector >= sector, sheet, FORMAT, `track.${track.number}`, startSector);
    const startByte = byte + (startSector - sector) * sectorBytes;
    const next = one.tracks[index + 1];
    const endSector = next && (next.gapSector ?? next.startSector);
    const rest = Math.max(0, Math.floor(((opened?.sizeBytes ?? 0) - startByte) / sectorBytes));
    const sectors = endSector === undefined ? rest : endSector - startSector;
    demand(sectors >= 0, sheet, FORMAT, `track.${track.number}`, sectors);
    const { number, mode } = track;
    const place = opened && { file: opened, startByte, sectorBytes };
    found.push({ number, mode, startSector: discSector + startSector, sectors, ...(place && { place }) });
    byte = startByte + sectors * sectorBytes;
    sector = startSector + sectors;
  }
  return found;
}

function sectorBytesOf(sheet: ContainerFile, { mode }: CueTrack): number {
  const said = SECTOR_BYTES[mode] ?? Number(/^(?:MODE[12]|CDI)\/(\d{4})$/.exec(mode)?.[1]);
  if (Number.isNaN(said)) throw fieldDamaged(sheet, FORMAT, 'track', mode);
  return said;
}

/** Both are plain sectors: only samples of sound differ in the order of their bytes. */
const BINARY: readonly string[] = ['BINARY', 'MOTOROLA'];

/** Who made the sheet chose the name, often on another system: only a file beside it is opened. */
async function openNamed(sheet: ContainerFile, { name, type }: CueFile): Promise<Suspect> {
  if (!BINARY.includes(type))
    throw sourceUnsupported(sheet.path, FORMAT, { reason: 'sound-file', name, type });
  const plain = plainNameOf(name);
  if (!isPlainName(plain)) throw sourceUnsupported(sheet.path, FORMAT, { reason: 'extent-name', name });
  const beside = sheet.nameBeside(plain);
  if (beside === undefined) throw new Failure('source-needs-parts', { path: sheet.path, missing: [plain] });
  return sheet.openBeside(beside);
}

/** Folders of the machine where the sheet was made do not count. */
export function plainNameOf(name: string): string {
  return basename(name.replaceAll('\\', '/'));
}
