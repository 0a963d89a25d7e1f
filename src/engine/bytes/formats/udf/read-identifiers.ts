import { present } from '../../../contract/failure/present.ts';
import { le16 } from '../../codec/little.ts';
import { fileIdentifier, IS_DIRECTORY, IS_PARENT } from './file-identifier.ts';
import { readTag } from './read-tag.ts';
import { tagIds } from './tag.ts';
import { readCs0 } from './text.ts';

/** One name in a directory. */
export interface ReadIdentifier {
  readonly name: string;
  readonly isDirectory: boolean;
  readonly isParent: boolean;
  /** Of the entry: block, and which partition map counts it. */
  readonly block: number;
  readonly partition: number;
}

/** ECMA-167 4/14.4.3. */
const IS_HIDDEN = 0x01;
const IS_DELETED = 0x04;
/** A hidden file of rewritable media that holds the blocks nobody may use. UDF 1.50 §2.3.13. */
const DEFECTS = 'Non-Allocatable Space';
const LENGTH_MASK = 0x3fffffff;

/**
 * The names in the content of a directory, without deleted ones. Ends at the first descriptor that is none; what is returned
 * at last is how far it went. ECMA-167 4/14.4.
 */
export function* readIdentifiers(content: Uint8Array): Generator<ReadIdentifier, number> {
  let at = 0;
  while (at + fileIdentifier.sizeBytes <= content.length) {
    const lengthBytes = sizeAt(content, at);
    const bytes = content.subarray(at, at + lengthBytes);
    if (bytes.length < lengthBytes || readTag(bytes)?.identifier !== tagIds.fileIdentifier) break;
    const name = nameIn(bytes);
    if (name) yield name;
    at += lengthBytes;
  }
  return at;
}

function nameIn(bytes: Uint8Array): ReadIdentifier | undefined {
  const found = fileIdentifier.decode(bytes, { onNote: () => {} });
  const { characteristics, icb, nameBytes, implementationUseBytes } = found;
  const nameAt = fileIdentifier.sizeBytes + implementationUseBytes;
  const name = readCs0(bytes.subarray(nameAt, nameAt + nameBytes));
  const isDefects = (characteristics & IS_HIDDEN) !== 0 && name === DEFECTS;
  // A place with no length is none: the name was given up. ECMA-167 4/14.4.5.
  if (characteristics & IS_DELETED || (icb.lengthAndKind & LENGTH_MASK) === 0 || isDefects) return undefined;
  return {
    name,
    isDirectory: (characteristics & IS_DIRECTORY) !== 0,
    isParent: (characteristics & IS_PARENT) !== 0,
    block: icb.block,
    partition: icb.partition,
  };
}

/** Fixed fields, implementation use and name, padded to four. ECMA-167 4/14.4.9. */
function sizeAt(content: Uint8Array, at: number): number {
  const implementationUseBytes = le16(content, at + 36);
  return (fileIdentifier.sizeBytes + present(content[at + 19]) + implementationUseBytes + 3) & ~3;
}
