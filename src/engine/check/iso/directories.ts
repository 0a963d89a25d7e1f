import { isZero, SECTOR } from '../bytes.ts';
import type { ImageView } from '../image-view.ts';
import { Listing } from './listing.ts';
import { type ParsedRecord, parseRecord } from './record.ts';
import { SystemUse } from './system-use.ts';
import type { FoundDirectory, Volume } from './volume-facts.ts';

/** More than any medium holds. */
const MOST_DIRECTORIES = 1_000_000;
/** A directory is read in parts of so many bytes. */
const PART_BYTES = 1 << 16;

/** Every directory once, level by level. ECMA-119 §6.8. */
export async function walkDirectories(
  view: ImageView,
  volume: Volume,
  root: ParsedRecord,
): Promise<FoundDirectory[]> {
  const { extentLba: lba, dataBytes: lengthBytes, identifier, atByte } = root;
  const all: FoundDirectory[] = [
    { lba, lengthBytes, parentLba: lba, parentBytes: lengthBytes, identifier, atByte, level: 1 },
  ];
  const seen = new Set([lba]);
  const systemUse = new SystemUse(view, volume);
  for (const directory of all)
    for await (const child of childrenOf(view, volume, directory, systemUse)) {
      if (seen.has(child.lba)) {
        view.report('iso.directory.loop', child.atByte, { sector: child.lba });
        continue;
      }
      if (all.length >= MOST_DIRECTORIES) view.tooLarge(child.atByte);
      if (view.ended) return all;
      seen.add(child.lba);
      all.push(child);
    }
  systemUse.finish();
  return all;
}

/** The directories in one; of its records nothing is kept. */
async function* childrenOf(
  view: ImageView,
  volume: Volume,
  directory: FoundDirectory,
  systemUse: SystemUse,
): AsyncGenerator<FoundDirectory> {
  const { lba, lengthBytes, parentLba, level } = directory;
  if (lengthBytes === 0 || lengthBytes % SECTOR !== 0)
    view.report('iso.directory.length', directory.atByte, { bytes: lengthBytes });
  const listing = new Listing(view, volume, directory);
  for await (const record of recordsIn(view, volume, directory)) {
    const isRootsOwn = lba === parentLba && listing.isEmpty;
    const isRelocated = await systemUse.check(record, isRootsOwn);
    if (!listing.add(record, isRelocated) || !record.isDirectory) continue;
    const { extentLba, dataBytes, identifier, atByte } = record;
    yield {
      lba: extentLba,
      lengthBytes: dataBytes,
      parentLba: lba,
      parentBytes: lengthBytes,
      identifier,
      atByte,
      level: level + 1,
    };
  }
  listing.finish();
}

async function* recordsIn(
  view: ImageView,
  volume: Volume,
  { lba, lengthBytes }: FoundDirectory,
): AsyncGenerator<ParsedRecord> {
  const startByte = lba * volume.blockBytes;
  const wholeBytes = Math.ceil(lengthBytes / SECTOR) * SECTOR;
  for (let at = 0; at < wholeBytes; at += PART_BYTES) {
    const bytes = await view.bytes(startByte + at, Math.min(PART_BYTES, wholeBytes - at));
    if (!bytes) return;
    yield* recordsOf(view, volume, bytes, startByte + at);
  }
}

/** A length of zero: the rest of the sector is empty. ECMA-119 §6.8.1.1. */
function* recordsOf(
  view: ImageView,
  volume: Volume,
  bytes: Uint8Array,
  baseAt: number,
): Generator<ParsedRecord> {
  for (let at = 0; at < bytes.length; ) {
    const sectorEnd = at - (at % SECTOR) + SECTOR;
    const lengthBytes = bytes[at] ?? 0;
    if (lengthBytes === 0) {
      if (!isZero(bytes, at, sectorEnd)) view.report('iso.directory.filler', baseAt + at);
      at = sectorEnd;
      continue;
    }
    if (at + lengthBytes > sectorEnd)
      view.report('iso.record.crosses-sector', baseAt + at, { bytes: lengthBytes });
    const record = parseRecord(view, volume, bytes, at, baseAt);
    if (record) yield record;
    at = record ? at + lengthBytes : sectorEnd;
  }
}
