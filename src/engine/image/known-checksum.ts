import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** A SHA-256 that somebody published for an image. */
export interface KnownChecksum {
  readonly sha256: string;
  /** Where it stands. */
  readonly checksumFile: string;
}

/** Lists of a whole distribution are some kilobytes; anything larger is no checksum file. */
const CHECKSUM_FILE_BYTES = 4 << 20;

/** Looks for `NAME.sha256`, `NAME.sha256sum`, `SHA256SUMS`, `SHA256SUMS.txt` beside the image; the first that names it. */
export async function findChecksum(imagePath: string): Promise<KnownChecksum | undefined> {
  const name = basename(imagePath);
  const candidates = [`${name}.sha256`, `${name}.sha256sum`, 'SHA256SUMS', 'SHA256SUMS.txt', 'sha256sum.txt'];
  for (const candidate of candidates) {
    const checksumFile = join(dirname(imagePath), candidate);
    const text = await smallText(checksumFile);
    const sha256 = text === undefined ? undefined : checksumFor(name, text, candidate.startsWith(`${name}.`));
    if (sha256 !== undefined) return { sha256, checksumFile };
  }
  return undefined;
}

async function smallText(path: string): Promise<string | undefined> {
  try {
    const { size } = await stat(path);
    return size > CHECKSUM_FILE_BYTES ? undefined : await readFile(path, 'utf8');
  } catch {
    return undefined;
  }
}

/**
 * The hash for `name` in a checksum file: `HASH  NAME`, `HASH *NAME`, `SHA256 (NAME) = HASH`.
 * A file made for one image (`own`) may also hold the bare hash, or name the image by another path.
 */
export function checksumFor(name: string, text: string, own: boolean): string | undefined {
  const entries = text
    .split(/\r?\n/)
    .map(parseLine)
    .filter((entry) => entry !== undefined);
  const named = entries.find((entry) => entry.name !== undefined && basename(entry.name) === name);
  if (named) return named.sha256;
  return own && entries.length === 1 ? entries[0]?.sha256 : undefined;
}

interface Line {
  readonly sha256: string;
  readonly name?: string;
}

function parseLine(line: string): Line | undefined {
  const gnu = /^\\?([0-9a-fA-F]{64})(?:\s+\*?(.+))?$/.exec(line.trim());
  if (gnu?.[1]) return entry(gnu[1], gnu[2]);
  const bsd = /^SHA256 \((.+)\) = ([0-9a-fA-F]{64})$/.exec(line.trim());
  return bsd?.[2] ? entry(bsd[2], bsd[1]) : undefined;
}

function entry(sha256: string, name: string | undefined): Line {
  return name === undefined ? { sha256: sha256.toLowerCase() } : { sha256: sha256.toLowerCase(), name };
}
