import { join } from 'node:path';
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
  const ours = (...options: string[]) =>
    // Compiled code is kept between runs, as the door does.
    [
      'env',
      `NODE_COMPILE_CACHE=${room.diskFolder}`,
      process.execPath,
      program('transfer'),
      image,
      drive.path,
      ...options,
    ] as const;
  return {
    pairs: [
      {
        name: '4 GiB image → drive / dd bs=4M oflag=direct',
        ours: { name: 'isowright', command: [...ours()] },
        peer: { name: 'dd', command: ['sh', '-c', dd] },
        atMost: 0.95,
      },
      {
        name: '… with SHA-256 and read-back / dd + cmp',
        ours: { name: 'isowright', command: [...ours('hash', 'verify')] },
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
        ours: { name: 'isowright', command: [...ours('hash', 'verify')] },
        peer,
        atMost: 0.9,
      },
      {
        name: '… with read-back, no SHA-256 / etcher-sdk with verify',
        ours: { name: 'isowright', command: [...ours('verify')] },
        peer,
        atMost: 0.5,
      },
    ];
  }
}
