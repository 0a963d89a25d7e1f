import { rawLayoutOf } from '../../../bytes/formats/cdrom/raw-sector.ts';
import type { FoundFacts } from '../../../contract/failure/source-reasons.ts';
import { magics } from '../../containers/magics.ts';
import { isPgpPacket } from './pgp.ts';
import { textKind } from './text-kind.ts';

const SIGNATURE_AT_BYTE = 510;
const ISO_AT_BYTE = 32_769;
const GPT_AT_BYTE = 512;

/** What people take for an image by mistake, by its first bytes. Undefined for what may be one. */
export function kindOf(first: Uint8Array): FoundFacts | undefined {
  if (first.length === 0) return { reason: 'empty' };
  // Hybrid images may begin with anything.
  if (isImage(first)) return undefined;
  const known = magics.find(({ atByte = 0, magic }) =>
    magic.every((byte, index) => first[atByte + index] === byte),
  );
  if (known) return known.is;
  if (isOldTar(first)) return { reason: 'tar' };
  if (rawLayoutOf(first)) return { reason: 'raw-sectors' };
  return isPgpPacket(first) ? { reason: 'pgp' } : textKind(first);
}

/** The volume of a disc, a boot sector or a partition table. */
export function isImage(first: Uint8Array): boolean {
  return (
    textAt(first, ISO_AT_BYTE, 'CD001') ||
    textAt(first, ISO_AT_BYTE, 'BEA01') ||
    textAt(first, GPT_AT_BYTE, 'EFI PART') ||
    textAt(first, SIGNATURE_AT_BYTE, '\x55\xaa')
  );
}

function textAt(bytes: Uint8Array, atByte: number, text: string): boolean {
  return Buffer.from(bytes.subarray(atByte, atByte + text.length)).toString('latin1') === text;
}

const HEADER_BYTES = 512;
const SUM_AT_BYTE = 148;
const SUM_BYTES = 8;

/** Before POSIX a tar had no magic: the sum of its header with blanks for the sum itself (tar(5), "Old-Style Archive Format"). */
function isOldTar(first: Uint8Array): boolean {
  if (first.length < HEADER_BYTES || first[0] === 0) return false;
  const stored = Buffer.from(first.subarray(SUM_AT_BYTE, SUM_AT_BYTE + SUM_BYTES)).toString('latin1');
  if (!/^[ 0-7]{1,6}[0-7 ]?[\0 ]{1,2}$/.test(stored)) return false;
  const header = first.slice(0, HEADER_BYTES).fill(0x20, SUM_AT_BYTE, SUM_AT_BYTE + SUM_BYTES);
  return header.reduce((sum, byte) => sum + byte, 0) === Number.parseInt(stored.trim(), 8);
}
