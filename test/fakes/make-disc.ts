// Discs in raw sectors, and the sheets and tables that programs put beside or behind them.

export const SYNC: readonly number[] = [0, ...Array.from({ length: 10 }, () => 0xff), 0];
const bcd = (value: number): number => Math.floor(value / 10) * 16 + (value % 10);

export interface RawShape {
  readonly mode: 1 | 2;
  readonly sectorBytes: number;
}

/** One sector with 2048 bytes of data; what would be codes is filled with a letter. */
export function rawSector(data: Uint8Array, lba: number, { mode, sectorBytes }: RawShape): Buffer {
  const whole = Buffer.alloc(2352, 'E');
  const place = lba + 150;
  whole.set([
    ...SYNC,
    bcd(Math.floor(place / 4500)),
    bcd(Math.floor(place / 75) % 60),
    bcd(place % 75),
    mode,
  ]);
  if (mode === 2) whole.set([0, 0, 8, 0, 0, 0, 8, 0], 16);
  whole.set(data, mode === 1 ? 16 : 24);
  if (sectorBytes === 2048) return Buffer.from(data);
  if (sectorBytes === 2336) return whole.subarray(16);
  return Buffer.concat([whole, Buffer.alloc(sectorBytes - 2352, 's')]);
}

/** All sectors of an image in whole sectors. */
export function rawSectors(disc: Buffer, shape: RawShape, firstLba = 0): Buffer {
  return Buffer.concat(
    Array.from({ length: disc.length / 2048 }, (_, i) =>
      rawSector(disc.subarray(i * 2048, (i + 1) * 2048), firstLba + i, shape),
    ),
  );
}

/** `MM:SS:FF` */
export function cueTime(sectors: number): string {
  return [Math.floor(sectors / 4500), Math.floor(sectors / 75) % 60, sectors % 75]
    .map((value) => String(value).padStart(2, '0'))
    .join(':');
}

/** The text of CloneCD: of each track, whether it is data and where it begins; and where the disc ends. */
export function makeCcd(
  tracks: readonly (readonly [isData: boolean, sector: number])[],
  end: number,
): string {
  const points = [
    [0xa0, 4, 1350],
    [0xa1, 4, 1350],
    [0xa2, 4, end],
    ...tracks.map(([isData, sector], i) => [i + 1, isData ? 4 : 0, sector]),
  ];
  const entries = points.map(
    ([point = 0, control = 0, sector = 0], i) =>
      `[Entry ${i}]\nSession=1\nPoint=0x${point.toString(16).padStart(2, '0')}\nADR=0x01\nControl=0x0${control}\nPLBA=${sector}\n`,
  );
  return `[CloneCD]\nVersion=3\n[Disc]\nTocEntries=${points.length}\nSessions=1\n[Session 1]\nPreGapMode=1\n${entries.join('')}`;
}

export interface NrgTrack {
  readonly mode: number;
  readonly sectorBytes: number;
  /** What lies before its first sector in the file, and belongs to it. */
  readonly gap: Buffer;
  readonly bytes: Buffer;
}

function chunk(name: string, content: Uint8Array = new Uint8Array()): Buffer {
  const head = Buffer.alloc(8);
  head.write(name, 'latin1');
  head.writeUInt32BE(content.length, 4);
  return Buffer.concat([head, content]);
}

/** Nero, written at once; `version` 1 has numbers of four bytes, and its footer eight. */
export function makeNrg(tracks: readonly NrgTrack[], version: 1 | 2): Buffer {
  let atByte = 0;
  const entries = tracks.map(({ mode, sectorBytes, gap, bytes }) => {
    const entry = Buffer.alloc(version === 2 ? 42 : 30);
    entry.writeUInt16BE(sectorBytes, 12);
    entry[14] = mode;
    const places = [atByte, atByte + gap.length, atByte + gap.length + bytes.length];
    for (const [i, place] of places.entries())
      if (version === 2) entry.writeBigUInt64BE(BigInt(place), 18 + i * 8);
      else entry.writeUInt32BE(place, 18 + i * 4);
    atByte = places[2] ?? 0;
    return entry;
  });
  const head = Buffer.alloc(22);
  head.set([1, tracks.length], 20);
  const dao = Buffer.concat([head, ...entries]);
  return nrgOf(tracks, [chunk(version === 2 ? 'DAOX' : 'DAOI', dao)], version);
}

/** Nero, one track written alone. */
export function makeNrgAlone(track: NrgTrack, version: 1 | 2): Buffer {
  const entry = Buffer.alloc(version === 2 ? 32 : 20);
  if (version === 2) {
    entry.writeBigUInt64BE(BigInt(track.bytes.length), 8);
    entry.writeUInt32BE(track.mode, 16);
  } else {
    entry.writeUInt32BE(track.bytes.length, 4);
    entry.writeUInt32BE(track.mode, 8);
  }
  return nrgOf([track], [chunk(version === 2 ? 'ETN2' : 'ETNF', entry)], version);
}

function nrgOf(tracks: readonly NrgTrack[], chunks: readonly Buffer[], version: 1 | 2): Buffer {
  const data = Buffer.concat(tracks.flatMap(({ gap, bytes }) => [gap, bytes]));
  const footer = Buffer.alloc(version === 2 ? 12 : 8);
  footer.write(version === 2 ? 'NER5' : 'NERO', 'latin1');
  if (version === 2) footer.writeBigUInt64BE(BigInt(data.length), 4);
  else footer.writeUInt32BE(data.length, 4);
  return Buffer.concat([data, ...chunks, chunk('SINF', Buffer.of(0, 0, 0, 1)), chunk('END!'), footer]);
}

export interface MdsTrack {
  /** The low bits: 1 sound, 2 mode 1, 4 mode 2 form 1. */
  readonly mode: number;
  readonly sectorBytes: number;
  readonly startSector: number;
  readonly startByte: number;
  /** Absent: the file says it. */
  readonly sectors?: number;
}

/** Alcohol 120%, version 1, one session. */
export function makeMds(tracks: readonly MdsTrack[], medium = 0): Buffer {
  const lengthsByte = 112 + tracks.length * 80;
  const bytes = Buffer.alloc(lengthsByte + tracks.length * 8 + 16 + 6);
  bytes.write('MEDIA DESCRIPTOR\x01\x03', 'latin1');
  bytes.writeUInt16LE(medium, 18);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt32LE(88, 80);
  bytes.writeUInt16LE(1, 96);
  bytes[98] = tracks.length;
  bytes.writeUInt32LE(112, 108);
  for (const [i, track] of tracks.entries()) {
    const at = 112 + i * 80;
    bytes.set([0xa8 | track.mode, track.sectorBytes === 2448 ? 8 : 0, 0x14, 0, i + 1], at);
    const extra = lengthsByte + i * 8;
    if (medium >= 0x10) bytes.writeUInt32LE(track.sectors ?? 0, at + 12);
    else if (track.sectors !== undefined) bytes.writeUInt32LE(extra, at + 12);
    bytes.writeUInt16LE(track.sectorBytes, at + 16);
    bytes.writeUInt32LE(track.startSector, at + 36);
    bytes.writeBigUInt64LE(BigInt(track.startByte), at + 40);
    bytes.writeUInt32LE(1, at + 48);
    bytes.writeUInt32LE(bytes.length - 22, at + 52);
    bytes.writeUInt32LE(track.sectors ?? 0, extra + 4);
  }
  bytes.writeUInt32LE(bytes.length - 6, bytes.length - 22);
  bytes.write('*.mdf\0', bytes.length - 6, 'latin1');
  return bytes;
}
