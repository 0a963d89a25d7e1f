import { latin1 } from '../../../bytes/codec/text.ts';
import { present } from '../../../contract/failure/present.ts';

/** Component flags. RRIP §4.1.3.1. */
const CONTINUES = 0x01;
const CURRENT = 0x02;
const PARENT = 0x04;
const ROOT = 0x08;

/**
 * The target that SL fields tell (a byte string), from their bytes behind the version. A part that continues is followed
 * by its rest without a slash. RRIP §4.1.3.
 */
export function linkTarget(fields: readonly Uint8Array[]): string {
  const parts: string[] = [];
  let isOpen = false;
  for (const payload of fields)
    for (let at = 1; at + 2 <= payload.length; at += 2 + present(payload[at + 1])) {
      const flags = present(payload[at]);
      const text = textOf(flags, payload.subarray(at + 2, at + 2 + present(payload[at + 1])));
      if (isOpen) parts.push((parts.pop() ?? '') + text);
      else parts.push(text);
      isOpen = (flags & CONTINUES) !== 0;
    }
  // The root is an empty first component: joined, it becomes the first slash.
  return parts.length === 1 && parts[0] === '' ? '/' : parts.join('/');
}

function textOf(flags: number, text: Uint8Array): string {
  if (flags & CURRENT) return '.';
  if (flags & PARENT) return '..';
  return flags & ROOT ? '' : latin1(text);
}
