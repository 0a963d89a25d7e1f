import { createHash } from 'node:crypto';
import { textOfBytes } from '../../../../src/engine/bytes/codec/byte-text.ts';
import type { Image, Readable } from '../../../../src/engine/contract/ports/image.ts';
import { openVolume, volumesOf } from '../../../../src/engine/read/browse/open-volume.ts';
import type { Volume, VolumeEntry } from '../../../../src/engine/read/browse/volume.ts';
import { walk } from '../../../../src/engine/read/browse/walk.ts';
import { openSource } from '../../../../src/engine/read/open/open-source.ts';

/** An entry in the words of the kernel judge; without the facts that hierarchies do not have. */
export interface Listed {
  readonly path: string;
  readonly type: string;
  readonly mode: string | undefined;
  readonly uid: number | undefined;
  readonly gid: number | undefined;
  readonly mtime: number | undefined;
  readonly sizeBytes: number;
  readonly md5?: string;
  readonly target?: string;
}

/** Everything that our reader finds in an image file. */
export async function listImage(path: string, standard?: Volume['standard']): Promise<Listed[]> {
  const image = (await openSource(path, { asDrive: true })) as Image;
  try {
    return await listBytes(image, path, standard);
  } finally {
    await image.close();
  }
}

export async function listBytes(
  image: Readable,
  imagePath: string,
  standard?: Volume['standard'],
): Promise<Listed[]> {
  const volume = standard
    ? (await volumesOf(image, imagePath)).find((one) => one.standard === standard)!
    : await openVolume(image, imagePath);
  const listed = [await told(volume, '/', volume.root), ...(await listVolume(volume, imagePath))];
  return listed.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Everything below the root, as it is found. */
export async function listVolume(volume: Volume, imagePath = 'image'): Promise<Listed[]> {
  const listed: Listed[] = [];
  for await (const { path, entry } of walk(volume, { imagePath }))
    listed.push(await told(volume, textOfBytes(path), entry));
  return listed;
}

/**
 * What must be the same for us and for Linux, a line each, but for the root. Of links Linux says no mode of their own; sizes of
 * folders are each one's own.
 */
export function comparableLines(entries: readonly Listed[]): string[] {
  return entries
    .filter((entry) => entry.path !== '/')
    .map(({ path, type, mode, uid, gid, mtime, sizeBytes, md5, target }) => {
      const size = type === 'file' ? sizeBytes : 0;
      const permissions = type === 'symlink' ? '' : mode;
      return `${path} ${type} ${permissions} ${uid}:${gid} ${mtime} ${size} ${md5 ?? target ?? ''}`;
    })
    .sort();
}

const typeNames: Record<string, string> = { 'block-device': 'block', 'char-device': 'char' };

async function told(volume: Volume, path: string, entry: VolumeEntry): Promise<Listed> {
  const { type, permissions, userId: uid, groupId: gid, modifiedAtMs, sizeBytes, target } = entry;
  return {
    path,
    type: typeNames[type] ?? type,
    mode: permissions?.toString(8).padStart(4, '0'),
    uid,
    gid,
    mtime: modifiedAtMs === undefined ? undefined : Math.floor(modifiedAtMs / 1000),
    sizeBytes,
    ...(type === 'file' && { md5: await md5Of(volume, entry) }),
    ...(target !== undefined && { target: textOfBytes(target) }),
  };
}

async function md5Of(volume: Volume, entry: VolumeEntry): Promise<string> {
  const hash = createHash('md5');
  const content = await volume.open(entry);
  const { sizeBytes } = entry;
  const step = new Uint8Array(1 << 20);
  for (let at = 0; at < sizeBytes; at += step.length) {
    const part = step.subarray(0, Math.min(step.length, sizeBytes - at));
    await content.read(at, part);
    hash.update(part);
  }
  return hash.digest('hex');
}
