import type { Drive } from '../../engine/contract/ports/drive.ts';
import { t } from '../../words/language.ts';
import { topNamesLabel, topNamesText } from '../../words/top-names.ts';
import { bodyColumns, type Look } from '../look/look.ts';
import { displayWidth } from '../look/width.ts';
import { driveId } from '../wizard/drive-list.ts';
import type { Tops } from '../wizard/state.ts';
import { fact } from './fact.ts';
import type { Row } from './row.ts';

/** What is lost by the names at the top of a drive's file systems: one line each, in the order they lie on it. */
export function topRows(drive: Drive, tops: Tops, look: Look): Row[] {
  const found = tops[driveId(drive)] ?? [];
  const { labelColumns } = t().screens.frame;
  const columns = bodyColumns(look) - labelColumns;
  return found.flatMap((top, index) => {
    const before = found.length > 1 ? `${topNamesLabel(top)}: ` : '';
    const fits = (text: string) => displayWidth(before + text) <= columns;
    return fact(index === 0 ? t().driveContents.files : '', before + topNamesText(top, fits), look);
  });
}
