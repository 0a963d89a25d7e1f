import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Candidate, Pair } from './pair.ts';
import { type BenchRoom, memoryDrive } from './room.ts';
import { throttle } from './throttle.ts';

const GIB = 1024 ** 3;
const MEDIUM_BYTES = 2 * GIB;
/** About what a good disk gives, and more than any stick or disc. */
const DISK_BYTES_PER_S = 200e6;

/**
 * A good medium → image, both past the cache of the system on the reading side and through it on the writing side. Ours is the command
 * with its defaults: its process, that of the job and that of the hand, SHA-256, the image read back and compared, a map kept.
 */
export function readMedium(
  room: BenchRoom,
  program: (name: string) => string,
): { pairs: Pair[]; close(): void } {
  const drive = memoryDrive(room, 'medium', MEDIUM_BYTES);
  const out = join(room.memoryFolder, 'read.img');
  const before = (): void => {
    for (const end of ['', '.sha256', '.map', '.partial']) rmSync(`${out}${end}`, { force: true });
  };
  const ours: Candidate = {
    name: 'isowright read',
    command: [process.execPath, program('main'), 'read', drive.path, '-o', out, '--whole', '--quiet'],
  };
  const sh = (name: string, line: string): Candidate => ({ name, command: ['sh', '-c', line] });
  const dd = `dd if=${drive.path} of=${out} bs=1M iflag=direct conv=fsync status=none`;
  const slow = throttle(drive.path, DISK_BYTES_PER_S, 'read');
  const against = (name: string, peer: Candidate, atMost: number): Pair => ({
    name,
    before,
    ours,
    peer,
    atMost,
  });
  return {
    pairs: [
      against('2 GiB medium → image / dd iflag=direct', sh('dd', dd), 1.05),
      against('… / dd + sha256sum', sh('dd + sha256sum', `${dd} && sha256sum ${out}`), 0.75),
      against('… / ddrescue -d', sh('ddrescue', `ddrescue -q -d ${drive.path} ${out} ${out}.map`), 0.75),
      {
        name: '2 GiB medium of the speed of a disk → image / dd iflag=direct',
        before,
        ours: slow(ours),
        peer: slow(sh('dd', dd)),
        atMost: 1.05,
        rounds: 3,
      },
    ],
    close() {
      drive.remove();
      slow.remove();
    },
  };
}
