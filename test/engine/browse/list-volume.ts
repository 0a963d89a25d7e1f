import { createHash } from 'node:crypto';
import { StoredContent } from '../../../src/engine/browse/content.ts';
import type { Volume } from '../../../src/engine/browse/volume.ts';
import { walk } from '../../../src/engine/browse/walk.ts';
import type { Image } from '../../../src/engine/ports/image.ts';

/** An entry of a volume in the words of the kernel judge. */
export interface Listed {
  readonly path: string;
  readonly type: string;
  readonly mode: string;
  readonly uid: number | undefined;
  readonly gid: number | undefined;
  readonly mtime: number;
  readonly sizeBytes: number;
  readonly md5?: string;
  readonly target?: string;
}

/** Everything below the root, with what is in it. */
export async function listVolume(
  image: Pick<Image, 'sizeBytes' | 'read'>,
  volume: Volume,
): Promise<Listed[]> {
  const found: Listed[] = [];
  for await (const { path, entry } of walk(volume, { imagePath: 'image' })) {
    const { type, permissions = 0, userId, groupId, modifiedAtMs = 0, sizeBytes, target } = entry;
    const bytes = new Uint8Array(sizeBytes);
    if (type === 'file') await new StoredContent(image, entry.runs).read(0, bytes);
    found.push({
      path: Buffer.from(path, 'latin1').toString('utf8'),
      type: type.replace('-device', ''),
      mode: permissions.toString(8).padStart(4, '0'),
      uid: userId,
      gid: groupId,
      mtime: Math.floor(modifiedAtMs / 1000),
      sizeBytes,
      ...(type === 'file' ? { md5: createHash('md5').update(bytes).digest('hex') } : {}),
      ...(target === undefined ? {} : { target: Buffer.from(target, 'latin1').toString('utf8') }),
    });
  }
  return found;
}

/** Bytes in memory as an image. */
export function imageOf(bytes: Uint8Array): Pick<Image, 'sizeBytes' | 'read'> {
  return {
    sizeBytes: bytes.length,
    read: async (atByte, into) => {
      if (atByte < 0 || atByte + into.length > bytes.length)
        throw new Error(`read beyond the end: ${atByte}`);
      into.set(bytes.subarray(atByte, atByte + into.length));
    },
  };
}
