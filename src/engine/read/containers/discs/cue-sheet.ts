/** A track as a cue sheet names it. */
export interface CueTrack {
  readonly number: number;
  /** `AUDIO`, `MODE1/2352`, … */
  readonly mode: string;
  /** Where it begins in its file, in sectors: 75 a second. */
  readonly startSector: number;
  /** Where the gap before it begins, when that is in its file. */
  readonly gapSector?: number;
}

export interface CueFile {
  readonly name: string;
  /** `BINARY`, `MOTOROLA`, `WAVE`, `MP3`, … */
  readonly type: string;
  readonly tracks: readonly CueTrack[];
}

const SECTORS_A_SECOND = 75;
const MOST_TRACKS = 99;

/** The files of a cue sheet, each with its tracks; what is not understood is passed over. */
export function cueFiles(text: string): CueFile[] {
  const files: { name: string; type: string; tracks: CueTrack[] }[] = [];
  let open: { number: number; mode: string } | undefined;
  let gap: { sector: number; file: CueFile } | undefined;
  for (const line of text.split(/\r\n|\n|\r/)) {
    const file = fileIn(line);
    if (file) files.push({ ...file, tracks: [] });
    const last = files.at(-1);
    const track = /^\s*TRACK\s+(\d{1,2})\s+(\S+)/i.exec(line);
    if (track) {
      open = { number: Number(track[1]), mode: (track[2] ?? '').toUpperCase() };
      gap = undefined;
    }
    const index = /^\s*INDEX\s+0?([01])\s+(\d{1,3}):(\d{1,2}):(\d{1,2})/i.exec(line);
    if (!index || !open || !last || last.tracks.length >= MOST_TRACKS) continue;
    const sector = sectorsOf(index.slice(2).map(Number));
    if (index[1] === '0') {
      gap = { sector, file: last };
      continue;
    }
    // A gap may be in the file before.
    const gapSector = gap?.file === last ? { gapSector: gap.sector } : undefined;
    last.tracks.push({ ...open, startSector: sector, ...gapSector });
    open = undefined;
  }
  return files;
}

/** Without quotation marks a name ends before the last word, which is its type. */
function fileIn(line: string): { readonly name: string; readonly type: string } | undefined {
  const said = line.trim();
  if (!/^FILE\s/i.test(said)) return undefined;
  const rest = said.slice('FILE'.length).trim();
  const isQuoted = rest.startsWith('"');
  const endAt = isQuoted ? rest.indexOf('"', 1) : Math.max(rest.lastIndexOf(' '), rest.lastIndexOf('\t'));
  if (endAt < 1) return undefined;
  const name = rest.slice(isQuoted ? 1 : 0, endAt).trim();
  const type = rest.slice(endAt + 1).trim();
  return name === '' || type === '' ? undefined : { name, type: type.toUpperCase() };
}

function sectorsOf([minutes = 0, seconds = 0, frames = 0]: readonly number[]): number {
  return (minutes * 60 + seconds) * SECTORS_A_SECOND + frames;
}
