import { be16, be32, le16, le32, SECTOR } from '../bytes.ts';
import type { ImageView } from '../image-view.ts';
import type { FoundDirectory } from './directories.ts';
import { compareDirectories } from './order.ts';
import type { Volume } from './volume.ts';

/** One record of a path table. ECMA-119 §9.4. */
interface TableRecord {
  readonly identifier: Uint8Array;
  readonly lba: number;
  readonly parent: number;
  readonly atByte: number;
}

/** Parents have 16 bits: beyond, a table cannot be right. ECMA-119 §9.4.4. */
const MOST_NUMBERED = 0xffff;

/** Both tables against each other, against their order, and against the directories. ECMA-119 §6.9. */
export async function checkPathTables(
  view: ImageView,
  volume: Volume,
  directories: readonly FoundDirectory[],
): Promise<void> {
  const little = await readTable(view, volume, volume.lTableLba, { u16: le16, u32: le32 });
  const big = await readTable(view, volume, volume.mTableLba, { u16: be16, u32: be32 });
  if (!little || !big) return;
  const differs = little.findIndex((record, i) => !isEqual(record, big[i]));
  if (differs >= 0 || little.length !== big.length)
    view.report(
      'iso.path-table.differ',
      little[Math.max(differs, 0)]?.atByte ?? volume.lTableLba * SECTOR,
      'see M',
    );
  checkOrder(view, volume, little);
  checkTree(view, volume, little, directories);
}

interface Order {
  readonly u16: (bytes: Uint8Array, at: number) => number;
  readonly u32: (bytes: Uint8Array, at: number) => number;
}

async function readTable(
  view: ImageView,
  { pathTableBytes, atByte }: Volume,
  lba: number,
  { u16, u32 }: Order,
): Promise<TableRecord[] | undefined> {
  const start = lba * SECTOR;
  const bytes = await view.bytes(start, pathTableBytes);
  if (!bytes) {
    view.report('iso.path-table.outside', atByte + 132, `sector ${lba}, ${pathTableBytes} bytes`);
    return undefined;
  }
  const records: TableRecord[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = bytes[at]!;
    const size = 8 + length + (length % 2);
    if (length === 0 || at + size > bytes.length) {
      view.report('iso.path-table.record', start + at, `${length} bytes of identifier`);
      return undefined;
    }
    const identifier = bytes.slice(at + 8, at + 8 + length);
    records.push({ identifier, lba: u32(bytes, at + 2), parent: u16(bytes, at + 6), atByte: start + at });
    at += size;
  }
  return records;
}

function isEqual(a: TableRecord, b: TableRecord | undefined): boolean {
  return b !== undefined && a.lba === b.lba && a.parent === b.parent && isSame(a.identifier, b.identifier);
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

/** Level is that of the parent and one; parents come first, so their order is that of levels too. ECMA-119 §6.9.1. */
function checkOrder(view: ImageView, { kind }: Volume, records: readonly TableRecord[]): void {
  records.forEach(({ parent, identifier, atByte }, i) => {
    if (i === 0 || i > MOST_NUMBERED) return;
    const before = records[i - 1]!;
    const isLater = i === 1 || parent > before.parent;
    const isRight =
      parent >= 1 &&
      parent <= i &&
      (isLater || (parent === before.parent && compareDirectories(kind, before.identifier, identifier) < 0));
    if (!isRight) view.report('iso.path-table.order', atByte, `parent ${parent} behind ${before.parent}`);
  });
}

function checkTree(
  view: ImageView,
  volume: Volume,
  records: readonly TableRecord[],
  directories: readonly FoundDirectory[],
): void {
  const byLba = new Map(directories.map((directory) => [directory.lba, directory]));
  if (records.length !== directories.length)
    view.report(
      'iso.path-table.tree',
      volume.atByte + 132,
      `${records.length} instead of ${directories.length}`,
    );
  for (const { lba, parent, identifier, atByte } of records) {
    const directory = byLba.get(lba);
    const parentLba = parent >= MOST_NUMBERED ? directory?.parentLba : records[parent - 1]?.lba;
    if (!directory || !isSame(directory.identifier, identifier) || directory.parentLba !== parentLba)
      view.report('iso.path-table.tree', atByte, `sector ${lba}, parent ${parent}`);
  }
}
