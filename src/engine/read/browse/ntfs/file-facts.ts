import {
  ATTRIBUTE_ENCRYPTED,
  attributeTypes,
  type NtfsAttribute,
} from '../../../bytes/formats/ntfs/attribute.ts';
import { RECORD_IS_FOLDER } from '../../../bytes/formats/ntfs/file-record.ts';
import { type Interix, MOST_INTERIX_BYTES, readInterix } from '../../../bytes/formats/ntfs/interix.ts';
import {
  FILE_HIDDEN,
  FILE_OFFLINE,
  FILE_RECALLED_WHEN_READ,
  FILE_SYSTEM,
  standardInformation,
} from '../../../bytes/formats/ntfs/standard-information.ts';
import { type ReparsePoint, readReparsePoint } from '../../../bytes/formats/windows/reparse-point.ts';
import { bytesOf } from '../../../bytes/ranges/bytes-of.ts';
import { utf8 } from '../utf8.ts';
import type { VolumeEntry } from '../volume.ts';
import type { NtfsFile } from './file-table.ts';
import type { NtfsMedium } from './medium.ts';
import { contentOfStream, partsOf, sizeOfStream } from './stream.ts';

/** What an entry tells of a file beside its name. */
export type FileFacts = Omit<VolumeEntry, 'name' | 'identity'>;

/** [MS-FSCC] §2.1.2.1: no reparse point is longer. */
const MOST_REPARSE_BYTES = 16 << 10;

/** @throws Failure `source-damaged`, `source-truncated`, `source-unreadable` */
export async function factsOfFile(medium: NtfsMedium, file: NtfsFile): Promise<FileFacts> {
  const { modifiedAtMs, flags } = informationOf(file);
  const special = (await reparsePointOf(medium, file)) ?? (await interixOf(medium, file, flags));
  const common = { modifiedAtMs, ...(hasMore(file) && { hasAttributes: true }) };
  const type = typeOf(file, special);
  return {
    ...common,
    type,
    sizeBytes: type === 'file' ? sizeOf(medium, file) : 0,
    ...(special?.kind === 'link' && { target: utf8(special.target) }),
    device: deviceOf(special),
  };
}

/** What stands in the place of a file; undefined for one that is what it seems. */
export async function reparsePointOf(
  medium: NtfsMedium,
  { record, attributes }: NtfsFile,
): Promise<ReparsePoint | undefined> {
  const parts = partsOf(attributes, attributeTypes.reparsePoint);
  if (parts.length === 0) return undefined;
  const content = contentOfStream(medium, parts);
  const point = readReparsePoint(await bytesOf(content)(0, MOST_REPARSE_BYTES));
  if (!point) throw medium.damaged({ reason: 'ntfs-reparse-point', record });
  return point;
}

/** Encrypted for one user of one computer (EFS). */
export function isEncrypted({ attributes }: NtfsFile): boolean {
  return dataOf(attributes).some(({ flags }) => (flags & ATTRIBUTE_ENCRYPTED) !== 0);
}

/** In a cloud or on a tape: what is in the image is only its place. */
export function isElsewhere(file: NtfsFile): boolean {
  return (informationOf(file).flags & (FILE_OFFLINE | FILE_RECALLED_WHEN_READ)) !== 0;
}

/** The parts of the content. */
export function dataOf(attributes: readonly NtfsAttribute[]): NtfsAttribute[] {
  return partsOf(attributes, attributeTypes.data);
}

function informationOf({ attributes }: NtfsFile): { modifiedAtMs?: number | undefined; flags: number } {
  const value = partsOf(attributes, attributeTypes.standardInformation)[0]?.value;
  if (!value || value.length < standardInformation.sizeBytes) return { flags: 0 };
  return standardInformation.decode(value, { onNote: () => {} });
}

function typeOf({ flags }: NtfsFile, special: ReparsePoint | Special | undefined): FileFacts['type'] {
  switch (special?.kind) {
    case 'link':
      return 'symlink';
    case 'socket':
    case 'fifo':
    case 'char-device':
    case 'block-device':
      return special.kind;
    default:
      return flags & RECORD_IS_FOLDER ? 'dir' : 'file';
  }
}

function deviceOf(special: ReparsePoint | Special | undefined): VolumeEntry['device'] {
  return special?.kind === 'char-device' || special?.kind === 'block-device' ? special.device : undefined;
}

type Special = Interix | { readonly kind: 'socket' | 'fifo' };

/** Only what has a mark in it is known for sure; pipes and sockets of ntfs-3g are system files of no byte and of one. */
async function interixOf(
  medium: NtfsMedium,
  { flags, attributes }: NtfsFile,
  fileFlags: number,
): Promise<Special | undefined> {
  const isMarked = (fileFlags & FILE_SYSTEM) !== 0 && (flags & RECORD_IS_FOLDER) === 0;
  const parts = dataOf(attributes);
  if (!isMarked || parts.length === 0) return undefined;
  const sizeBytes = sizeOfStream(medium, parts);
  if (sizeBytes <= 1)
    return fileFlags & FILE_HIDDEN ? undefined : { kind: sizeBytes === 0 ? 'fifo' : 'socket' };
  if (sizeBytes > MOST_INTERIX_BYTES) return undefined;
  return readInterix(await bytesOf(contentOfStream(medium, parts))(0, sizeBytes));
}

function sizeOf(medium: NtfsMedium, { attributes }: NtfsFile): number {
  const parts = dataOf(attributes);
  return parts.length === 0 ? 0 : sizeOfStream(medium, parts);
}

/** Further streams, or attributes of OS/2 and of Linux. */
function hasMore({ attributes }: NtfsFile): boolean {
  const { data, extendedAttributes } = attributeTypes;
  return attributes.some(({ type, name }) => type === extendedAttributes || (type === data && name !== ''));
}
