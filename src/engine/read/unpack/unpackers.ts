import { promisify } from 'node:util';
import { inflate, inflateSync, zstdDecompress, zstdDecompressSync } from 'node:zlib';
import { unpackLz4Block } from '../../bytes/formats/lz4/block.ts';
import { unpackLzo1x } from '../../bytes/formats/lzo/lzo1x.ts';
import type { Unpack } from './unpack.ts';
import { unpackXzBlock } from './xz-block.ts';

/** Up to here a call in another thread costs more than it spares. */
const SMALL_BYTES = 256 << 10;

const inflateAside = promisify(inflate);
const zstdAside = promisify(zstdDecompress);

const gzip: Unpack = async (packed, mostBytes) => {
  const options = { maxOutputLength: mostBytes };
  return mostBytes <= SMALL_BYTES ? inflateSync(packed, options) : inflateAside(packed, options);
};

const zstd: Unpack = async (packed, mostBytes) => {
  const options = { maxOutputLength: mostBytes };
  return mostBytes <= SMALL_BYTES ? zstdDecompressSync(packed, options) : zstdAside(packed, options);
};

const lz4: Unpack = async (packed, mostBytes) => {
  const out = new Uint8Array(mostBytes);
  const end = unpackLz4Block(packed, out, 0);
  return end < 0 ? undefined : out.subarray(0, end);
};

const lzo: Unpack = async (packed, mostBytes) => {
  const out = new Uint8Array(mostBytes);
  const lengthBytes = unpackLzo1x(packed, out);
  return lengthBytes === undefined ? undefined : out.subarray(0, lengthBytes);
};

/** The ways of packing that are known, by the names of `compressors`. */
export const unpackers: Readonly<Record<string, Unpack>> = { gzip, zstd, lz4, lzo, xz: unpackXzBlock };
