import type { RestoredTarget, UndoneTarget } from '../engine/contract/events/report.ts';
import { t } from './language.ts';
import { countOf, countText, sizeText } from './sizes.ts';

/** What undoing did, or would do, to one drive; sentences that begin with its name. */
export function undoneText({ target, state, lost, restoredBytes, partitions }: UndoneTarget): string[] {
  const words = t().undone;
  if (state === 'nothing-to-do') return [words.nothingToDo(target)];
  const kept = words.kept(target, sizeText(restoredBytes));
  if (!lost) return [kept, words.allBack];
  const gone = lost.exact ? words.gone : words.goneUpTo;
  const whole = partitions.filter((partition) => partition.whole).map(({ number }) => number);
  const hurt = partitions.length - whole.length;
  return [
    kept,
    gone(sizeText(lost.lengthBytes), countText(lost.atByte)),
    ...(hurt > 0 ? [words.hurt(countOf(hurt, t().nouns.partition))] : []),
    ...(whole.length > 0 ? [words.whole(whole.join(', '))] : []),
  ];
}

/** `holds one empty FAT32 partition of 28.6 GiB, KEYS` */
export function restoredText({ fileSystem, sizeBytes, label }: RestoredTarget): string {
  return `${t().undone.restored(fileSystem, sizeText(sizeBytes))}${label ? `, ${label}` : ''}`;
}
