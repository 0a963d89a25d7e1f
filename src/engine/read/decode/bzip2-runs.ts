import { present } from '../../contract/failure/present.ts';
import type { Bzip2Block } from './bzip2-block.ts';

const OUTPUT_BYTES = 256 << 10;
/** Four equal bytes are followed by how many more there are, at most this. */
const LONGEST_RUN_BYTES = 255;

/** The CRC-32 of what was unpacked so far, the highest bit first (unlike zlib's). */
export interface RunState {
  crc: number;
}

/** Undoes the Burrows-Wheeler transform and the runs; gives the block in pieces, because a run may grow it fiftyfold. */
export function* unpackRuns(block: Bzip2Block, state: RunState): Generator<Uint8Array, void, void> {
  const order = successors(block);
  const total = block.column.length;
  let out = new Uint8Array(OUTPUT_BYTES + LONGEST_RUN_BYTES);
  let count = 0;
  let equal = 0;
  let before = -1;
  let place = present(order[block.origin]) >>> 8;
  for (let index = 0; index < total; index++) {
    const entry = present(order[place]);
    const value = entry & 0xff;
    place = entry >>> 8;
    if (equal === 4) {
      out.fill(before, count, count + value);
      count += value;
      equal = 0;
      before = -1;
    } else {
      equal = value === before ? equal + 1 : 1;
      before = value;
      out[count++] = value;
    }
    if (count < OUTPUT_BYTES) continue;
    yield checked(out.subarray(0, count), state);
    out = new Uint8Array(OUTPUT_BYTES + LONGEST_RUN_BYTES);
    count = 0;
  }
  if (count > 0) yield checked(out.subarray(0, count), state);
}

/** For each place of the column its byte and, above it, the place of the byte that comes next. */
function successors({ column }: Bzip2Block): Uint32Array {
  const starts = new Uint32Array(257);
  for (const value of column) starts[value + 1] = present(starts[value + 1]) + 1;
  for (let value = 0; value < 256; value++)
    starts[value + 1] = present(starts[value + 1]) + present(starts[value]);
  const order = Uint32Array.from(column);
  for (let index = 0; index < column.length; index++) {
    const value = present(column[index]);
    const place = present(starts[value]);
    starts[value] = place + 1;
    order[place] = present(order[place]) | (index << 8);
  }
  return order;
}

const table = new Uint32Array(256).map((_, index) => {
  let value = index << 24;
  for (let bit = 0; bit < 8; bit++) value = value & 0x80000000 ? (value << 1) ^ 0x04c11db7 : value << 1;
  return value >>> 0;
});

function checked(bytes: Uint8Array, state: RunState): Uint8Array {
  let { crc } = state;
  for (let at = 0; at < bytes.length; at++)
    crc = (crc << 8) ^ present(table[((crc >>> 24) ^ present(bytes[at])) & 0xff]);
  state.crc = crc;
  return bytes;
}
