import { be16, be32, le16, le32 } from '../bytes.ts';
import type { ImageView } from '../image-view.ts';
import type { Volume } from './volume-facts.ts';

/** One record of a path table. ECMA-119 §9.4. */
export interface TableRecord {
  readonly identifier: Uint8Array;
  readonly lba: number;
  readonly parent: number;
  readonly atByte: number;
}

const HEAD_BYTES = 8;
/** A table is read in parts; a record may begin in one and end in the next. */
const PART_BYTES = 1 << 16;
const MOST_RECORD_BYTES = HEAD_BYTES + 256;

const orders = { little: { u16: le16, u32: le32 }, big: { u16: be16, u32: be32 } };

/** The records of table L or M, one after the other; `broken`, with a report, where they do not fill it. */
export async function* tableRecords(
  view: ImageView,
  { blockBytes, pathTableBytes, lTableLba, mTableLba }: Volume,
  order: 'little' | 'big',
): AsyncGenerator<TableRecord | 'broken', undefined> {
  const startByte = (order === 'little' ? lTableLba : mTableLba) * blockBytes;
  const { u16, u32 } = orders[order];
  for (let done = 0; done < pathTableBytes; ) {
    const part = await view.bytes(startByte + done, Math.min(PART_BYTES, pathTableBytes - done));
    if (!part) return yield 'broken';
    const isLast = done + part.length === pathTableBytes;
    let at = 0;
    while (at < part.length && (isLast || at + MOST_RECORD_BYTES <= part.length)) {
      const atByte = startByte + done + at;
      const length = part[at] ?? 0;
      const size = HEAD_BYTES + length + (length % 2);
      if (length === 0 || at + size > part.length) {
        view.report('iso.path-table.record', atByte, { identifierBytes: length });
        return yield 'broken';
      }
      const identifier = part.slice(at + HEAD_BYTES, at + HEAD_BYTES + length);
      yield { identifier, lba: u32(part, at + 2), parent: u16(part, at + 6), atByte };
      at += size;
    }
    done += at;
  }
}
