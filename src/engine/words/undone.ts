import type { RestoredTarget, UndoneTarget } from '../jobs/events.ts';
import { countOf, countText, sizeText } from './sizes.ts';

/** What undoing did, or would do, to one drive; sentences that begin with its name. */
export function undoneText({ target, state, lost, restoredBytes, partitions }: UndoneTarget): string[] {
  if (state === 'nothing-to-do') return [`${target} is as it was before the write`];
  const kept = `${target}: ${sizeText(restoredBytes)} were kept: partition tables, superblocks, both ends`;
  if (!lost) return [kept, 'nothing else was overwritten: everything is as before the write'];
  const reach = `${lost.exact ? '' : 'up to '}${sizeText(lost.lengthBytes)} from byte ${countText(lost.atByte)} on`;
  const whole = partitions.filter((partition) => partition.whole).map(({ number }) => number);
  const hurt = partitions.length - whole.length;
  return [
    kept,
    `${reach} were overwritten and are gone: files that lay there are lost`,
    ...(hurt > 0 ? [`${countOf(hurt, 'partition')} lost content; check it before using it`] : []),
    ...(whole.length > 0 ? [`whole again: partition ${whole.join(', ')}`] : []),
  ];
}

/** `holds one empty FAT32 partition of 28.6 GiB, KEYS` */
export function restoredText({ fileSystem, sizeBytes, label }: RestoredTarget): string {
  return `holds one empty ${fileSystem} partition of ${sizeText(sizeBytes)}${label ? `, ${label}` : ''}`;
}
