import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Pair } from './pair.ts';
import { type BenchRoom, fullFile, manyFiles, sourceTree } from './room.ts';

const GIB = 1024 ** 3;

type PeerName = keyof typeof peers;

/** Both end with everything on the medium. */
const peers = {
  xorriso: (out: string, folder: string) =>
    `xorriso -as mkisofs -quiet -iso-level 3 -R -J -o ${out} ${folder} && sync ${out}`,
  genisoimage: (out: string, folder: string) =>
    `genisoimage -quiet -allow-limited-size -R -J -o ${out} ${folder} && sync ${out}`,
} as const;

/**
 * Folder → ISO image on a disk, against the programs everybody uses. Ours is the command with its defaults: the process of
 * the command and that of the job, SHA-256, the image read back from the disk and compared, every file looked at twice.
 */
export function makeImage(room: BenchRoom, program: (name: string) => string): Pair[] {
  const large = join(room.diskFolder, 'large');
  mkdirSync(large);
  fullFile(join(large, 'install.wim'), 4 * GIB);
  const some = manyFiles(join(room.diskFolder, 'some'), 50_000, (index) => 1024 + ((index * 7919) % 7169));
  const small = manyFiles(join(room.diskFolder, 'small'), 200_000, (index) => 1024 + ((index * 7919) % 7169));
  const sources = sourceTree(join(room.diskFolder, 'sources'), 80_000);
  return [
    pair('folder of one 4 GiB file → ISO', 'xorriso', large, 0.75),
    pair('folder of 50,000 small files → ISO', 'xorriso', some, 0.5),
    pair('folder of 200,000 small files → ISO', 'xorriso', small, 0.35),
    pair('folder of 200,000 small files → ISO', 'genisoimage', small, 0.7),
    pair('source tree of 80,000 files → ISO', 'xorriso', sources, 0.4),
  ];

  function pair(name: string, peer: PeerName, folder: string, atMost: number): Pair {
    const out = join(room.diskFolder, 'out.iso');
    return {
      name: `${name} / ${peer}`,
      before: () => {
        for (const path of [out, `${out}.sha256`]) rmSync(path, { force: true });
      },
      ours: {
        name: 'isowright',
        command: [process.execPath, program('main'), 'make', folder, '-o', out, '--quiet'],
      },
      peer: { name: peer, command: ['sh', '-c', peers[peer](out, folder)] },
      atMost,
      rounds: 3,
    };
  }
}
