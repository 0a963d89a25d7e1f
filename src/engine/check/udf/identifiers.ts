import type { RuleFacts } from '../../contract/events/deviation.ts';
import { be16, le16, le32 } from '../bytes.ts';
import type { ImageView } from '../image-view.ts';
import { contentOf } from './content.ts';
import type { ParsedEntry } from './file-entry.ts';
import type { Partitions } from './partitions.ts';
import type { Place } from './space.ts';
import { checkTag, IDENTIFIER, tagIdentifier } from './tag.ts';

/** One name in a directory. ECMA-167 4/14.4. */
export interface ParsedIdentifier {
  readonly atByte: number;
  readonly isParent: boolean;
  readonly isDirectory: boolean;
  readonly entry: Place;
}

const HEAD_BYTES = 38;
const DIRECTORY = 0x02;
const DELETED = 0x04;
const PARENT = 0x08;
const NARROW = 8;
const WIDE = 16;
/** What a directory holds; larger than this is no directory. */
const MOST_BYTES = 64 << 20;

/** The names of a directory, the parent's first. */
export async function readIdentifiers(
  view: ImageView,
  partitions: Partitions,
  directory: ParsedEntry,
): Promise<ParsedIdentifier[]> {
  const content = await contentOf(view, partitions, directory, MOST_BYTES);
  if (!content) return [];
  const { bytes, blockAt, byteAt } = content;
  const found: ParsedIdentifier[] = [];
  const names = new Set<string>();
  for (let at = 0; at < bytes.length; ) {
    const head = bytes.subarray(at);
    const size = head.length < HEAD_BYTES ? 0 : (HEAD_BYTES + (head[19] ?? 0) + le16(head, 36) + 3) & ~3;
    if (size === 0 || size > head.length || tagIdentifier(head) !== IDENTIFIER) {
      view.report('udf.identifier.length', byteAt(at));
      break;
    }
    const identifier = head.subarray(0, size);
    checkTag(view, identifier, { atByte: byteAt(at), location: blockAt(at) });
    const flags = identifier[18] ?? 0;
    if (!(flags & DELETED)) {
      checkName(view, identifier, byteAt(at), names);
      found.push({
        atByte: byteAt(at),
        isParent: (flags & PARENT) !== 0,
        isDirectory: (flags & DIRECTORY) !== 0,
        entry: { block: le32(identifier, 24), partition: le16(identifier, 28) },
      });
    }
    at += size;
  }
  return found;
}

/** A compression id, whole characters, and no name twice. UDF §2.1.1. */
function checkName(view: ImageView, identifier: Uint8Array, atByte: number, names: Set<string>): void {
  const start = HEAD_BYTES + le16(identifier, 36);
  const length = identifier[19] ?? 0;
  if (length === 0) return;
  const id = identifier[start] ?? 0;
  const wrong = (found: RuleFacts) => view.report('udf.identifier.name', atByte, found);
  if (id !== NARROW && id !== WIDE) {
    wrong({ type: id });
    return;
  }
  if (length < 2 || (id === WIDE && length % 2 === 0)) {
    wrong({ bytes: length });
    return;
  }
  const name =
    id === NARROW ? narrow(identifier, start + 1, length - 1) : wide(identifier, start + 1, (length - 1) / 2);
  if (names.has(name)) wrong({ text: name });
  names.add(name);
}

function narrow(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}

function wide(bytes: Uint8Array, at: number, units: number): string {
  return String.fromCharCode(...Array.from({ length: units }, (_, i) => be16(bytes, at + 2 * i)));
}
