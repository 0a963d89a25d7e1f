import { join } from 'node:path';
import { engineAlone } from './engine-alone.ts';
import { etcher, hasEtcher } from './etcher.ts';
import type { Pair } from './pair.ts';
import { type BenchRoom, fullFile, memoryDrive } from './room.ts';
import { throttle } from './throttle.ts';

const GIB = 1024 ** 3;
const IMAGE_BYTES = 4 * GIB;
/** About what a good USB 3 stick takes. */
const USB_BYTES_PER_S = 150e6;

/** Image → drive, against dd; the same with SHA-256 and read-back, against dd and cmp; and at the speed of a stick. */
export function writeDrive(
  room: BenchRoom,
  program: (name: string) => string,
): { pairs: Pair[]; close(): void } {
  const image = fullFile(join(room.memoryFolder, 'image'), IMAGE_BYTES);
  const drive = memoryDrive(room, 'drive', IMAGE_BYTES);
  const dd = `dd if=${image} of=${drive.path} bs=4M oflag=direct conv=fsync status=none`;
  const slow = throttle(drive.path, USB_BYTES_PER_S);
  const engine = engineAlone(room, program);
  const ours = (...options: string[]) => engine(image, [drive], ...options);
  return {
    pairs: [
      {
        name: '4 GiB image → drive / dd bs=4M oflag=direct',
        ours: ours(),
        peer: { name: 'dd', command: ['sh', '-c', dd] },
        atMost: 0.95,
      },
      {
        name: '… with SHA-256 and read-back / dd + cmp',
        ours: ours('hash', 'verify'),
        peer: { name: 'dd + cmp', command: ['sh', '-c', `${dd} && cmp ${image} ${drive.path}`] },
        atMost: 0.6,
      },
      ...(hasEtcher ? againstEtcher() : []),
      {
        name: '4 GiB image → drive of USB speed / dd',
        ours: slow(ours()),
        peer: slow({ name: 'dd', command: ['sh', '-c', dd] }),
        atMost: 1.02,
        rounds: 3,
      },
    ],
    close() {
      drive.remove();
      slow.remove();
    },
  };

  function againstEtcher(): Pair[] {
    const peer = etcher(image, [drive], 'verify');
    return [
      {
        name: '… with SHA-256 and read-back / etcher-sdk with verify',
        ours: ours('hash', 'verify'),
        peer,
        atMost: 0.9,
      },
      {
        name: '… with read-back, no SHA-256 / etcher-sdk with verify',
        ours: ours('verify'),
        peer,
        atMost: 0.5,
      },
    ];
  }
}
