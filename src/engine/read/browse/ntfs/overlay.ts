import { attributeTypes } from '../../../bytes/formats/ntfs/attribute.ts';
import { unpackLzx } from '../../../bytes/formats/windows/lzx.ts';
import { unpackXpressHuffman } from '../../../bytes/formats/windows/xpress-huffman.ts';
import { ChunkedContent } from '../chunked-content.ts';
import type { Content } from '../volume.ts';
import { dataOf } from './file-facts.ts';
import type { NtfsFile } from './file-table.ts';
import type { NtfsMedium } from './medium.ts';
import { contentOfStream, partsOf, sizeOfStream } from './stream.ts';

/** Where the Windows overlay filter keeps what it packed; the file itself is a hole as long as its content. */
const PACKED_STREAM = 'WofCompressedData';
const LZX_CHUNK_BYTES = 32_768;

interface Way {
  readonly chunkBytes: number;
  readonly unpack: (packed: Uint8Array, out: Uint8Array) => boolean;
}

/** FILE_PROVIDER_COMPRESSION_XPRESS4K, LZX, XPRESS8K, XPRESS16K. [MS-FSCC] §2.1.2.5. */
const ways: readonly Way[] = [
  { chunkBytes: 4096, unpack: unpackXpressHuffman },
  { chunkBytes: LZX_CHUNK_BYTES, unpack: (packed, out) => unpackLzx(packed, out, LZX_CHUNK_BYTES) },
  { chunkBytes: 8192, unpack: unpackXpressHuffman },
  { chunkBytes: 16_384, unpack: unpackXpressHuffman },
];

/**
 * A file that CompactOS packed; undefined for one in a way that is not known.
 *
 * @throws Failure `source-damaged` when there is nothing packed
 */
export function overlayContent(
  medium: NtfsMedium,
  { record, attributes }: NtfsFile,
  algorithm: number,
): Content | undefined {
  const way = ways[algorithm];
  if (!way) return undefined;
  const parts = partsOf(attributes, attributeTypes.data, PACKED_STREAM);
  const own = dataOf(attributes);
  if (parts.length === 0 || own.length === 0) throw medium.damaged({ reason: 'ntfs-reparse-point', record });
  const damaged = () => medium.damaged('packed-block');
  const stored = contentOfStream(medium, parts);
  return new ChunkedContent({ ...way, stored, sizeBytes: sizeOfStream(medium, own), damaged });
}
