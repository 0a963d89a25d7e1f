import { readUtf16le } from '../../codec/utf16.ts';
import type { ReadAt } from '../../ranges/bytes-of.ts';
import { attributesIn, attributeTypes, type NtfsAttribute } from './attribute.ts';
import { ntfsGeometry, saysNtfs } from './boot-sector.ts';
import { openFileRecord } from './file-record.ts';
import { VOLUME_DIRTY, volumeInformation } from './volume-information.ts';

/** What a volume says of itself. */
export interface NtfsVolumeFacts {
  readonly label: string;
  /** A check was asked for. */
  readonly isDirty: boolean;
}

/** The record of $Volume; it is among the first, which follow each other. */
export const VOLUME_RECORD = 3;
const BOOT_BYTES = 512;

/** From the attributes of $Volume. */
export function volumeFactsIn(attributes: readonly NtfsAttribute[]): NtfsVolumeFacts {
  const residentOf = (wanted: number) => attributes.find(({ type }) => type === wanted)?.value;
  const name = residentOf(attributeTypes.volumeName);
  const value = residentOf(attributeTypes.volumeInformation);
  const isWhole = value !== undefined && value.length >= volumeInformation.sizeBytes;
  const flags = isWhole ? volumeInformation.decode(value, { onNote: () => {} }).flags : VOLUME_DIRTY;
  return { label: name ? readUtf16le(name) : '', isDirty: (flags & VOLUME_DIRTY) !== 0 };
}

/** The same with two reads; undefined where it cannot be read. */
export async function ntfsFactsAt(read: ReadAt): Promise<NtfsVolumeFacts | undefined> {
  const sector = await read(0, BOOT_BYTES);
  const geometry = sector.length === BOOT_BYTES && saysNtfs(sector) ? ntfsGeometry(sector) : undefined;
  if (!geometry) return undefined;
  const { mftByte, recordBytes } = geometry;
  const record = (await read(mftByte + VOLUME_RECORD * recordBytes, recordBytes)).slice();
  const head = record.length === recordBytes ? openFileRecord(record) : undefined;
  const attributes = head && attributesIn(record, head);
  return attributes && volumeFactsIn(attributes);
}
