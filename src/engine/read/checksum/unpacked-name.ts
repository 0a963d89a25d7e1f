/** What a compressed file is called when it is unpacked: `image.iso.xz` → `image.iso`. */
export function unpackedName(name: string): string {
  return name.replace(/\.(gz|xz|zst|zstd|bz2|lz4|zip)$/i, '');
}

/** Whether two names are those of one image, packed and unpacked: what is said of the one says nothing of the other. */
export function isOtherForm(name: string, other: string): boolean {
  const [one, two] = [name.toLowerCase(), other.toLowerCase()];
  return one !== two && (unpackedName(one) === two || unpackedName(two) === one);
}
