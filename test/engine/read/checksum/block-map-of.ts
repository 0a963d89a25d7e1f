import { createHash } from 'node:crypto';

export const BLOCK = 4096;

export const sha256 = (bytes: Uint8Array | string): string =>
  createHash('sha256').update(bytes).digest('hex');

/** A block map made by hand, as the format describes it. */
export function blockMap(
  image: Uint8Array,
  ranges: readonly (readonly [number, number])[],
  version = '2.0',
): string {
  const rows = ranges.map(([first, last]) => {
    const hash = sha256(image.subarray(first * BLOCK, (last + 1) * BLOCK));
    return `<Range chksum="${hash}"> ${first === last ? first : `${first}-${last}`} </Range>`;
  });
  const mapped = ranges.reduce((sum, [first, last]) => sum + last - first + 1, 0);
  const text = `<?xml version="1.0" ?>
<bmap version="${version}">
    <ImageSize> ${image.length} </ImageSize>
    <BlockSize> ${BLOCK} </BlockSize>
    <BlocksCount> ${Math.ceil(image.length / BLOCK)} </BlocksCount>
    <MappedBlocksCount> ${mapped} </MappedBlocksCount>
    <ChecksumType> sha256 </ChecksumType>
    <BmapFileChecksum> ${'0'.repeat(64)} </BmapFileChecksum>
    <BlockMap>
        ${rows.join('\n        ')}
    </BlockMap>
</bmap>
`;
  return text.replace('0'.repeat(64), sha256(text));
}
