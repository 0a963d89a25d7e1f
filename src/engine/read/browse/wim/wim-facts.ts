import { u16le, u32le } from '../../../bytes/codec/numbers.ts';
import {
  BLOCK_DEVICE,
  CHARACTER_DEVICE,
  FIFO,
  FOLDER,
  LINK,
  SOCKET,
  typeOf,
} from '../../../bytes/formats/posix/file-mode.ts';
import type { Dentry, UnixFacts } from '../../../bytes/formats/wim/dentry.ts';
import { type ReparsePoint, readReparsePoint } from '../../../bytes/formats/windows/reparse-point.ts';
import { bytesOf } from '../../../bytes/ranges/bytes-of.ts';
import type { EntryType } from '../../../contract/events/entry-type.ts';
import { utf8 } from '../utf8.ts';
import type { VolumeEntry } from '../volume.ts';
import type { WimImages } from './wim-images.ts';

/** [MS-FSCC] §2.1.2.1: no reparse point is longer. */
const MOST_REPARSE_BYTES = 16 << 10;
const HEAD_BYTES = 8;

const unixTypes: Readonly<Record<number, EntryType>> = {
  [FOLDER]: 'dir',
  [LINK]: 'symlink',
  [CHARACTER_DEVICE]: 'char-device',
  [BLOCK_DEVICE]: 'block-device',
  [FIFO]: 'fifo',
  [SOCKET]: 'socket',
};

/** What an entry tells of a file beside its name. @throws Failure `source-damaged`, `source-truncated`, `source-unreadable` */
export async function factsOfDentry(
  images: WimImages,
  dentry: Dentry,
): Promise<Omit<VolumeEntry, 'name' | 'identity'>> {
  const point = dentry.reparseTag === undefined ? undefined : await reparsePointOf(images, dentry);
  const type = typeOfDentry(dentry, point);
  const { unix, modifiedAtMs } = dentry;
  return {
    type,
    sizeBytes: type === 'file' && dentry.reparseTag === undefined ? sizeOf(images, dentry) : 0,
    modifiedAtMs,
    ...(unix && unixFacts(unix, type)),
    ...(point?.kind === 'link' && { target: utf8(point.target) }),
    ...(dentry.hasStreams && { hasAttributes: true }),
  };
}

/** The tag stands in the entry, the rest of the reparse point is its content. */
async function reparsePointOf(
  { blobs, medium }: WimImages,
  { content, reparseTag = 0 }: Dentry,
): Promise<ReparsePoint | undefined> {
  const resource = content === undefined ? undefined : blobs.contents.get(content);
  const data = resource ? await bytesOf(medium.open(resource))(0, MOST_REPARSE_BYTES) : new Uint8Array(0);
  const whole = new Uint8Array(HEAD_BYTES + data.length);
  u32le.write(whole, 0, reparseTag);
  u16le.write(whole, 4, data.length);
  whole.set(data, HEAD_BYTES);
  return readReparsePoint(whole);
}

function typeOfDentry({ unix, isFolder }: Dentry, point: ReparsePoint | undefined): EntryType {
  if (point?.kind === 'link') return 'symlink';
  return (unix && unixTypes[typeOf(unix.mode)]) ?? (isFolder ? 'dir' : 'file');
}

function unixFacts({ userId, groupId, mode, device }: UnixFacts, type: EntryType) {
  const isDevice = type === 'char-device' || type === 'block-device';
  // As Linux keeps it: 12 bits of the major number, 20 of the minor one.
  const numbers = { major: (device >>> 8) & 0xfff, minor: (device & 0xff) | ((device >>> 12) & 0xfff00) };
  return { permissions: mode & 0o7777, userId, groupId, ...(isDevice && { device: numbers }) };
}

function sizeOf({ blobs }: WimImages, { content }: Dentry): number {
  return content === undefined ? 0 : (blobs.contents.get(content)?.sizeBytes ?? 0);
}
