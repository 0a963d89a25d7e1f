import { ntfsGeometry, saysNtfs } from '../../../bytes/formats/ntfs/boot-sector.ts';
import { isLogClean } from '../../../bytes/formats/ntfs/log-file.ts';
import {
  type NtfsVolumeFacts,
  VOLUME_RECORD,
  volumeFactsIn,
} from '../../../bytes/formats/ntfs/volume-facts.ts';
import { bytesOf } from '../../../bytes/ranges/bytes-of.ts';
import type { Readable } from '../../../contract/ports/image.ts';
import { damageOf } from '../iso/damage.ts';
import { dataOf } from './file-facts.ts';
import { FileTable } from './file-table.ts';
import { type NtfsMedium, ntfsMedium } from './medium.ts';
import { type NtfsFacts, NtfsVolume } from './ntfs-volume.ts';
import { contentOfStream } from './stream.ts';

const BOOT_BYTES = 512;
/** A page of the log; what is wanted of it stands at its beginning. */
const LOG_BYTES = 4096;
const LOG_FILE = 2;
const ROOT = 5;

/**
 * An NTFS volume of version 1.2 to 3.1; undefined for anything else. What its log holds is not replayed.
 *
 * @throws Failure `source-damaged`, `source-truncated`, `source-unreadable`
 */
export async function openNtfs(image: Readable, imagePath: string): Promise<NtfsVolume | undefined> {
  const sector = await bytesOf(image)(0, BOOT_BYTES);
  if (sector.length < BOOT_BYTES || !saysNtfs(sector)) return undefined;
  const geometry = ntfsGeometry(sector);
  if (!geometry) throw damageOf(imagePath)('ntfs-boot-sector', 0);
  const medium = ntfsMedium(image, imagePath, geometry);
  const table = await FileTable.open(medium);
  return new NtfsVolume(medium, table, { record: ROOT, sequence: 0 }, await factsOf(medium, table));
}

/** What is broken of it is not known; the files may be there all the same. */
async function factsOf(medium: NtfsMedium, table: FileTable): Promise<NtfsFacts> {
  const { label, isDirty } = await labelOf(table).catch(() => ({ label: '', isDirty: true }));
  const isClean = !isDirty && (await isLogPutAway(medium, table).catch(() => false));
  return { label, notes: isClean ? [] : ['not-clean'] };
}

async function labelOf(table: FileTable): Promise<NtfsVolumeFacts> {
  const { attributes } = await table.find({ record: VOLUME_RECORD, sequence: 0 });
  return volumeFactsIn(attributes);
}

async function isLogPutAway(medium: NtfsMedium, table: FileTable): Promise<boolean> {
  const { attributes } = await table.find({ record: LOG_FILE, sequence: 0 });
  return isLogClean(await bytesOf(contentOfStream(medium, dataOf(attributes)))(0, LOG_BYTES));
}
