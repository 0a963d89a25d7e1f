import { spawnSync } from 'node:child_process';
import { deflateSync } from 'node:zlib';
import { dmgRun, dmgTable, dmgTrailer } from '../../src/engine/bytes/formats/dmg/dmg.ts';

const SECTOR_BYTES = 512;
const CHUNK_BYTES = 512 * SECTOR_BYTES;

export type DmgCodec = 'raw' | 'zlib' | 'bzip2' | 'xz';

const types: Readonly<Record<DmgCodec, number>> = {
  raw: 1,
  zlib: 0x80000005,
  bzip2: 0x80000006,
  xz: 0x80000008,
};

function packed(codec: DmgCodec, bytes: Buffer): Buffer {
  if (codec === 'raw') return bytes;
  if (codec === 'zlib') return deflateSync(bytes);
  return spawnSync(codec, ['-c'], { input: bytes, maxBuffer: 64 << 20, timeout: 20_000 }).stdout;
}

/** A DMG as hdiutil lays it out: two tables of blocks, runs of zeros and of what is left out, and runs that are stored. `type`: of the packed ones. */
export function makeDmg(disk: Buffer, codec: DmgCodec, type = types[codec]): Buffer {
  const parts: Buffer[] = [];
  const rows: { type: number; sector: number; sectors: number; atByte: number; storedBytes: number }[] = [];
  let atByte = 0;
  for (let at = 0; at < disk.length; at += CHUNK_BYTES) {
    const chunk = disk.subarray(at, at + CHUNK_BYTES);
    const place = { sector: at / SECTOR_BYTES, sectors: chunk.length / SECTOR_BYTES, atByte };
    if (chunk.every((byte) => byte === 0)) {
      rows.push({ type: (at / CHUNK_BYTES) % 2 === 0 ? 0 : 2, ...place, storedBytes: 0 });
      continue;
    }
    const stored = packed(codec, chunk);
    const isPacked = codec !== 'raw' && stored.length < chunk.length;
    const bytes = isPacked ? stored : chunk;
    rows.push({ type: isPacked ? type : 1, ...place, storedBytes: bytes.length });
    parts.push(bytes);
    atByte += bytes.length;
  }
  const half = Math.floor(rows.length / 2);
  const tables = [rows.slice(0, half), rows.slice(half)].map((some) => tableOf(some));
  const list = Buffer.from(plistOf(tables));
  const trailer = dmgTrailer.encode({
    version: 4,
    trailerBytes: 512,
    flags: 1,
    dataByte: 0,
    dataBytes: atByte,
    segment: 1,
    segments: 1,
    listByte: atByte,
    listBytes: list.length,
    variant: 1,
    sectors: disk.length / SECTOR_BYTES,
  });
  return Buffer.concat([...parts, list, trailer]);
}

function tableOf(
  rows: readonly { type: number; sector: number; sectors: number; atByte: number; storedBytes: number }[],
): Buffer {
  const firstSector = rows[0]?.sector ?? 0;
  const sectors = rows.reduce((sum, row) => sum + row.sectors, 0);
  const last = rows.at(-1);
  const end = {
    type: 0xffffffff,
    sector: firstSector + sectors,
    sectors: 0,
    atByte: (last?.atByte ?? 0) + (last?.storedBytes ?? 0),
    storedBytes: 0,
  };
  const all = [...rows, end].map((row) => dmgRun.encode({ ...row, sector: row.sector - firstSector }));
  const head = dmgTable.encode({ version: 1, firstSector, sectors, dataByte: 0, runs: all.length });
  return Buffer.concat([head, ...all]);
}

function plistOf(tables: readonly Buffer[]): string {
  const entries = tables.map(
    (table, id) =>
      `<dict><key>Attributes</key><string>0x0050</string><key>CFName</key><string>part ${id}</string><key>Data</key><data>\n${table.toString('base64')}\n</data><key>ID</key><string>${id}</string><key>Name</key><string>part ${id}</string></dict>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE plist PUBLIC "-//Apple Computer//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">\n<plist version="1.0">\n<dict>\n<key>resource-fork</key>\n<dict>\n<key>blkx</key>\n<array>\n${entries.join('\n')}\n</array>\n</dict>\n</dict>\n</plist>\n`;
}
