import type { GreyPicture } from '../../contract/events/trial.ts';

/** Pictures of larger screens are not looked at. */
const MOST_PIXELS = 1 << 24;

/** A binary PPM (`P6`, as QEMU's `screendump` writes it) as brightness; undefined when it is none, or is not whole. netpbm: ppm(5). */
export function greyOf(bytes: Uint8Array): GreyPicture | undefined {
  const header = /^P6\s+(\d{1,5})\s+(\d{1,5})\s+255\s/.exec(
    Buffer.from(bytes.subarray(0, 64)).toString('latin1'),
  );
  if (!header) return undefined;
  const [width, height] = [Number(header[1]), Number(header[2])];
  const pixels = width * height;
  const at = header[0].length;
  if (pixels === 0 || pixels > MOST_PIXELS || bytes.length < at + pixels * 3) return undefined;
  const greys = new Uint8Array(pixels);
  for (let i = 0; i < pixels; i++) greys[i] = brightness(bytes, at + i * 3);
  return { width, height, greys };
}

/** Luma of ITU-R BT.601, in 256ths. */
function brightness(bytes: Uint8Array, at: number): number {
  const [red = 0, green = 0, blue = 0] = [bytes[at], bytes[at + 1], bytes[at + 2]];
  return (red * 77 + green * 150 + blue * 29) >> 8;
}

/** The mean brightness of each of `columns` × `rows` cells: small pictures of equal screens are equal. */
export function shrunk({ width, height, greys }: GreyPicture, columns: number, rows: number): GreyPicture {
  const cells = new Uint8Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    const [top, bottom] = span(row, rows, height);
    for (let column = 0; column < columns; column++) {
      const [left, right] = span(column, columns, width);
      let sum = 0;
      for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) sum += greys[y * width + x] ?? 0;
      cells[row * columns + column] = Math.round(sum / ((bottom - top) * (right - left)));
    }
  }
  return { width: columns, height: rows, greys: cells };
}

/** At least one pixel, so that a small picture can be drawn large. */
function span(i: number, count: number, length: number): [number, number] {
  const from = Math.min(length - 1, Math.floor((i * length) / count));
  return [from, Math.max(from + 1, Math.floor(((i + 1) * length) / count))];
}
