import type { FoundFacts } from '../../../contract/failure/source-reasons.ts';
import { readChecksums } from '../../checksum/checksum-lines.ts';
import { decodedText } from '../../checksum/decoded-text.ts';
import { cueFiles } from '../../containers/discs/cue-sheet.ts';

const BLOCK_BYTES = 512;

/**
 * What a text is: a page, an answer of a server, a list of checksums. Undefined for what is no text. A disk begins with
 * bytes that no text holds; whole blocks of letters without a blank or a break between them are left alone.
 */
export function textKind(first: Uint8Array): FoundFacts | undefined {
  const sheet = sheetKind(first);
  if (sheet) return sheet;
  const text = decoded(first);
  if (text === undefined) return undefined;
  const inner = text.replace(/^\ufeff/, '').trimStart();
  if (isPage(inner)) return { reason: 'web-page' };
  if (/^d\d{1,3}:(announce|info|comment|creat)/.test(inner)) return { reason: 'torrent' };
  if (!isText(text, first.length)) return undefined;
  if (/^version https:..git-lfs/.test(inner)) return { reason: 'lfs-pointer' };
  if (inner.startsWith('<')) return { reason: 'text', format: 'XML' };
  if (/^[{[]/.test(inner)) return { reason: 'text', format: 'JSON' };
  const { lines, strangeLines } = readChecksums(inner);
  return lines.length > strangeLines.length ? { reason: 'checksum-file' } : { reason: 'text', format: '' };
}

/** Sheets that say where the tracks of a disc are hold names in any encoding. */
function sheetKind(first: Uint8Array): FoundFacts | undefined {
  const text = decodedText(first).replace(/^\ufeff/, '');
  if (text.includes('\0')) return undefined;
  if (/^\s*\[CloneCD\]/i.test(text)) return { reason: 'text', format: 'CCD' };
  return cueFiles(text).some(({ tracks }) => tracks.length > 0)
    ? { reason: 'text', format: 'CUE' }
    : undefined;
}

/** Of both byte orders of UTF-16 when a mark says so, otherwise one character a byte. */
function decoded(first: Uint8Array): string | undefined {
  const bytes = Buffer.from(first);
  if (first[0] === 0xff && first[1] === 0xfe) return bytes.toString('utf16le');
  if (first[0] === 0xfe && first[1] === 0xff)
    return bytes
      .subarray(0, first.length & ~1)
      .swap16()
      .toString('utf16le');
  return bytes.toString('utf8');
}

/** HTML behind marks, declarations and comments: servers put all of them in front of it. */
function isPage(text: string): boolean {
  let left = text.slice(0, 4096);
  for (let skipped = skipAside(left); skipped !== left; skipped = skipAside(left)) left = skipped;
  return /^<(!doctype\s+html|html|head|body)\b/i.test(left);
}

function skipAside(text: string): string {
  const end = text.startsWith('<!--') ? '-->' : text.startsWith('<?') ? '?>' : undefined;
  if (end === undefined) return text;
  const at = text.indexOf(end);
  return at < 0 ? text : text.slice(at + end.length).trimStart();
}

function isText(text: string, lengthBytes: number): boolean {
  if (/[\0-\x08\x0e-\x1a\x1c-\x1f\x7f]|\ufffd./s.test(text)) return false;
  return lengthBytes % BLOCK_BYTES !== 0 || /[\n\r\t ]/.test(text);
}
