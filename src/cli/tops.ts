import type { TopNames, TopPlace } from '../engine/contract/ports/top-names.ts';
import { topNamesOf } from '../engine/read/open/top-names.ts';
import { t } from '../words/language.ts';
import { topNamesLabel, topNamesText } from '../words/top-names.ts';
import type { ResolvedTarget } from './targets.ts';

/** The terminal's width is not asked for: lines stand in logs as well. */
const COLUMNS = 78;

/** What stands at the top of each target's file systems; a file that stands for a drive may have some, too. */
export function topsOf(targets: readonly ResolvedTarget[]): Promise<(readonly TopNames[])[]> {
  return topNamesOf(targets.map(placeOf));
}

function placeOf({ plan, drive }: ResolvedTarget): TopPlace {
  if (drive !== undefined) return drive;
  const sizeBytes = plan.kind === 'file' ? (plan.sizeBytes ?? 0) : 0;
  return { path: plan.path, sizeBytes, parts: [] };
}

/** One line a file system. */
export function topLines(tops: readonly TopNames[]): string[] {
  return tops.map((top) => {
    const before = `  ${t().driveContents.files}, ${topNamesLabel(top)}: `;
    return before + topNamesText(top, (text) => columnsOf(before + text) <= COLUMNS);
  });
}

/** Letters of East Asia are two columns wide. */
function columnsOf(text: string): number {
  let columns = 0;
  for (const letter of text) columns += (letter.codePointAt(0) ?? 0) < 0x1100 ? 1 : 2;
  return columns;
}
