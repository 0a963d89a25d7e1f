import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Pair } from './pair.ts';
import { type BenchRoom, fullFile, manyFiles } from './room.ts';

const GIB = 1024 ** 3;

/** Folder → ISO image on a disk, against xorriso; both end with everything on the medium. */
export function makeImage(room: BenchRoom, program: (name: string) => string): Pair[] {
  const large = join(room.diskFolder, 'large');
  mkdirSync(large);
  fullFile(join(large, 'install.wim'), 4 * GIB);
  const small = manyFiles(join(room.diskFolder, 'small'), 50_000, (index) => 1024 + ((index * 7919) % 7169));
  return [
    pair('folder of one 4 GiB file → ISO / xorriso', large, 0.8),
    pair('folder of 50,000 small files → ISO / xorriso', small, 0.5),
  ];

  function pair(name: string, folder: string, atMost: number): Pair {
    const out = join(room.diskFolder, 'out.iso');
    const xorriso = `xorriso -as mkisofs -quiet -iso-level 3 -R -J -o ${out} ${folder} && sync ${out}`;
    return {
      name,
      before: () => rmSync(out, { force: true }),
      ours: { name: 'isowright', command: [process.execPath, program('make'), folder, out, 'hash'] },
      peer: { name: 'xorriso', command: ['sh', '-c', xorriso] },
      atMost,
    };
  }
}
