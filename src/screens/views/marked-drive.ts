import { type Drive, mountsOf } from '../../engine/ports/drive.ts';
import { bodyColumns, type Look, short } from '../look/look.ts';
import { displayWidth } from '../look/width.ts';
import { isOnlyMounted, type Purpose } from '../wizard/drive-list.ts';
import type { Columns } from './drive-columns.ts';
import { contentText, identityRows, modelText } from './drive-words.ts';

/** About the drive under the cursor, so that a person can be sure. */
export function detailLines(drive: Drive, widths: Columns, look: Look): string[] {
  const isCut = displayWidth(modelText(drive)) > widths.model;
  const rows = [...identityRows(drive).slice(isCut ? 0 : 1), ['holds', contentText(drive)] as const];
  return rows.map(([label, text]) => short(`  ${label.padEnd(7)} ${text}`, bodyColumns(look), look));
}

/** What will be unmounted comes first. */
export function warningTexts(drive: Drive | undefined, purpose: Purpose): string[] {
  if (drive === undefined) return [];
  const mounts = purpose === 'write' && isOnlyMounted(drive) ? mountsOf(drive) : [];
  return [
    ...(mounts.length > 0 ? [`unmounted first: ${mounts.join(', ')}`] : []),
    ...drive.warnings.map(({ text }) => text),
  ];
}
