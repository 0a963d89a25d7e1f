import type { Beside } from './beside.ts';
import { type Algorithm, checksumFor, checksumLines } from './checksum-lines.ts';

/** A checksum for a file, and where it stands. */
export interface FoundChecksum {
  readonly algorithm: Algorithm;
  readonly hash: string;
  readonly checksumFile: string;
  /** It came the same open way as what it is about. */
  readonly isOpenToAll?: boolean;
}

/** SHA-256 first, because it is computed anyway and nothing stronger is needed; MD5 only when there is nothing else. */
const strongestFirst: readonly Algorithm[] = ['sha256', 'sha512', 'md5'];

const lists: Readonly<Record<Algorithm, readonly string[]>> = {
  sha256: ['SHA256SUMS', 'SHA256SUMS.txt', 'sha256sums.txt', 'sha256sum.txt', 'CHECKSUM'],
  sha512: ['SHA512SUMS', 'SHA512SUMS.txt', 'sha512sums.txt', 'sha512sum.txt'],
  md5: ['MD5SUMS', 'MD5SUMS.txt', 'md5sums.txt', 'md5sum.txt'],
};

/** The strongest checksum that stands beside a source for a file of this name: `NAME.sha256`, `SHA256SUMS`, `NAME.md5`, … */
export async function findChecksumBeside(beside: Beside, name: string): Promise<FoundChecksum | undefined> {
  for (const algorithm of strongestFirst) {
    const own = [`${name}.${algorithm}`, `${name}.${algorithm}sum`, `${name}.${algorithm}.txt`];
    const usual = [...own.slice(0, 1), ...lists[algorithm].slice(0, 1)];
    for (const candidate of beside.isFar ? usual : [...own, ...lists[algorithm]]) {
      const text = await beside.read(candidate);
      const hash =
        text && checksumFor(name, algorithm, checksumLines(text), candidate.startsWith(`${name}.`));
      if (!hash) continue;
      const checksumFile = beside.whereIs(candidate);
      return { algorithm, hash, checksumFile, ...(beside.isOpenToAll && { isOpenToAll: true }) };
    }
  }
  return undefined;
}

/** What a compressed file is called when it is unpacked: `image.iso.xz` → `image.iso`. */
export function unpackedName(name: string): string {
  return name.replace(/\.(gz|xz|zst|zstd|bz2|lz4|zip)$/i, '');
}
