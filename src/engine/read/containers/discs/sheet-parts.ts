import { isMarked } from '../../../bytes/formats/cdrom/raw-sector.ts';
import { decodedText } from '../../checksum/decoded-text.ts';
import { namedBeside } from '../name-beside.ts';
import { isPlainName } from '../plain-name.ts';
import { cueFiles } from './cue-sheet.ts';
import { imageNameOf } from './open-ccd.ts';
import { plainNameOf } from './open-cue.ts';
import { dataNameOf } from './open-mds.ts';
import { sheetNames } from './told-tracks.ts';

const MDS_MAGIC = 'MEDIA DESCRIPTOR';

/** The files beside a sheet that it is about, as they are called there, or the sheet beside raw sectors; none for what is neither. */
export function sheetParts(path: string, bytes: Uint8Array): readonly string[] {
  const text = decodedText(bytes);
  const found = saidParts(path, text, bytes).filter(isPlainName);
  const there = found.map((name) => namedBeside(path, name));
  return [...new Set(there.filter((name) => name !== undefined))];
}

function saidParts(path: string, text: string, bytes: Uint8Array): readonly string[] {
  if (isMarked(bytes, 0)) return sheetNames(path);
  if (text.startsWith(MDS_MAGIC)) return [dataNameOf(path)];
  if (/^\ufeff?\s*\[CloneCD\]/i.test(text)) return [imageNameOf(path)];
  return text.includes('\0') ? [] : cueFiles(text).map(({ name }) => plainNameOf(name));
}
