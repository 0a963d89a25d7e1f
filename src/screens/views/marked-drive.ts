import { type Drive, mountsOf } from '../../engine/contract/ports/drive.ts';
import { t } from '../../words/language.ts';
import { warningText } from '../../words/refusals.ts';
import { fill } from '../look/fit.ts';
import { bodyColumns, type Look, short } from '../look/look.ts';
import { displayWidth } from '../look/width.ts';
import { isOnlyMounted } from '../wizard/drive-list.ts';
import type { Purpose } from '../wizard/purpose.ts';
import type { Columns } from './drive-columns.ts';
import { contentText, identityRows, modelText } from './drive-words.ts';

/** About the drive under the cursor, so that a person can be sure. */
export function detailLines(drive: Drive, widths: Columns, look: Look): string[] {
  const isCut = displayWidth(modelText(drive)) > widths.model;
  const rows = [
    ...identityRows(drive).slice(isCut ? 0 : 1),
    [t().screens.drive.holds, contentText(drive)] as const,
  ];
  const widest = Math.max(...rows.map(([label]) => displayWidth(label)), 7);
  return rows.map(([label, text]) => short(`  ${fill(label, widest)} ${text}`, bodyColumns(look), look));
}

/** What will be unmounted comes first. */
export function warningTexts(drive: Drive | undefined, purpose: Purpose): string[] {
  if (drive === undefined) return [];
  const mounts = purpose === 'written' && isOnlyMounted(drive) ? mountsOf(drive) : [];
  return [
    ...(mounts.length > 0 ? [t().screens.drive.unmountedFirst(mounts.join(', '))] : []),
    ...drive.warnings.map(warningText),
  ];
}
