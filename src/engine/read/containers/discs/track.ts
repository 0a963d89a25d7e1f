import type { TrackFacts } from '../../../contract/events/inspection.ts';
import { fieldDamaged, type Suspect } from '../checked-bytes.ts';

/** A track of a disc, and where its sectors lie. */
export interface DiscTrack {
  readonly number: number;
  /** As cue sheets write it: `MODE1/2352`, `AUDIO`. */
  readonly mode: string;
  /** Where it begins on the disc. */
  readonly startSector: number;
  readonly sectors: number;
  /** Absent where its file need not be opened: of sound. */
  readonly place?: TrackPlace;
}

export interface TrackPlace {
  readonly file: Suspect;
  readonly startByte: number;
  readonly sectorBytes: number;
}

/** A disc has no more. */
export const MOST_TRACKS = 99;

export const isAudio = ({ mode }: { readonly mode: string }): boolean => mode === 'AUDIO' || mode === 'CDG';

export function trackFacts(track: DiscTrack): TrackFacts {
  const { number, mode, startSector, sectors } = track;
  return { number, kind: isAudio(track) ? 'audio' : 'data', mode, startSector, sectors };
}

/** Lengths of sectors that programs write: of data alone, without marks, whole, and with subchannels of 16 or 96 bytes. */
const SECTOR_BYTES: readonly number[] = [2048, 2336, 2352, 2368, 2448];

/** @throws Failure `source-damaged` */
export function demandSectorBytes(file: Suspect, format: string, sectorBytes: number): void {
  if (!SECTOR_BYTES.includes(sectorBytes)) throw fieldDamaged(file, format, 'sectorBytes', sectorBytes);
}
