import { le16, le32 } from '../../codec/little.ts';
import { readUtf16le } from '../../codec/utf16.ts';

/** What stands in the place of a file or folder. [MS-FSCC] §2.1.2. */
export type ReparsePoint =
  | { readonly kind: 'link'; readonly target: string }
  /** Of Linux under Windows; which device it is stands elsewhere. */
  | { readonly kind: 'socket' | 'fifo' | 'char-device' | 'block-device'; readonly device?: undefined }
  /** Compressed by the Windows overlay filter: 0 XPRESS 4K, 1 LZX, 2 XPRESS 8K, 3 XPRESS 16K. [MS-FSCC] §2.1.2.5. */
  | { readonly kind: 'overlay'; readonly algorithm: number }
  | { readonly kind: 'deduplicated' }
  | { readonly kind: 'other' };

/** [MS-FSCC] §2.1.2.1. */
const tags = {
  mountPoint: 0xa0000003,
  symlink: 0xa000000c,
  linuxSymlink: 0xa000001d,
  socket: 0x80000023,
  fifo: 0x80000024,
  characterDevice: 0x80000025,
  blockDevice: 0x80000026,
  deduplication: 0x80000013,
  overlay: 0x80000017,
} as const;

const special: Readonly<Record<number, ReparsePoint>> = {
  [tags.socket]: { kind: 'socket' },
  [tags.fifo]: { kind: 'fifo' },
  [tags.characterDevice]: { kind: 'char-device' },
  [tags.blockDevice]: { kind: 'block-device' },
  [tags.deduplication]: { kind: 'deduplicated' },
};

const HEAD_BYTES = 8;
const OVERLAY_OF_FILES = 2;

/** Undefined for a broken one. Targets have slashes, as links of other file systems. */
export function readReparsePoint(bytes: Uint8Array): ReparsePoint | undefined {
  if (bytes.length < HEAD_BYTES) return undefined;
  const tag = le32(bytes, 0);
  const data = bytes.subarray(HEAD_BYTES, HEAD_BYTES + le16(bytes, 4));
  if (tag === tags.symlink) return linkIn(data, 12);
  if (tag === tags.mountPoint) return linkIn(data, 8);
  // A number, then the target in UTF-8.
  if (tag === tags.linuxSymlink) return { kind: 'link', target: utf8(data.subarray(4)) };
  if (tag === tags.overlay) return overlayIn(data);
  return special[tag] ?? { kind: 'other' };
}

/** [MS-FSCC] §2.1.2.4 and §2.1.2.5: places of two names; the first is the one that is followed. */
function linkIn(data: Uint8Array, namesAt: number): ReparsePoint | undefined {
  if (data.length < namesAt) return undefined;
  const at = namesAt + le16(data, 0);
  const name = data.subarray(at, at + le16(data, 2));
  if (name.length !== le16(data, 2)) return undefined;
  const target = readUtf16le(name)
    .replace(/^\\\?\?\\/, '')
    .replaceAll('\\', '/');
  return { kind: 'link', target };
}

/** WOF_EXTERNAL_INFO, then FILE_PROVIDER_EXTERNAL_INFO_V1. */
function overlayIn(data: Uint8Array): ReparsePoint | undefined {
  if (data.length < 16) return undefined;
  return le32(data, 4) === OVERLAY_OF_FILES
    ? { kind: 'overlay', algorithm: le32(data, 12) }
    : { kind: 'other' };
}

function utf8(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
