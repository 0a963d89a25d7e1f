import { present } from '../../contract/failure/present.ts';
import { SECTOR, text } from '../bytes.ts';
import type { ImageView } from '../image-view.ts';
import { walkDirectories } from './directories.ts';
import { checkPathTables } from './path-tables.ts';
import { parseRecord } from './record.ts';
import type { Volume } from './volume-facts.ts';

/** Powers of two up to a sector. ECMA-119 §6.2.2. */
const BLOCK_SIZES: readonly number[] = [512, 1024, SECTOR];
const ROOT_AT = 156;
const DATES_AT = [813, 830, 847, 864] as const;

/** A descriptor's own fields, its directories, its path tables. ECMA-119 §8.4, §8.5. */
export async function checkVolume(view: ImageView, volume: Volume): Promise<void> {
  const { atByte, bytes, sizeBytes, blockBytes } = volume;
  if (!BLOCK_SIZES.includes(blockBytes)) {
    view.report('iso.volume.block-size', atByte + 128, { blockBytes });
    return;
  }
  if (sizeBytes > view.sizeBytes)
    view.report('iso.volume.size', atByte + 80, { bytes: sizeBytes }, { bytes: view.sizeBytes });
  for (const place of DATES_AT) checkDate(view, bytes, place, atByte);
  const root = parseRecord(view, volume, bytes, ROOT_AT, atByte);
  const isRoot = root?.isDirectory && root.identifier.length === 1 && root.identifier[0] === 0;
  if (!root || !isRoot) {
    view.report('iso.volume.root', atByte + ROOT_AT);
    return;
  }
  const directories = await walkDirectories(view, volume, root);
  await checkPathTables(view, volume, directories);
}

/** 16 digits and an offset of at most 13 hours; all '0' when not set (some writers: all zero). ECMA-119 §8.4.26.1. */
function checkDate(view: ImageView, bytes: Uint8Array, at: number, volumeAt: number): void {
  const digits = text(bytes, at, 16);
  if (/^(0{16}|\0{16})$/.test(digits)) return;
  const [, , month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)\d\d$/.exec(digits)?.map(Number) ?? [];
  const offset = (present(bytes[at + 16]) << 24) >> 24;
  const isDate =
    within(month, 1, 12) &&
    within(day, 1, 31) &&
    within(hour, 0, 23) &&
    within(minute, 0, 59) &&
    within(second, 0, 59) &&
    within(offset, -48, 52);
  if (!isDate) view.report('iso.volume.date', volumeAt + at, { text: digits });
}

function within(value: number | undefined, least: number, most: number): boolean {
  return value !== undefined && value >= least && value <= most;
}
