import { latin1 } from '../../codec/text.ts';

/** What an archive begins with. ar(5), System V and GNU. */
export const AR_MAGIC = '!<arch>\n';
export const AR_HEADER_BYTES = 60;

export interface ArMember {
  readonly name: string;
  readonly sizeBytes: number;
}

/**
 * The header of a member: name, time, owner, mode and size as blank-padded text, and two bytes that end it. deb(5) allows short names
 * only. Undefined for what is none.
 */
export function parseArHeader(bytes: Uint8Array): ArMember | undefined {
  const text = latin1(bytes.subarray(0, AR_HEADER_BYTES));
  const size = text.slice(48, 58).trim();
  if (text.length < AR_HEADER_BYTES || text.slice(58) !== '`\n' || !/^\d+$/.test(size)) return undefined;
  return { name: text.slice(0, 16).trimEnd().replace(/\/$/, ''), sizeBytes: Number(size) };
}
