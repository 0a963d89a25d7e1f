import { le32 } from '../../codec/little.ts';
import { latin1 } from '../../codec/text.ts';
import { readUtf16le } from '../../codec/utf16.ts';
import type { DeviceNumber } from '../posix/file-mode.ts';

/** What Interix and ntfs-3g keep in system files. */
export type Interix =
  | { readonly kind: 'link'; readonly target: string }
  | { readonly kind: 'char-device' | 'block-device'; readonly device: DeviceNumber };

const MARK_BYTES = 8;
/** Two numbers of 64 bits. */
const DEVICE_BYTES = MARK_BYTES + 16;
/** A mark and a path of 4095 characters. */
export const MOST_INTERIX_BYTES = MARK_BYTES + 2 * 4096;

/** Undefined for a file that is only a system file. */
export function readInterix(content: Uint8Array): Interix | undefined {
  const mark = latin1(content.subarray(0, MARK_BYTES));
  if (mark === 'IntxLNK\x01') return { kind: 'link', target: readUtf16le(content.subarray(MARK_BYTES)) };
  const kind = mark === 'IntxCHR\0' ? 'char-device' : mark === 'IntxBLK\0' ? 'block-device' : undefined;
  if (!kind || content.length !== DEVICE_BYTES) return undefined;
  return { kind, device: { major: le32(content, MARK_BYTES), minor: le32(content, MARK_BYTES + 8) } };
}
