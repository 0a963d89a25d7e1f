import type { VolumeFacts } from '../engine/contract/events/inspection.ts';
import { t } from './language.ts';
import { countOf } from './sizes.ts';

const tableNames = { mbr: 'MBR', gpt: 'GPT', apple: 'Apple' } as const;

/** Of a partition table. */
export function tableName(table: keyof typeof tableNames): string {
  return tableNames[table];
}

/** What is worth knowing of a volume besides its kind and label: `2.50`, `metadata partition`, `12 files`, `3 folders`. */
export function volumeFactTexts(volume: VolumeFacts): string[] {
  const { revision, partition, files, directories, table, number } = volume;
  const say = t().cli.inspect;
  return [
    ...(table === undefined || number === undefined ? [] : [say.inPartition(tableName(table), number)]),
    ...(revision === undefined ? [] : [revision]),
    ...(partition === undefined || partition === 'physical' ? [] : [say.partition(partition)]),
    ...(files === undefined ? [] : [countOf(files, t().nouns.file)]),
    ...(directories === undefined ? [] : [countOf(directories, t().nouns.folder)]),
  ];
}
