import type { GreyPicture, GuestScreen } from '../engine/contract/events/trial.ts';
import { cleanText } from './clean.ts';

export interface ScreenRoom {
  readonly columns: number;
  readonly rows: number;
  readonly ascii?: boolean | undefined;
}

/** The screen of a virtual machine as lines for a terminal: text as text, a picture in half blocks; none where there is nothing to see. */
export function guestScreenLines(screen: GuestScreen, room: ScreenRoom): string[] {
  if (screen.kind === 'text') return textLines(screen.lines, room);
  const lines = pictureLines(screen.picture, room);
  return lines.some((line) => line !== '') ? lines : [];
}

/** Without empty lines at both ends; of more than there is room for, the last. */
export function textLines(lines: readonly string[], { columns, rows }: ScreenRoom): string[] {
  const first = lines.findIndex((line) => line.trim() !== '');
  const last = lines.findLastIndex((line) => line.trim() !== '');
  if (first < 0) return [];
  return lines
    .slice(first, last + 1)
    .slice(-rows)
    .map((line) => cleanText([...line].slice(0, columns).join('')));
}

const SHADES = ' .:-=+*#%@';
/** Which halves of a cell are bright: the upper one, the lower one, both. */
const HALVES = [' ', '▀', '▄', '█'];
/** Text is a few bright pixels on dark ones. */
const BRIGHT_SHARE = 0.15;

function pictureLines(picture: GreyPicture, { columns, rows, ascii }: ScreenRoom): string[] {
  const width = Math.min(columns, Math.floor((rows * 2 * picture.width) / picture.height));
  const height = Math.max(1, Math.round((width * picture.height) / picture.width / 2));
  const [least, most] = rangeOf(picture.greys);
  if (most - least < 8) return [];
  const share = (x: number, y: number): number =>
    (greyAt(picture, x / width, y / (height * 2)) - least) / (most - least);
  return Array.from({ length: height }, (_, row) => {
    let line = '';
    for (let x = 0; x < width; x++) line += cell(share(x, row * 2), share(x, row * 2 + 1), ascii ?? false);
    return line.trimEnd();
  });
}

function cell(upper: number, lower: number, ascii: boolean): string {
  if (ascii) return SHADES[Math.min(9, Math.floor(((upper + lower) / 2) * 10))] ?? ' ';
  return HALVES[(upper > BRIGHT_SHARE ? 1 : 0) + (lower > BRIGHT_SHARE ? 2 : 0)] ?? ' ';
}

function rangeOf(greys: Uint8Array): [number, number] {
  return greys.reduce<[number, number]>(
    ([least, most], grey) => [Math.min(least, grey), Math.max(most, grey)],
    [255, 0],
  );
}

function greyAt({ width, height, greys }: GreyPicture, x: number, y: number): number {
  return greys[Math.min(height - 1, Math.floor(y * height)) * width + Math.floor(x * width)] ?? 0;
}
