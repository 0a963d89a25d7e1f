import { copyFileSync } from 'node:fs';
import type { Group, Maker } from './corpus.ts';
import { discs } from './made-discs.ts';

/** The image itself packed by a program that puts the result beside it. */
const packedBy = (program: string, end: string, ...options: string[]) =>
  function make(maker: Maker): string {
    const from = discs['iso without extensions']?.(maker) ?? '';
    const plain = maker.at(`for-${end}.iso`);
    copyFileSync(from, plain);
    const path = maker.at(`for-${end}.iso.${end}`);
    maker.run(program, ...options, plain);
    return path;
  };

/** Streams: one way through, from the beginning to the end. */
export const packed: Group = {
  gzip: packedBy('gzip', 'gz', '-k'),
  xz: packedBy('xz', 'xz', '-k', '--block-size=65536'),
  zstd: packedBy('zstd', 'zst', '-q', '-k'),
  bzip2: packedBy('bzip2', 'bz2', '-k', '-1'),
  lz4: packedBy('lz4', 'lz4', '-q', '-k', '-m'),
  zip: (maker) => {
    const from = discs['iso without extensions']?.(maker) ?? '';
    const path = maker.at('image.zip');
    maker.run('zip', '-q', '-j', path, from);
    return path;
  },
};
