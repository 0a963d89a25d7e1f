import { decodedText } from '../../checksum/decoded-text.ts';
import { bytesIn, demand, type Suspect } from '../checked-bytes.ts';

/** Sheets are some kilobytes; what is longer is none. */
export const MOST_SHEET_BYTES = 1 << 20;

/** @throws Failure `source-damaged` */
export async function sheetText(file: Suspect, format: string): Promise<string> {
  demand(file.sizeBytes <= MOST_SHEET_BYTES, file, format, 'sheetBytes', file.sizeBytes);
  return decodedText(await bytesIn(file, 0, file.sizeBytes)).replace(/^\ufeff/, '');
}
