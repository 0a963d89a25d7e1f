import { isExfatLabel } from '../../bytes/formats/exfat/label.ts';
import { fatLabelLike, isFatLabel, MAX_FAT_LABEL_CHARACTERS } from '../../bytes/formats/fat/label.ts';
import type { BootNote } from '../../contract/events/boot-facts.ts';
import { usageRefused } from '../../contract/failure/refused.ts';
import type { ExpectedVolume } from '../boot/live-label.ts';
import type { VolumeKind } from '../volumes/plan-volume.ts';
import type { MenuWish } from './menu-text.ts';

const FALLBACK = 'FILES';

export interface StickLabel {
  readonly label: string;
  /** Menus that look for another label must look for this one. */
  readonly wish: MenuWish;
  readonly notes: readonly BootNote[];
}

/**
 * The label of a stick. Menus look for a volume by the label of the image they came from: where FAT cannot hold it, or
 * another one was asked for, they are told.
 *
 * @param serial of the volume, by which udev names it
 * @throws Failure `usage` for a label that was asked for and that FAT cannot hold
 */
export function stickLabel(
  fileSystem: VolumeKind,
  asked: string | undefined,
  had: string,
  { labels, byDate }: ExpectedVolume,
  serial: number,
): StickLabel {
  const isLabel = fileSystem === 'exfat' ? isExfatLabel : isFatLabel;
  if (asked !== undefined && !isLabel(asked))
    throw usageRefused({ reason: 'label-unfit', label: asked, most: MAX_FAT_LABEL_CHARACTERS });
  const wanted = labels.includes(had) ? had : labels[0];
  const like = wanted ?? had;
  const label = asked ?? (isLabel(like) ? like : fatLabelLike(like) || FALLBACK);
  const isOther = wanted !== undefined && wanted !== label;
  const volumeId = byDate === undefined ? undefined : volumeIdOf(serial);
  return {
    label,
    wish: { volumeId, ...(isOther && { label: { from: wanted, to: label } }) },
    notes: [
      ...(wanted === label ? [{ code: 'label-kept' as const, about: label }] : []),
      ...(isOther ? [{ code: 'label-patched' as const, about: wanted, also: label }] : []),
      ...(byDate === undefined ? [] : [{ code: 'date-patched' as const, about: byDate, also: volumeId }]).map(
        ({ also, ...note }) => ({ ...note, ...(also !== undefined && { also }) }),
      ),
    ],
  };
}

/** `1A2B-3C4D`, as udev and blkid write the serial number of a FAT volume. */
function volumeIdOf(serial: number): string {
  const hex = serial.toString(16).toUpperCase().padStart(8, '0');
  return `${hex.slice(0, 4)}-${hex.slice(4)}`;
}
