import { type Drive, mountsOf } from '../../engine/contract/ports/drive.ts';
import { t } from '../../words/language.ts';
import { warningText } from '../../words/refusals.ts';
import { fill } from '../look/fit.ts';
import { bodyColumns, type Look, short } from '../look/look.ts';
import { displayWidth } from '../look/width.ts';
import { isOnlyMounted } from '../wizard/drive-list.ts';
import type { Purpose } from '../wizard/purpose.ts';
import type { Columns } from './drive-columns.ts';
import { contentText, identityRows, lostText, modelText } from './drive-words.ts';

const NARROW_COLUMNS = 56;

/** About the drive under the cursor, so that a person can be sure: what would be lost first, then what identifies it. */
export function detailLines(drive: Drive, widths: Columns, look: Look): string[] {
  const isCut = displayWidth(modelText(drive)) > widths.model;
  const [name, size, serial, ...ids] = identityRows(drive);
  const holds = [t().screens.drive.holds, contentText(drive)] as const;
  const isHidden = displayWidth(lostText(drive)) > widths.content;
  const rows = [...(isHidden ? [holds] : []), ...(isCut ? [name] : []), serial, size, ...ids].filter(
    (one) => one !== undefined,
  );
  const widest = Math.max(...rows.map(([label]) => displayWidth(label)), 7);
  const isNarrow = look.columns < NARROW_COLUMNS;
  return rows.map((one) => {
    const [label, text] = one;
    // What is lost needs its room more than a label.
    const line = isNarrow && one === holds ? `  ${text}` : `  ${fill(label, widest)} ${text}`;
    return short(line, bodyColumns(look), look);
  });
}

/** Reasons against writing to a drive that say it is at work. */
const AT_WORK: ReadonlySet<string> = new Set(['system-drive', 'boot-drive', 'mounted', 'swap', 'held']);

const isInUse = ({ refusals }: Drive): boolean => refusals.some(({ code }) => AT_WORK.has(code));

/** What will be unmounted comes first. Of a drive that is only read nothing is lost: it must only hold still. */
export function warningTexts(drive: Drive | undefined, purpose: Purpose): string[] {
  if (drive === undefined) return [];
  if (purpose === 'saved') return isInUse(drive) ? [t().screens.target.inUse] : [];
  const mounts = purpose === 'written' && isOnlyMounted(drive) ? mountsOf(drive) : [];
  return [
    ...(mounts.length > 0 ? [t().screens.drive.unmountedFirst(mounts.join(', '))] : []),
    ...drive.warnings.map(warningText),
  ];
}
