import { isExfatLabel } from '../../bytes/formats/exfat/label.ts';
import { PASS_ON } from '../../bytes/formats/fat/boot-sector.ts';
import { isFatLabel } from '../../bytes/formats/fat/label.ts';
import { BLOCK_BYTES, masterBootRecord, TYPE_GPT_PROTECTIVE } from '../../bytes/formats/mbr/mbr.ts';
import type { AuthorOptions } from '../../contract/plan/plan.ts';
import type { VolumeShape } from '../volumes/plan-volume.ts';
import { filesBytesIn, secondBytesIn } from './second-there.ts';
import type { StickTableKind } from './stick-table.ts';

/** How a stick was made, as it tells itself. */
export interface StickThere {
  readonly shape?: VolumeShape | undefined;
  /** Of its second partition. */
  readonly secondBytes?: number | undefined;
  /** Of its partition of files, where table and volume agree. */
  readonly filesBytes?: number | undefined;
  readonly table: StickTableKind;
  readonly label?: string | undefined;
  /** It passes a BIOS on. */
  readonly bios?: 'none' | undefined;
}

/** What its boot sector says of a volume. */
export interface VolumeThere {
  readonly shape?: VolumeShape | undefined;
  readonly sizeBytes?: number | undefined;
  readonly label?: string | undefined;
}

/** @param head its first blocks */
export function stickThere(
  head: Uint8Array,
  blockBytes: number,
  { shape, sizeBytes, label }: VolumeThere,
): StickThere {
  const record = masterBootRecord.decode(head.subarray(0, BLOCK_BYTES), { onNote: () => {} });
  const isGpt = record.partitions[0]?.type === TYPE_GPT_PROTECTIVE;
  const isPassing = record.bootCode.every((byte, at) => byte === (PASS_ON[at] ?? 0));
  const isLabel = shape?.type === 'exfat' ? isExfatLabel : isFatLabel;
  return {
    ...(shape && { shape }),
    secondBytes: secondBytesIn(head, blockBytes),
    // A table that something happened to is not taken for what was asked for.
    ...(shape && filesBytesIn(head, blockBytes) === sizeBytes && { filesBytes: sizeBytes }),
    table: isGpt ? 'gpt' : 'mbr',
    ...(label !== undefined && isLabel(label) && { label }),
    ...(isPassing && { bios: 'none' }),
  };
}

/** What was not asked for is as it is on all of the sticks that are there already: a plan is compared with these. */
export function likeThere(
  options: AuthorOptions,
  drives: readonly { readonly there?: StickThere | undefined }[],
): AuthorOptions {
  const common = <K extends 'table' | 'label' | 'bios' | 'filesBytes'>(
    what: K,
  ): StickThere[K] | undefined => {
    const [first, ...others] = drives.map(({ there }) => there?.[what]);
    return others.every((other) => other === first) ? first : undefined;
  };
  const { table = common('table'), label = common('label'), bios = common('bios') } = options;
  const { filesBytes = common('filesBytes') } = options;
  return { ...options, table, label, bios, filesBytes };
}
