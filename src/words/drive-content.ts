import type { DriveContent } from '../engine/contract/failure/drive-content.ts';
import { cleanText } from './clean.ts';
import { t } from './language.ts';

/** Kinds of tables as people name them; others by blkid's name. */
const TABLES = new Map([
  ['gpt', 'GPT'],
  ['dos', 'MBR'],
  ['PMBR', 'MBR'],
  ['mac', 'Apple'],
  ['bsd', 'BSD'],
  ['sun', 'Sun'],
  ['sgi', 'SGI'],
  ['dasd', 'DASD'],
]);

/** What stands on a drive without parts; undefined: nobody looked. */
export function driveContentText(content: DriveContent | undefined): string {
  const words = t().driveContents;
  switch (content?.kind) {
    case 'blank':
      return words.blank;
    case 'data':
      return words.data;
    case 'table':
      return words.table(TABLES.get(content.table) ?? cleanText(content.table));
    case 'unread':
      return ['EACCES', 'EPERM'].includes(content.errno) ? words.closed : words.unread(content.errno);
    case undefined:
      return words.notKnown;
  }
}
