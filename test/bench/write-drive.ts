import { join } from 'node:path';
import { engineAlone } from './engine-alone.ts';
import { etcher, hasEtcher } from './etcher.ts';
import type { Pair } from './pair.ts';
import { type BenchRoom, fullFile, memoryDrive } from './room.ts';

const GIB = 1024 ** 3;
const IMAGE_BYTES = 4 * GIB;

/** Image → drive, against dd; and the same with SHA-256 and read-back, against dd and cmp. */
export function writeDrive(
  room: BenchRoom,
  program: (name: string) => string,
): { pairs: Pair[]; close(): void } {
  const image = fullFile(join(room.memoryFolder, 'image'), IMAGE_BYTES);
  const drive = memoryDrive(room, 'drive', IMAGE_BYTES);
  const dd = `dd if=${image} of=${drive.path} bs=4M oflag=direct conv=fsync status=none`;
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
    ],
    close: () => drive.remove(),
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
