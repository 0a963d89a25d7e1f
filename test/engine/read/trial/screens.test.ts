import { expect, test } from 'vitest';
import { greyOf, shrunk } from '../../../../src/engine/read/trial/ppm.ts';
import { serialLines } from '../../../../src/engine/read/trial/serial-text.ts';
import { vgaLines } from '../../../../src/engine/read/trial/vga-text.ts';
import { guestScreenLines } from '../../../../src/words/guest-screen.ts';

const ppm = (width: number, height: number, pixels: readonly number[]) =>
  Buffer.concat([
    Buffer.from(`P6\n${width} ${height}\n255\n`),
    Buffer.from(pixels.flatMap((p) => [p, p, p])),
  ]);

test('a screendump is read as brightness', () => {
  expect(greyOf(ppm(2, 1, [0, 255]))).toEqual({ width: 2, height: 1, greys: Uint8Array.of(0, 255) });
});

test.each([
  ['no picture', Buffer.from('hello')],
  ['one that breaks off', ppm(2, 2, [0, 0, 0])],
  ['one of nothing', Buffer.from('P6\n0 5\n255\n')],
  ['one larger than any screen', Buffer.from('P6\n99999 99999\n255\n')],
])('%s is none', (_, bytes) => {
  expect(greyOf(bytes)).toBeUndefined();
});

test('a picture is made small by the mean of its parts, and large by repeating them', () => {
  const picture = { width: 4, height: 1, greys: Uint8Array.of(0, 100, 200, 200) };
  expect([...shrunk(picture, 2, 1).greys]).toEqual([50, 200]);
  expect([...shrunk(picture, 8, 1).greys]).toEqual([0, 0, 100, 100, 200, 200, 200, 200]);
});

test('text memory is read with the frames of code page 437', () => {
  const memory = Buffer.alloc(4000);
  for (const [i, code] of [0xc9, 0x41, 0x00, 0xbb, 0xff, 0x81].entries()) memory[i * 2] = code;
  expect(vgaLines(memory)[0]).toBe('╔A ╗ ü');
  expect(vgaLines(memory)).toHaveLength(25);
});

test('a serial line is read without what steers a terminal, and a moved cursor begins a line', () => {
  const bytes = Buffer.from(
    '\x1b[2J\x1b[01;01H\x1b[=3hBdsDxe: loading\r\n\x1b[0m\x1b[5;1HGNU \x1b[7mGRUB\x1b[m',
  );
  expect(serialLines(bytes)).toEqual(['BdsDxe: loading', 'GNU GRUB']);
});

test('a picture is drawn in half blocks, and in letters where there are none', () => {
  const greys = Uint8Array.from([255, 0, 255, 0, 0, 0, 255, 255]);
  const screen = { kind: 'picture', picture: { width: 4, height: 2, greys } } as const;
  expect(guestScreenLines(screen, { columns: 4, rows: 1 })).toEqual(['▀ █▄']);
  expect(guestScreenLines(screen, { columns: 4, rows: 1, ascii: true })).toEqual(['+ @+']);
});

test('a screen of text is told without its empty ends, and nothing in it steers the terminal', () => {
  const screen = { kind: 'text', lines: ['', ' a', '', 'b\x1b[31m', ''] } as const;
  const lines = guestScreenLines(screen, { columns: 80, rows: 25 });
  expect(lines).toHaveLength(3);
  expect(lines.join('')).not.toContain('\x1b');
});
