import type { MediaFile } from './udf-media.ts';

/** What the hand-made media hold: every way content can lie. */
export const mediaTree: readonly MediaFile[] = [
  { path: '/empty', content: new Uint8Array(0) },
  { path: '/small', content: text('stands in its entry') },
  { path: '/block', content: pattern(2048, 1) },
  { path: '/one run', content: pattern(10_000, 2) },
  { path: '/apart', content: pattern(9 * 2048 + 5, 3), runBlocks: 2 },
  { path: '/chained', content: pattern(1100 * 2048 - 1, 4), runBlocks: 1 },
  { path: '/holes', content: withZeros(pattern(8 * 2048 + 100, 5), [2, 6]), runBlocks: 2, holes: [2, 6] },
  { path: '/Grüße 日本 😀', content: text('wide') },
  { path: '/link', target: '../a/b' },
  { path: '/absolute', target: '/usr/lib' },
  { path: '/folder' },
  { path: '/folder/inner' },
  { path: '/folder/inner/deep', content: pattern(5000, 6) },
  { path: '/crowd' },
  ...Array.from({ length: 200 }, (_, i) => ({ path: `/crowd/file number ${i}`, content: text(`${i}`) })),
];

function text(words: string): Uint8Array {
  return new Uint8Array(Buffer.from(words));
}

/** Bytes that are nowhere the same for long. */
function pattern(lengthBytes: number, seed: number): Uint8Array {
  const bytes = new Uint8Array(lengthBytes);
  let state = seed * 2654435761;
  for (let i = 0; i < lengthBytes; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    bytes[i] = state >>> 24;
  }
  return bytes;
}

function withZeros(bytes: Uint8Array, runs: readonly number[]): Uint8Array {
  for (const at of runs) bytes.fill(0, at * 2048, (at + 2) * 2048);
  return bytes;
}
