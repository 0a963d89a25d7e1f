import { type MapRange, RescueMap, type SectorState, sectorStates } from './rescue-map.ts';

// The file that GNU ddrescue keeps of a rescue ("Mapfile structure" in its manual): comments, one line with the place and the
// pass under way, then `pos size status` for each stretch. Numbers are decimal, hexadecimal (0x) or octal (0).

/** What was under way: its phase (a state, `F` filling, `G` generating), its pass, and where. */
export interface MapStatus {
  readonly atByte: number;
  readonly phase: string;
  readonly pass: number;
}

export interface MapFile {
  readonly map: RescueMap;
  readonly status: MapStatus;
  /** Comment lines without their `# `. */
  readonly comments: readonly string[];
  /** The first stretch does not begin at 0: somebody rescued a part only. */
  readonly startByte: number;
}

/** A map file that is none. `line` counts from one. */
export class MapFileError extends Error {
  readonly line: number;

  constructor(line: number) {
    super(`map-line-${line}`);
    this.line = line;
  }
}

/** Stretches that fit into memory many times over; a medium has fewer. */
const MOST_LINES = 4_000_000;
/** Where ddrescue does not know the size of what it reads, its last stretch ends at 2^63 - 1: behind every medium. */
const ENDLESS = /^0x7[0-9a-f]{15}$/i;
const PHASES = [...sectorStates, 'F', 'G'];

const hex = (value: number): string => `0x${value.toString(16).toUpperCase().padStart(8, '0')}`;

export function mapFileText(
  map: RescueMap,
  { atByte, phase, pass }: MapStatus,
  comments: readonly string[],
): string {
  const lines = [
    ...comments.map((comment) => `# ${comment}`),
    '# current_pos  current_status  current_pass',
    `${hex(atByte)}     ${phase}               ${pass}`,
    '#      pos        size  status',
  ];
  for (const range of map.ranges())
    lines.push(`${hex(range.atByte)}  ${hex(range.endByte - range.atByte)}  ${range.state}`);
  return `${lines.join('\n')}\n`;
}

/** @throws MapFileError */
export function parseMapFile(text: string): MapFile {
  const comments: string[] = [];
  const ranges: MapRange[] = [];
  let status: MapStatus | undefined;
  for (const [index, line] of text.split('\n', MOST_LINES).entries()) {
    const hash = line.indexOf('#');
    if (hash === 0) comments.push(line.slice(1).trim());
    const fields = (hash < 0 ? line : line.slice(0, hash)).split(/\s/).filter((field) => field !== '');
    if (fields.length === 0) continue;
    if (status === undefined) status = statusOf(fields, index + 1);
    else ranges.push(rangeOf(fields, ranges.at(-1), index + 1));
  }
  // Just made, by whoever: nothing was tried yet. ddrescue takes it so too.
  status ??= { atByte: 0, phase: '?', pass: 1 };
  const startByte = ranges[0]?.atByte ?? 0;
  const before: MapRange = { atByte: 0, endByte: startByte, state: '?' };
  const map = new RescueMap(ranges.at(-1)?.endByte ?? 0, [before, ...ranges]);
  return { map, status, comments, startByte };
}

function statusOf([place = '', phase = '', pass = '1']: readonly string[], line: number): MapStatus {
  const status = { atByte: numberOf(place), phase, pass: numberOf(pass) };
  if (Number.isNaN(status.atByte) || Number.isNaN(status.pass) || !PHASES.includes(phase))
    throw new MapFileError(line);
  return status;
}

function rangeOf(
  [place = '', length = '', letter = '']: readonly string[],
  before: MapRange | undefined,
  line: number,
): MapRange {
  const atByte = numberOf(place);
  const state = sectorStates.find((known) => known === letter);
  const isEndless = state === '?' && ENDLESS.test(length);
  const endByte = isEndless ? Number.MAX_SAFE_INTEGER : atByte + numberOf(length);
  const isBehind = before === undefined || before.endByte === atByte;
  if (!Number.isSafeInteger(endByte) || endByte <= atByte || state === undefined || !isBehind)
    throw new MapFileError(line);
  return { atByte, endByte, state };
}

/** As `strtoll` reads it; NaN for what is none. */
function numberOf(text: string): number {
  if (/^0x[0-9a-f]{1,16}$/i.test(text)) return safe(Number.parseInt(text.slice(2), 16));
  if (/^0[0-7]{1,20}$/.test(text)) return safe(Number.parseInt(text, 8));
  return /^\d{1,16}$/.test(text) ? safe(Number(text)) : Number.NaN;
}

const safe = (value: number): number => (Number.isSafeInteger(value) ? value : Number.NaN);

/** Another medium read into the same map would be another image: a state as it was, for a size that it has now. */
export function resized(map: RescueMap, sizeBytes: number): RescueMap {
  if (map.sizeBytes === sizeBytes) return map;
  const kept = [...map.ranges()].map((range) => ({ ...range, endByte: Math.min(range.endByte, sizeBytes) }));
  const more: MapRange = { atByte: map.sizeBytes, endByte: sizeBytes, state: '?' satisfies SectorState };
  return new RescueMap(sizeBytes, [...kept, more]);
}
