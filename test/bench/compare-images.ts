import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Pair } from './pair.ts';
import { type BenchRoom, fullFile } from './room.ts';

const SIZE_BYTES = 4 * 2 ** 30;

/** Two equal images of 4 GiB in memory, to their last byte; ours is the command, its start included. */
export function compareImages(room: BenchRoom, program: (name: string) => string): Pair[] {
  const a = fullFile(join(room.memoryFolder, 'a.img'), SIZE_BYTES);
  const b = join(room.memoryFolder, 'b.img');
  copyFileSync(a, b);
  const command = [process.execPath, program('main'), 'compare', a, b] as const;
  return [
    {
      name: 'compare of two 4 GiB images / cmp',
      ours: { name: 'isowright', command },
      peer: { name: 'cmp', command: ['cmp', a, b] },
      atMost: 1.1,
    },
  ];
}
