import { basename } from 'node:path';
import { foldedName } from '../name-beside.ts';
import type { CueTrack } from './cue-sheet.ts';
import { cueFiles } from './cue-sheet.ts';

/** What a sheet that lies beside a file may be called. */
export function sheetNames(path: string): readonly string[] {
  const name = basename(path);
  return [`${name.replace(/\.[^.]*$/, '')}.cue`, `${name}.cue`];
}

/** The tracks that a sheet says a file has; none when it is about others. Letters may differ in case, and folders do not count. */
export function toldTracks(sheet: string, path: string): readonly CueTrack[] {
  const wanted = foldedName(basename(path));
  const isWanted = (said: string): boolean => foldedName(basename(said.replaceAll('\\', '/'))) === wanted;
  return cueFiles(sheet).find(({ name }) => isWanted(name))?.tracks ?? [];
}

interface Told {
  readonly number: number;
  readonly mode: string;
  readonly startSector: number;
  readonly sectors: number;
}

/** They end where the next one begins, and with the file at the latest; what lies behind it is none. */
export function withLengths(tracks: readonly CueTrack[], sectors: number): Told[] {
  return tracks.flatMap(({ number, mode, startSector }, i) => {
    const next = tracks[i + 1];
    const endSector = Math.min(next?.gapSector ?? next?.startSector ?? sectors, sectors);
    return endSector > startSector ? [{ number, mode, startSector, sectors: endSector - startSector }] : [];
  });
}
