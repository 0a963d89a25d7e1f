import type { VolumeDate } from '../../bytes/formats/iso9660/dates.ts';
import type { PrimaryVolume } from '../../bytes/formats/iso9660/volume-descriptor.ts';
import type { VolumeOptions } from '../../contract/plan/format-options.ts';
import type { AuthorOptions } from '../../contract/plan/plan.ts';

/** Options, and what an image's own descriptor says where they say nothing. */
export interface DescribedOptions extends AuthorOptions {
  readonly originalLabel?: string;
  readonly volume?: DescribedVolume | undefined;
}

/** What stands in a descriptor. */
export interface DescribedVolume extends VolumeOptions {
  /** Loaders look for the volume by these, to the hundredth of a second. What is asked for goes before them. */
  readonly originalDates?: { readonly createdAt: VolumeDate; readonly modifiedAt: VolumeDate };
}

/** What others wrote there is text of theirs: only what can be said again is. */
const PRINTABLE = /^[\x20-\x7e]+$/;

export interface OriginalVolume {
  /** Of ISO 9660. */
  readonly descriptor: PrimaryVolume | undefined;
  readonly label: string;
  readonly hasPartitionTree: boolean;
}

/** With the label, the texts and the dates of the image whose files these are. Names of files in it may be others now. */
export function likeOriginal(
  options: AuthorOptions,
  { descriptor: volume, label, hasPartitionTree }: OriginalVolume,
): DescribedOptions {
  if (!volume) return PRINTABLE.test(label) ? { ...options, originalLabel: label } : options;
  const { volumeId, createdAt, modifiedAt, systemId, volumeSetId, publisherId, preparerId, applicationId } =
    volume;
  const texts: VolumeOptions = Object.fromEntries(
    Object.entries({
      systemId,
      volumeSetId,
      publisher: publisherId,
      preparer: preparerId,
      application: applicationId,
    }).filter(([, text]) => PRINTABLE.test(text)),
  );
  return {
    ...options,
    partitionTree: options.partitionTree ?? hasPartitionTree,
    volume: { ...texts, ...options.volume, originalDates: { createdAt, modifiedAt } },
    ...(PRINTABLE.test(volumeId) && { originalLabel: volumeId }),
  };
}
