/** Kinds of compressed files that are unpacked here. */
export type ContainerName = 'gzip' | 'xz' | 'zstd' | 'bzip2' | 'lz4' | 'zip';

const magics: { readonly [N in ContainerName]: readonly (readonly number[])[] } = {
  gzip: [[0x1f, 0x8b]],
  xz: [[0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]],
  zstd: [[0x28, 0xb5, 0x2f, 0xfd], ...skippableMagics()],
  bzip2: [[0x42, 0x5a, 0x68]],
  lz4: [
    [0x04, 0x22, 0x4d, 0x18],
    [0x02, 0x21, 0x4c, 0x18],
  ],
  zip: [[0x50, 0x4b, 0x03, 0x04]],
};

/** Bytes that are enough for `containerNameOf`. */
export const MAGIC_BYTES = 8;

/** The kind of compressed file that begins like this; names say nothing. */
export function containerNameOf(first: Uint8Array): ContainerName | undefined {
  for (const name of Object.keys(magics) as ContainerName[])
    if (magics[name].some((magic) => magic.every((value, index) => first[index] === value))) return name;
  return undefined;
}

/** pzstd begins with a skippable frame; an lz4 file that does so is taken for zstd by no program of its own. */
function skippableMagics(): number[][] {
  return Array.from({ length: 16 }, (_, index) => [0x50 + index, 0x2a, 0x4d, 0x18]);
}
