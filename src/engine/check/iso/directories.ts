import { isZero, SECTOR } from '../bytes.ts';
import type { ImageView } from '../image-view.ts';
import { checkIdentifier } from './identifiers.ts';
import { compareRecords } from './order.ts';
import { type ParsedRecord, parseRecord } from './record.ts';
import { SystemUse } from './system-use.ts';
import type { Volume } from './volume.ts';

/** A directory as it was found in its parent. */
export interface FoundDirectory {
  readonly lba: number;
  readonly lengthBytes: number;
  readonly parentLba: number;
  readonly parentBytes: number;
  readonly identifier: Uint8Array;
  readonly atByte: number;
}

/** More than any medium holds. */
const MOST_DIRECTORIES = 4_000_000;

/** Every directory once, level by level. ECMA-119 §6.8. */
export async function walkDirectories(
  view: ImageView,
  volume: Volume,
  root: ParsedRecord,
): Promise<FoundDirectory[]> {
  const { extentLba: lba, dataBytes: lengthBytes, identifier, atByte } = root;
  const all: FoundDirectory[] = [
    { lba, lengthBytes, parentLba: lba, parentBytes: lengthBytes, identifier, atByte },
  ];
  const seen = new Set([lba]);
  const systemUse = new SystemUse(view, volume);
  for (let i = 0; i < all.length && all.length < MOST_DIRECTORIES; i++) {
    for (const child of await childrenOf(view, volume, all[i]!, systemUse)) {
      if (seen.has(child.lba)) {
        view.report('iso.directory.loop', child.atByte, `sector ${child.lba} is that of another directory`);
        continue;
      }
      seen.add(child.lba);
      all.push(child);
    }
  }
  systemUse.finish();
  return all;
}

async function childrenOf(
  view: ImageView,
  volume: Volume,
  directory: FoundDirectory,
  systemUse: SystemUse,
): Promise<FoundDirectory[]> {
  const { lba, lengthBytes } = directory;
  if (lengthBytes === 0 || lengthBytes % SECTOR !== 0)
    view.report('iso.directory.length', directory.atByte, `${lengthBytes} bytes`);
  const wholeBytes = Math.ceil(lengthBytes / SECTOR) * SECTOR;
  const bytes = await view.bytes(lba * SECTOR, wholeBytes);
  if (!bytes) return [];
  const records = recordsOf(view, volume, bytes, lba * SECTOR);
  checkSelfAndParent(view, records, directory);
  for (const record of records)
    await systemUse.check(record, lba === directory.parentLba && record === records[0]);
  const children = records.slice(2);
  checkSequence(view, volume, children);
  return children
    .filter(({ isDirectory }) => isDirectory)
    .map((record) => ({
      lba: record.extentLba,
      lengthBytes: record.dataBytes,
      parentLba: lba,
      parentBytes: lengthBytes,
      identifier: record.identifier,
      atByte: record.atByte,
    }));
}

/** A length of zero: the rest of the sector is empty. ECMA-119 §6.8.1.1. */
function recordsOf(view: ImageView, volume: Volume, bytes: Uint8Array, baseAt: number): ParsedRecord[] {
  const records: ParsedRecord[] = [];
  for (let at = 0; at < bytes.length; ) {
    const sectorEnd = at - (at % SECTOR) + SECTOR;
    if (bytes[at] === 0) {
      if (!isZero(bytes, at, sectorEnd)) view.report('iso.directory.filler', baseAt + at, 'other bytes');
      at = sectorEnd;
      continue;
    }
    if (at + bytes[at]! > sectorEnd)
      view.report('iso.record.crosses-sector', baseAt + at, `${bytes[at]} bytes`);
    const record = parseRecord(view, volume, bytes, at, baseAt);
    if (record) records.push(record);
    at = record ? at + record.lengthBytes : sectorEnd;
  }
  return records;
}

function checkSelfAndParent(
  view: ImageView,
  [self, parent]: readonly ParsedRecord[],
  found: FoundDirectory,
): void {
  const at = found.lba * SECTOR;
  const isSelf = self?.identifier.length === 1 && self.identifier[0] === 0;
  if (!isSelf || self.extentLba !== found.lba || self.dataBytes !== found.lengthBytes)
    view.report('iso.record.self', self?.atByte ?? at, `sector ${self?.extentLba} instead of ${found.lba}`);
  const isParent = parent?.identifier.length === 1 && parent.identifier[0] === 1;
  if (!isParent || parent.extentLba !== found.parentLba || parent.dataBytes !== found.parentBytes)
    view.report(
      'iso.record.parent',
      parent?.atByte ?? at,
      `sector ${parent?.extentLba} instead of ${found.parentLba}`,
    );
}

/** Identifiers, their order, and the sections of large files. ECMA-119 §9.3, §6.5.1. */
function checkSequence(view: ImageView, volume: Volume, records: readonly ParsedRecord[]): void {
  records.forEach((record, i) => {
    checkIdentifier(view, volume.kind, record);
    const next = records[i + 1];
    const order = next ? compareRecords(volume.kind, record, next) : -1;
    if (order > 0) view.report('iso.record.order', next!.atByte, 'it belongs before the one in front of it');
    if (record.hasMore) checkSections(view, record, next, order === 0);
    else if (order === 0) view.report('iso.record.duplicate', next!.atByte, 'the one in front has the same');
  });
}

function checkSections(
  view: ImageView,
  record: ParsedRecord,
  next: ParsedRecord | undefined,
  isSame: boolean,
): void {
  const isNext = isSame && next?.extentLba === record.extentLba + record.dataBytes / SECTOR;
  if (!isNext)
    view.report(
      'iso.record.sections',
      record.atByte,
      `sector ${record.extentLba}, ${record.dataBytes} bytes`,
    );
}
