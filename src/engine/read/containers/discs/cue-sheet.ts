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
    const index = /^\s*INDEX\s+0?([01])\s+(\d{1,3}):(\d{2}):(\d{2})/i.exec(line);
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
  const trimmed = line.trim();
  if (!/^FILE\s/i.test(trimmed)) return undefined;
  const rest = trimmed.slice('FILE'.length).trim();
  const closing = rest.startsWith('"') ? rest.indexOf('"', 1) : -1;
  const end = closing > 1 ? closing + 1 : lastSpaceIn(rest);
  const name = closing > 1 ? rest.slice(1, closing) : rest.slice(0, end).trim();
  const type = rest.slice(end);
  if (name === '' || !/^\s/.test(type) || /\S\s/.test(type.trim())) return undefined;
  return { name, type: type.trim().toUpperCase() };
}

const lastSpaceIn = (text: string): number => Math.max(text.lastIndexOf(' '), text.lastIndexOf('\t'));

function sectorsOf([minutes = 0, seconds = 0, frames = 0]: readonly number[]): number {
  return (minutes * 60 + seconds) * SECTORS_A_SECOND + frames;
}
