import { join } from 'node:path';
import { quoted } from '../../src/words/quoted.ts';
import type { Candidate, Pair } from './pair.ts';
import { type BenchRoom, fullFile, memoryDrive } from './room.ts';
import { throttle } from './throttle.ts';

const IMAGE_BYTES = 1 << 30;
/** A quick USB 3 stick. */
const STICK_BYTES_PER_S = 150_000_000;

/**
 * One write job with the wizard's run screen in a terminal of 80×24, against the same job that nobody looks at: on a
 * drive as quick as a good stick, and on one as quick as memory, where all processors are busy anyway.
 */
export function runScreen(
  room: BenchRoom,
  program: (name: string) => string,
): { pairs: Pair[]; close(): void } {
  const image = fullFile(join(room.memoryFolder, 'image'), IMAGE_BYTES);
  const drive = memoryDrive(room, 'drive', IMAGE_BYTES);
  const limited = throttle(drive.path, STICK_BYTES_PER_S);
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
  const ours: Candidate = { name: 'run screen', command: ['script', '-qec', inTerminal, '/dev/null'] };
  const peer: Candidate = { name: 'unseen', command: words('quiet') as [string, ...string[]] };
  return {
    pairs: [
      {
        name: '1 GiB → drive of 150 MB/s, on the run screen / unseen',
        ours: limited(ours),
        peer: limited(peer),
        atMost: 1.02,
        mostBytesPerS: 3_000,
      },
      {
        name: '1 GiB → drive as quick as memory, the same',
        ours,
        peer,
        // A second long: its first and last frames say nothing about bytes a second.
        atMost: 1.1,
      },
    ],
    close() {
      drive.remove();
      limited.remove();
    },
  };
}
