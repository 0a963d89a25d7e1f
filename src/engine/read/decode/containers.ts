import type { Readable } from '../../contract/ports/image.ts';
import type { Beside } from '../checksum/beside.ts';
import { bunzip2 } from './bzip2.ts';
import type { Decoder } from './decoder.ts';
import { gunzip } from './gzip.ts';
import { leastGzipBytes, leastOf } from './least-size.ts';
import { unlz4 } from './lz4.ts';
import { lz4ContentBytes } from './lz4-size.ts';
import { type ContainerName, containerNameOf } from './magics.ts';
import { unxz } from './xz.ts';
import { xzContentBytes } from './xz-index.ts';
import { lookIntoZip, unzip } from './zip.ts';
import { unzstd } from './zstd.ts';
import { zstdContentBytes } from './zstd-size.ts';

/** A kind of compressed file. */
export interface Container {
  readonly name: ContainerName;
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
    decode: gunzip,
    look: async (file) => ({ contentBytes: undefined, leastBytes: await leastGzipBytes(file) }),
  },
  {
    name: 'xz',
    decode: unxz,
    look: async (file) => ({ contentBytes: await xzContentBytes(file) }),
  },
  {
    name: 'zstd',
    decode: unzstd,
    look: async (file) => ({ contentBytes: await zstdContentBytes(file) }),
  },
  {
    name: 'bzip2',
    decode: bunzip2,
    look: async ({ sizeBytes }) => ({ contentBytes: undefined, leastBytes: leastOf(sizeBytes) }),
  },
  {
    name: 'lz4',
    decode: unlz4,
    look: async (file) => ({ contentBytes: await lz4ContentBytes(file) }),
  },
  { name: 'zip', decode: unzip, look: lookIntoZip },
];

/** The kind of compressed file that begins like this; names say nothing. */
export function containerOf(first: Uint8Array): Container | undefined {
  const found = containerNameOf(first);
  return containers.find(({ name }) => name === found);
}
