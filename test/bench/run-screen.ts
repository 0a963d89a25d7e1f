import { join } from 'node:path';
import { quoted } from '../../src/engine/words/command-line.ts';
import type { Pair } from './pair.ts';
import { type BenchRoom, fullFile, memoryDrive } from './room.ts';

const GIB = 1024 ** 3;
const IMAGE_BYTES = 3 * GIB;

/** One write job with the wizard's run screen in a terminal of 80×24, against the same job that nobody looks at. */
export function runScreen(
  room: BenchRoom,
  program: (name: string) => string,
): { pairs: Pair[]; close(): void } {
  const image = fullFile(join(room.memoryFolder, 'image'), IMAGE_BYTES);
  const drive = memoryDrive(room, 'drive', IMAGE_BYTES);
  const words = (how: 'screen' | 'quiet') => [
    'env',
    `NODE_COMPILE_CACHE=${room.diskFolder}`,
    `XDG_STATE_HOME=${room.diskFolder}`,
    process.execPath,
    program('screen'),
    image,
    drive.path,
    String(IMAGE_BYTES),
    how,
  ];
  const inTerminal = `stty cols 80 rows 24; exec ${words('screen').map(quoted).join(' ')}`;
  return {
    pairs: [
      {
        name: '3 GiB write job, by its own clock, on the run screen / unseen',
        ours: { name: 'run screen', command: ['script', '-qec', inTerminal, '/dev/null'] },
        peer: { name: 'unseen', command: words('quiet') as [string, ...string[]] },
        atMost: 1.02,
        mostBytesPerS: 3_000,
      },
    ],
    close: () => drive.remove(),
  };
}
