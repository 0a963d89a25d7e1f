import { present } from '../../../contract/failure/present.ts';
import { raw } from '../../codec/fixed.ts';
import { le32 } from '../../codec/little.ts';
import { u16le, u32le } from '../../codec/numbers.ts';
import { field, struct } from '../../codec/struct.ts';
import { u64le } from '../../codec/u64.ts';
import { readUtf16le } from '../../codec/utf16.ts';
import { fileTime } from '../windows/file-time.ts';
import { hashText } from './blob-table.ts';

/** DIRENTRY. Windows Imaging File Format (WIM), "Directory Entry"; what stands at 0x58 as wimlib tells it. */
const dentryHead = struct('wimDentry', 102, [
  field('lengthBytes', u64le, 'liLength'),
  field('attributes', u32le, 'dwAttributes'),
  field('securityId', u32le, 'dwSecurityId'),
  field('childrenAt', u64le, 'liSubdirOffset'),
  field('unused', raw(16), 'unused'),
  field('createdAtMs', fileTime, 'liCreationTime'),
  field('readAtMs', fileTime, 'liLastAccessTime'),
  field('modifiedAtMs', fileTime, 'liLastWriteTime'),
  field('sha1', raw(20), 'bHash'),
  field('unused2', u32le, 'dwUnused'),
  field('linkGroupLow', u32le, 'dwReparseTag / liHardLink'),
  field('linkGroupHigh', u32le, 'dwReparseReserved / liHardLink'),
  field('streams', u16le, 'wStreams'),
  field('shortNameBytes', u16le, 'wShortNameLength'),
  field('nameBytes', u16le, 'wFileNameLength'),
]);

/** STREAMENTRY, behind the entry. */
const streamHead = struct('wimStream', 38, [
  field('lengthBytes', u64le, 'liLength'),
  field('unused', raw(8), 'liUnused'),
  field('sha1', raw(20), 'bHash'),
  field('nameBytes', u16le, 'wStreamNameLength'),
]);

const FOLDER = 0x10;
const REPARSE_POINT = 0x400;
const ENCRYPTED = 0x4000;
/** An entry of this length ends a folder. */
const END_BYTES = 8;
const NOTHING = '0'.repeat(40);
/** Of what wimlib keeps of Unix: user, group, mode, device. */
const UNIX_TAG = 0x337dd873;
const UNIX_BYTES = 16;
const ignore = { onNote: () => {} };

export interface UnixFacts {
  readonly userId: number;
  readonly groupId: number;
  readonly mode: number;
  readonly device: number;
}

export interface Dentry {
  readonly name: string;
  readonly isFolder: boolean;
  readonly isEncrypted: boolean;
  /** Of a file or folder that is one; its content is the rest of the reparse point. */
  readonly reparseTag: number | undefined;
  /** Where the entries of a folder begin in the tree; 0 for a folder without. */
  readonly childrenAt: number;
  readonly modifiedAtMs: number | undefined;
  /** SHA-1 of the content; undefined for none. */
  readonly content: string | undefined;
  readonly hasStreams: boolean;
  /** The same for the names of one file; undefined for a file of one name. */
  readonly linkGroup: string | undefined;
  readonly unix: UnixFacts | undefined;
  /** Where the next one begins. */
  readonly nextAt: number;
}

/** An entry of a tree; `end` behind the last one of a folder, undefined for a broken one. */
export function readDentry(tree: Uint8Array, atByte: number): Dentry | 'end' | undefined {
  if (!(atByte + END_BYTES <= tree.length)) return undefined;
  const lengthBytes = le32(tree, atByte) + le32(tree, atByte + 4) * 2 ** 32;
  if (lengthBytes <= END_BYTES) return 'end';
  if (lengthBytes < dentryHead.sizeBytes || atByte + lengthBytes > tree.length) return undefined;
  const head = dentryHead.decode(tree, { atByte, ...ignore });
  const nameAt = atByte + dentryHead.sizeBytes;
  const namesEnd = nameAt + head.nameBytes + 2 + (head.shortNameBytes > 0 ? head.shortNameBytes + 2 : 0);
  if (nameAt + head.nameBytes > atByte + lengthBytes) return undefined;
  const streams = streamsAt(tree, aligned(atByte + lengthBytes), head.streams);
  if (!streams) return undefined;
  const isReparse = (head.attributes & REPARSE_POINT) !== 0;
  const group = `${head.linkGroupHigh}-${head.linkGroupLow}`;
  return {
    name: readUtf16le(tree.subarray(nameAt, nameAt + head.nameBytes)),
    isFolder: (head.attributes & FOLDER) !== 0,
    isEncrypted: (head.attributes & ENCRYPTED) !== 0,
    reparseTag: isReparse ? head.linkGroupLow : undefined,
    childrenAt: head.childrenAt,
    modifiedAtMs: head.modifiedAtMs,
    content: known(hashText(head.sha1)) ?? streams.content,
    hasStreams: streams.areNamed,
    linkGroup: isReparse || group === '0-0' ? undefined : group,
    unix: unixFacts(tree.subarray(aligned(namesEnd), atByte + lengthBytes)),
    nextAt: streams.endAt,
  };
}

function known(hash: string): string | undefined {
  return hash === NOTHING ? undefined : hash;
}

/** Counted from the beginning of the tree. */
function aligned(at: number): number {
  return Math.ceil(at / 8) * 8;
}

/** The streams of an entry: the one without a name is its content. */
function streamsAt(tree: Uint8Array, from: number, count: number) {
  let endAt = from;
  let content: string | undefined;
  let areNamed = false;
  for (let left = count; left > 0; left--) {
    if (endAt + streamHead.sizeBytes > tree.length) return undefined;
    const { lengthBytes, sha1, nameBytes } = streamHead.decode(tree, { atByte: endAt, ...ignore });
    if (!(lengthBytes >= streamHead.sizeBytes) || endAt + lengthBytes > tree.length) return undefined;
    if (nameBytes > 0) areNamed = true;
    else content ??= known(hashText(sha1));
    endAt = aligned(endAt + lengthBytes);
  }
  return { endAt, content, areNamed };
}

/** Items behind the names: a tag, a length, and so many bytes. */
function unixFacts(items: Uint8Array): UnixFacts | undefined {
  for (let at = 0; at + 8 <= items.length; ) {
    const lengthBytes = le32(items, at + 4);
    const end = at + 8 + lengthBytes;
    if (end > items.length) return undefined;
    if (le32(items, at) === UNIX_TAG && lengthBytes >= UNIX_BYTES) {
      const numbers = [8, 12, 16, 20].map((place) => le32(items, at + place));
      const [userId, groupId, mode, device] = numbers.map(present);
      return {
        userId: present(userId),
        groupId: present(groupId),
        mode: present(mode),
        device: present(device),
      };
    }
    at = aligned(end);
  }
  return undefined;
}

/** Where the root is: behind the security data, which tells its own length. */
export function rootAt(tree: Uint8Array): number | undefined {
  return tree.length < 8 ? undefined : aligned(Math.max(8, le32(tree, 0)));
}
