import { le32 } from '../../../bytes/codec/little.ts';
import { type DeviceNumber, typeOf } from '../../../bytes/formats/posix/file-mode.ts';
import type { EntryType } from '../../../contract/events/entry-type.ts';
import { safeName, type VolumeEntry } from '../volume.ts';
import type { ExtInode } from './inodes.ts';

const types: ReadonlyMap<number, EntryType> = new Map([
  [0o100000, 'file'],
  [0o040000, 'dir'],
  [0o120000, 'symlink'],
  [0o060000, 'block-device'],
  [0o020000, 'char-device'],
  [0o010000, 'fifo'],
  [0o140000, 'socket'],
]);

/** Undefined for a mode that no file has. */
export function entryTypeOf({ mode }: ExtInode): EntryType | undefined {
  return types.get(typeOf(mode));
}

/** @param target of symbolic links: a byte string */
export function entryOf(name: string, inode: ExtInode, type: EntryType, target?: string): VolumeEntry {
  const isDevice = type === 'block-device' || type === 'char-device';
  const hasOneName = type !== 'dir' && inode.links <= 1;
  return {
    name: safeName(name),
    type,
    sizeBytes: type === 'file' ? inode.sizeBytes : 0,
    permissions: inode.mode & 0o7777,
    userId: inode.userId,
    groupId: inode.groupId,
    modifiedAtMs: inode.modifiedAtMs,
    identity: hasOneName ? '' : `ext-${inode.number}`,
    ...(target !== undefined && { target }),
    ...(isDevice && { device: deviceOf(inode) }),
    ...((inode.hasAttributeBlock || inode.attributes.hasOthers) && { hasAttributes: true }),
  };
}

/** The first number as Linux once had it, 8 and 8 bits; the second as it has them now. old_decode_dev(), new_decode_dev(). */
function deviceOf({ block }: ExtInode): DeviceNumber {
  const old = le32(block, 0);
  if (old !== 0) return { major: (old >>> 8) & 0xff, minor: old & 0xff };
  const device = le32(block, 4);
  return { major: (device & 0xfff00) >>> 8, minor: (device & 0xff) | ((device >>> 12) & 0xfff00) };
}
