/** A track as a cue sheet names it. */
export interface CueTrack {
  readonly number: number;
  /** `AUDIO`, `MODE1/2352`, … */
  readonly mode: string;
  /** Where it begins in its file, in sectors: 75 a second. */
  readonly startSector: number;
}

export interface CueFile {
  readonly name: string;
  readonly tracks: readonly CueTrack[];
}

const SECTORS_A_SECOND = 75;
const MOST_TRACKS = 99;

/** The files of a cue sheet, each with its tracks; what is not understood is passed over. */
export function cueFiles(text: string): CueFile[] {
  const files: { name: string; tracks: CueTrack[] }[] = [];
  let open: { number: number; mode: string } | undefined;
  for (const line of text.split(/\r?\n/)) {
    const file = /^\s*FILE\s+(?:"([^"]+)"|(\S+))\s+\S+/i.exec(line);
    if (file) files.push({ name: file[1] ?? file[2] ?? '', tracks: [] });
    const track = /^\s*TRACK\s+(\d{1,2})\s+(\S+)/i.exec(line);
    if (track) open = { number: Number(track[1]), mode: (track[2] ?? '').toUpperCase() };
    const index = /^\s*INDEX\s+01\s+(\d{1,3}):(\d{2}):(\d{2})/i.exec(line);
    const tracks = files.at(-1)?.tracks;
    if (!index || !open || !tracks || tracks.length >= MOST_TRACKS) continue;
    tracks.push({ ...open, startSector: sectorsOf(index.slice(1).map(Number)) });
    open = undefined;
  }
  return files;
}

function sectorsOf([minutes = 0, seconds = 0, frames = 0]: readonly number[]): number {
  return (minutes * 60 + seconds) * SECTORS_A_SECOND + frames;
}
