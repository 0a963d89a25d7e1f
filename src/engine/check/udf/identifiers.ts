import { be16, le16, le32, SECTOR } from '../bytes.ts';
import type { ImageView } from '../image-view.ts';
import type { ParsedEntry } from './file-entry.ts';
import type { Partition } from './partition.ts';
import { checkTag, IDENTIFIER, tagIdentifier } from './tag.ts';

/** One name in a directory. ECMA-167 4/14.4. */
export interface ParsedIdentifier {
  readonly atByte: number;
  readonly isParent: boolean;
  readonly isDirectory: boolean;
  readonly entryBlock: number;
}

const HEAD_BYTES = 38;
const DIRECTORY = 0x02;
const DELETED = 0x04;
const PARENT = 0x08;
const NARROW = 8;
const WIDE = 16;

/** The names of a directory, the parent's first. */
export async function readIdentifiers(
  view: ImageView,
  partition: Partition,
  directory: ParsedEntry,
): Promise<ParsedIdentifier[]> {
  const content = await contentOf(view, partition, directory);
  if (!content) return [];
  const { bytes, blockAt, byteAt } = content;
  const found: ParsedIdentifier[] = [];
  const names = new Set<string>();
  for (let at = 0; at < bytes.length; ) {
    const head = bytes.subarray(at);
    const size = head.length < HEAD_BYTES ? 0 : (HEAD_BYTES + head[19]! + le16(head, 36) + 3) & ~3;
    if (size === 0 || size > head.length || tagIdentifier(head) !== IDENTIFIER) {
      view.report('udf.identifier.length', byteAt(at), 'no identifier that fits');
      break;
    }
    const identifier = head.subarray(0, size);
    checkTag(view, identifier, { atByte: byteAt(at), location: blockAt(at) });
    const flags = identifier[18]!;
    if (!(flags & DELETED)) {
      checkName(view, identifier, byteAt(at), names);
      found.push({
        atByte: byteAt(at),
        isParent: (flags & PARENT) !== 0,
        isDirectory: (flags & DIRECTORY) !== 0,
        entryBlock: le32(identifier, 24),
      });
    }
    at += size;
  }
  return found;
}

interface Content {
  readonly bytes: Uint8Array;
  /** Block of the partition, and byte of the image, where a byte of the content lies. */
  readonly blockAt: (at: number) => number;
  readonly byteAt: (at: number) => number;
}

/** What a directory holds; larger than this is no directory. */
const MOST_BYTES = 256 << 20;

async function contentOf(
  view: ImageView,
  partition: Partition,
  { embedded, runs, lengthBytes, block, atByte }: ParsedEntry,
): Promise<Content | undefined> {
  if (embedded) return { bytes: embedded, blockAt: () => block, byteAt: () => atByte };
  if (lengthBytes > MOST_BYTES) {
    view.report('check.too-large', atByte, `a directory of ${lengthBytes} bytes`);
    return undefined;
  }
  const parts: Uint8Array[] = [];
  const blocks: number[] = [];
  for (const run of runs) {
    const bytes = await view.bytes(partition.atByte(run.block), run.lengthBytes);
    if (!bytes) return undefined;
    parts.push(bytes.slice());
    for (let i = 0; i < Math.ceil(run.lengthBytes / SECTOR); i++) blocks.push(run.block + i);
  }
  const blockAt = (at: number) => blocks[Math.floor(at / SECTOR)]!;
  const byteAt = (at: number) => partition.atByte(blockAt(at)) + (at % SECTOR);
  return { bytes: Buffer.concat(parts), blockAt, byteAt };
}

/** A compression id, whole characters, and no name twice. UDF §2.1.1. */
function checkName(view: ImageView, identifier: Uint8Array, atByte: number, names: Set<string>): void {
  const start = HEAD_BYTES + le16(identifier, 36);
  const length = identifier[19]!;
  if (length === 0) return;
  const id = identifier[start]!;
  const wrong = (detail: string) => view.report('udf.identifier.name', atByte, detail);
  if (id !== NARROW && id !== WIDE) {
    wrong(`compression ${id}`);
    return;
  }
  if (length < 2 || (id === WIDE && length % 2 === 0)) {
    wrong(`${length} bytes`);
    return;
  }
  const name =
    id === NARROW ? narrow(identifier, start + 1, length - 1) : wide(identifier, start + 1, (length - 1) / 2);
  if (names.has(name)) wrong(`${JSON.stringify(name)} twice`);
  names.add(name);
}

function narrow(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}

function wide(bytes: Uint8Array, at: number, units: number): string {
  return String.fromCharCode(...Array.from({ length: units }, (_, i) => be16(bytes, at + 2 * i)));
}
