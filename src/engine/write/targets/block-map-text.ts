import { createHash } from 'node:crypto';
import type { ByteRange } from '../../contract/ports/byte-range.ts';

/** What is in a block map besides the image's size: blocks that hold data, with SHA-256 of each run of them. */
export interface MappedRun extends ByteRange {
  readonly sha256: string;
}

/** Of every block map that bmaptool makes. */
export const MAP_BLOCK_BYTES = 4096;

/** Where the block map of an image stands. */
export function blockMapPathOf(imagePath: string): string {
  return `${imagePath}.bmap`;
}

/** A block map, version 2.0 as bmap-tools reads it. Its own checksum is that of the text with zeros in its place. */
export function blockMapText(imageBytes: number, runs: readonly MappedRun[]): string {
  const blocks = (bytes: number): number => Math.ceil(bytes / MAP_BLOCK_BYTES);
  const mapped = runs.reduce((sum, { lengthBytes }) => sum + blocks(lengthBytes), 0);
  const ranges = runs.map(({ atByte, lengthBytes, sha256 }) => {
    const first = atByte / MAP_BLOCK_BYTES;
    const last = first + blocks(lengthBytes) - 1;
    const span = first === last ? `${first}` : `${first}-${last}`;
    return `        <Range chksum="${sha256}"> ${span} </Range>`;
  });
  const text = (checksum: string): string =>
    [
      '<?xml version="1.0" ?>',
      '<bmap version="2.0">',
      `    <ImageSize> ${imageBytes} </ImageSize>`,
      `    <BlockSize> ${MAP_BLOCK_BYTES} </BlockSize>`,
      `    <BlocksCount> ${blocks(imageBytes)} </BlocksCount>`,
      `    <MappedBlocksCount> ${mapped} </MappedBlocksCount>`,
      '    <ChecksumType> sha256 </ChecksumType>',
      `    <BmapFileChecksum> ${checksum} </BmapFileChecksum>`,
      '    <BlockMap>',
      ...ranges,
      '    </BlockMap>',
      '</bmap>',
      '',
    ].join('\n');
  return text(
    createHash('sha256')
      .update(text('0'.repeat(64)))
      .digest('hex'),
  );
}
