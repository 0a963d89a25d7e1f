import {
  DMG_COMMENT,
  DMG_END,
  DMG_IGNORED,
  DMG_RAW,
  DMG_SECTOR_BYTES,
  DMG_ZERO,
  type DmgTrailer,
  dmgRun,
  dmgTable,
} from '../../../bytes/formats/dmg/dmg.ts';
import { sourceUnsupported } from '../../../contract/failure/source-failures.ts';
import { bytesIn, decoded, demand, fieldDamaged } from '../checked-bytes.ts';
import type { ContainerFile } from '../container.ts';
import type { BlockPacking } from '../unpack-block.ts';

export const FORMAT = 'DMG';

/** Where a stretch of the disk comes from. */
export interface DmgStretch {
  readonly startByte: number;
  readonly endByte: number;
  /** Absent where nothing is stored. */
  readonly stored?: {
    readonly atByte: number;
    readonly lengthBytes: number;
    readonly packing?: BlockPacking;
  };
}

const packings: Readonly<Record<number, BlockPacking>> = {
  2147483653: 'zlib',
  2147483654: 'bzip2',
  2147483656: 'xz',
};
const refused: Readonly<Record<number, string>> = { 2147483652: 'ADC', 2147483655: 'LZFSE' };
const MOST_STRETCHES = 4_000_000;
/** hdiutil packs 256 KiB to 1 MiB at once. */
const MOST_UNPACKED_BYTES = 64 << 20;

/** All stretches in order, none over another. @throws Failure `source-damaged`, `source-unsupported` */
export async function dmgStretches(file: ContainerFile, trailer: DmgTrailer): Promise<DmgStretch[]> {
  const { listByte, listBytes, sectors } = trailer;
  demand(listBytes > 0, file, FORMAT, 'listBytes', listBytes);
  const list = Buffer.from(await bytesIn(file, listByte, listBytes)).toString('latin1');
  const sizeBytes = sectors * DMG_SECTOR_BYTES;
  const stretches: DmgStretch[] = [];
  for (const table of tablesIn(list)) {
    stretches.push(...stretchesIn(file, table, trailer.dataByte, sizeBytes));
    demand(stretches.length <= MOST_STRETCHES, file, FORMAT, 'runs', stretches.length);
  }
  stretches.sort((left, right) => left.startByte - right.startByte);
  stretches.forEach(({ startByte }, index) => {
    const before = stretches[index - 1];
    if (before && startByte < before.endByte) throw fieldDamaged(file, FORMAT, 'sector', startByte);
  });
  return stretches;
}

/** What stands in the property list under `blkx`, in base64. */
function* tablesIn(list: string): Generator<Uint8Array> {
  const start = list.indexOf('<key>blkx</key>');
  const end = list.indexOf('</array>', start);
  if (start < 0 || end < 0) return;
  for (let at = list.indexOf('<data>', start); at >= 0 && at < end; at = list.indexOf('<data>', at + 1)) {
    const close = list.indexOf('</data>', at);
    if (close < 0) return;
    yield Buffer.from(list.slice(at + '<data>'.length, close).replace(/\s+/g, ''), 'base64');
  }
}

function stretchesIn(
  file: ContainerFile,
  bytes: Uint8Array,
  dataByte: number,
  sizeBytes: number,
): DmgStretch[] {
  const table = decoded(file, dmgTable, FORMAT, bytes, 0);
  const rowsBytes = table.runs * dmgRun.sizeBytes;
  demand(dmgTable.sizeBytes + rowsBytes <= bytes.length, file, FORMAT, 'runs', table.runs);
  const stretches: DmgStretch[] = [];
  for (let index = 0; index < table.runs; index++) {
    const at = dmgTable.sizeBytes + index * dmgRun.sizeBytes;
    const run = decoded(file, dmgRun, FORMAT, bytes.subarray(at, at + dmgRun.sizeBytes), at);
    if (run.type === DMG_COMMENT || run.type === DMG_END || run.sectors === 0) continue;
    const startByte = (table.firstSector + run.sector) * DMG_SECTOR_BYTES;
    const endByte = startByte + run.sectors * DMG_SECTOR_BYTES;
    demand(Number.isSafeInteger(endByte) && endByte <= sizeBytes, file, FORMAT, 'sectors', run.sectors);
    const atByte = dataByte + table.dataByte + run.atByte;
    stretches.push({ startByte, endByte, ...storedOf(file, run, atByte, endByte - startByte) });
  }
  return stretches;
}

function storedOf(
  file: ContainerFile,
  { type, storedBytes }: { readonly type: number; readonly storedBytes: number },
  atByte: number,
  lengthBytes: number,
): Pick<DmgStretch, 'stored'> {
  if (type === DMG_ZERO || type === DMG_IGNORED) return {};
  if (type === DMG_RAW) {
    demand(storedBytes >= lengthBytes, file, FORMAT, 'storedBytes', storedBytes);
    return { stored: { atByte, lengthBytes } };
  }
  const packing = packings[type];
  if (!packing) {
    const method = refused[type] ?? `0x${type.toString(16)}`;
    throw sourceUnsupported(file.path, FORMAT, { reason: 'packed-with', method });
  }
  demand(lengthBytes <= MOST_UNPACKED_BYTES, file, FORMAT, 'sectors', lengthBytes);
  return { stored: { atByte, lengthBytes: storedBytes, packing } };
}
