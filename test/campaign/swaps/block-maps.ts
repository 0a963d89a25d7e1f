import { createHash } from 'node:crypto';

const BLOCK_BYTES = 4096;

/** A block map as bmaptool writes it, of whatever blocks; `ranges` are first and last blocks. */
export function blockMapText(
  image: Uint8Array,
  ranges: readonly (readonly [number, number])[],
  imageBytes = image.length,
): string {
  const rows = ranges.map(([first, last]) => {
    const bytes = image.subarray(first * BLOCK_BYTES, (last + 1) * BLOCK_BYTES);
    return `<Range chksum="${sha256(bytes)}"> ${first}-${last} </Range>`;
  });
  const count = ranges.reduce((sum, [first, last]) => sum + last - first + 1, 0);
  const text = (own: string): string => `<?xml version="1.0" ?>
<bmap version="2.0">
<ImageSize> ${imageBytes} </ImageSize>
<BlockSize> ${BLOCK_BYTES} </BlockSize>
<BlocksCount> ${Math.ceil(imageBytes / BLOCK_BYTES)} </BlocksCount>
<MappedBlocksCount> ${count} </MappedBlocksCount>
<ChecksumType> sha256 </ChecksumType>
<BmapFileChecksum> ${own} </BmapFileChecksum>
<BlockMap>
${rows.join('\n')}
</BlockMap>
</bmap>
`;
  return text(sha256(text('0'.repeat(64))));
}

/** All blocks that hold anything but zeros. */
export function dataRanges(image: Uint8Array): [number, number][] {
  const ranges: [number, number][] = [];
  for (let block = 0; block * BLOCK_BYTES < image.length; block++) {
    const bytes = image.subarray(block * BLOCK_BYTES, (block + 1) * BLOCK_BYTES);
    if (bytes.every((byte) => byte === 0)) continue;
    const last = ranges.at(-1);
    if (last?.[1] === block - 1) last[1] = block;
    else ranges.push([block, block]);
  }
  return ranges;
}

function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}
