import { latin1, writeLatin1 } from '../../codec/text.ts';

/** The end of an archive is an entry of this name. */
export const CPIO_TRAILER = 'TRAILER!!!';
export const CPIO_HEADER_BYTES = 110;
const MAGIC = '070701';

/** An entry as the kernel unpacks it: Documentation/driver-api/early-userspace/buffer-format.rst. */
export interface CpioEntry {
  /** A byte string without a slash before it. */
  readonly path: string;
  /** Its kind and permissions, as in `st_mode`. */
  readonly mode: number;
  readonly inode: number;
  readonly links: number;
  readonly modifiedAtSeconds: number;
  readonly sizeBytes: number;
}

/** Its header and name, filled up to a multiple of 4; content filled up the same way comes behind it. Owner and group are root. */
export function encodeCpioHead(entry: CpioEntry): Uint8Array {
  const { path, mode, inode, links, modifiedAtSeconds, sizeBytes } = entry;
  const nameBytes = path.length + 1;
  const fields = [inode, mode, 0, 0, links, modifiedAtSeconds, sizeBytes, 0, 0, 0, 0, nameBytes, 0];
  const head = MAGIC + fields.map((value) => value.toString(16).toUpperCase().padStart(8, '0')).join('');
  const bytes = new Uint8Array(paddedToWord(CPIO_HEADER_BYTES + nameBytes));
  writeLatin1(bytes, 0, head + path);
  return bytes;
}

/** The fields of a header, and how long the name behind it is with its NUL; undefined for what is none. */
export function parseCpioHead(
  bytes: Uint8Array,
): (Omit<CpioEntry, 'path'> & { readonly nameBytes: number }) | undefined {
  const text = latin1(bytes.subarray(0, CPIO_HEADER_BYTES));
  if (!/^070701[0-9A-Fa-f]{104}$/.test(text)) return undefined;
  const fieldAt = (index: number): number => Number.parseInt(text.slice(6 + 8 * index, 14 + 8 * index), 16);
  return {
    inode: fieldAt(0),
    mode: fieldAt(1),
    links: fieldAt(4),
    modifiedAtSeconds: fieldAt(5),
    sizeBytes: fieldAt(6),
    nameBytes: fieldAt(11),
  };
}

/** Everything in it begins at a multiple of 4 bytes. */
export function paddedToWord(lengthBytes: number): number {
  return Math.ceil(lengthBytes / 4) * 4;
}
