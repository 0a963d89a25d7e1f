import { open } from 'node:fs/promises';
import { isLocal } from '../../contract/plan/source-path.ts';
import { besideFile } from '../checksum/beside.ts';
import { findChecksumBeside, unpackedName } from '../checksum/find-checksum.ts';
import { containerOf } from '../decode/containers.ts';
import { MAGIC_BYTES } from '../decode/magics.ts';

/** A SHA-256 that somebody published for an image. */
export interface KnownChecksum {
  readonly sha256: string;
  /** Where it stands. */
  readonly checksumFile: string;
}

/**
 * The SHA-256 of an image (unpacked, when the file is packed) that stands beside its file, in `NAME.sha256`, `SHA256SUMS`
 * and the like. Everything else that is known of it, the source holds its bytes against by itself.
 */
export async function findChecksum(path: string): Promise<KnownChecksum | undefined> {
  if (!isLocal(path)) return undefined;
  const beside = besideFile(path);
  const packed = await isPacked(path);
  const name = packed ? unpackedName(beside.name) : beside.name;
  if (packed && name === beside.name) return undefined;
  const found = await findChecksumBeside(beside, name);
  return found?.algorithm === 'sha256' ? { sha256: found.hash, checksumFile: found.checksumFile } : undefined;
}

async function isPacked(path: string): Promise<boolean> {
  const handle = await open(path).catch(() => undefined);
  try {
    const first = new Uint8Array(MAGIC_BYTES);
    await handle?.read(first, 0, 0);
    return containerOf(first) !== undefined;
  } catch {
    return false;
  } finally {
    await handle?.close();
  }
}
