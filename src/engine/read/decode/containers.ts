import type { Readable } from '../../contract/ports/image.ts';
import type { Beside } from '../checksum/beside.ts';
import { bunzip2 } from './bzip2.ts';
import type { Decoder } from './decoder.ts';
import { gunzip } from './gzip.ts';
import { leastGzipBytes, leastOf } from './least-size.ts';
import { unlz4 } from './lz4.ts';
import { lz4ContentBytes } from './lz4-size.ts';
import { unxz } from './xz.ts';
import { xzContentBytes } from './xz-index.ts';
import { lookIntoZip, unzip } from './zip.ts';
import { unzstd } from './zstd.ts';
import { zstdContentBytes } from './zstd-size.ts';

/** A kind of compressed file. */
export interface Container {
  readonly name: string;
  readonly magics: readonly (readonly number[])[];
  readonly decode: Decoder;
  /** What can be known beforehand of a file that can be looked into. */
  readonly look?: (file: Readable, path: string) => Promise<Look>;
}

export interface Look {
  /** What it unpacks to, when it says so. */
  readonly contentBytes: number | undefined;
  /** What it unpacks to at least, when it does not say how much that is. */
  readonly leastBytes?: number;
  /** A decoder that knows where to look. */
  readonly decode?: Decoder;
  /** What is packed together with the image, as if it lay beside it. */
  readonly beside?: Beside;
}

const containers: readonly Container[] = [
  {
    name: 'gzip',
    magics: [[0x1f, 0x8b]],
    decode: gunzip,
    look: async (file) => ({ contentBytes: undefined, leastBytes: await leastGzipBytes(file) }),
  },
  {
    name: 'xz',
    magics: [[0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]],
    decode: unxz,
    look: async (file) => ({ contentBytes: await xzContentBytes(file) }),
  },
  {
    name: 'zstd',
    magics: [[0x28, 0xb5, 0x2f, 0xfd], ...skippableMagics()],
    decode: unzstd,
    look: async (file) => ({ contentBytes: await zstdContentBytes(file) }),
  },
  {
    name: 'bzip2',
    magics: [[0x42, 0x5a, 0x68]],
    decode: bunzip2,
    look: async ({ sizeBytes }) => ({ contentBytes: undefined, leastBytes: leastOf(sizeBytes) }),
  },
  {
    name: 'lz4',
    magics: [
      [0x04, 0x22, 0x4d, 0x18],
      [0x02, 0x21, 0x4c, 0x18],
    ],
    decode: unlz4,
    look: async (file) => ({ contentBytes: await lz4ContentBytes(file) }),
  },
  { name: 'zip', magics: [[0x50, 0x4b, 0x03, 0x04]], decode: unzip, look: lookIntoZip },
];

/** Bytes that are enough for `containerOf`. */
export const MAGIC_BYTES = 8;

/** The kind of compressed file that begins like this; names say nothing. */
export function containerOf(first: Uint8Array): Container | undefined {
  return containers.find(({ magics }) =>
    magics.some((magic) => magic.every((value, index) => first[index] === value)),
  );
}

/** pzstd begins with a skippable frame; an lz4 file that does so is taken for zstd by no program of its own. */
function skippableMagics(): number[][] {
  return Array.from({ length: 16 }, (_, index) => [0x50 + index, 0x2a, 0x4d, 0x18]);
}
