import { SECTOR_BYTES } from '../../../bytes/formats/iso9660/sector.ts';
import type { ReadAt } from '../../../bytes/ranges/bytes-of.ts';
import { present } from '../../../contract/failure/present.ts';
import type { PlacedEntry, PlacedListing } from '../volume.ts';
import type { Damaged } from './damage.ts';
import { descriptorsOf, type FoundDescriptor } from './descriptors.ts';
import { IsoVolume } from './iso-volume.ts';
import { recordsOf } from './records.ts';

/** CD-ROM XA has its own 14 bytes in each system use area. SUSP §5.3. */
const XA_BYTES = 14;

/**
 * The hierarchies of an ISO 9660 image, the one that tells most first: Rock Ridge, Joliet, long names, plain. None when it is
 * no such image.
 *
 * @throws Failure `source-damaged`
 */
export async function isoVolumes(bytes: ReadAt, damaged: Damaged): Promise<PlacedListing[]> {
  const descriptors = await descriptorsOf(bytes);
  const primary = descriptors.find(({ kind }) => kind === 'primary');
  if (!primary) return [];
  const skippedBytes = await rockRidgeSkip(bytes, primary, damaged);
  const others = ['joliet', 'enhanced'].flatMap(
    (kind) => descriptors.find((descriptor) => descriptor.kind === kind) ?? [],
  );
  const plain = (descriptor: FoundDescriptor) =>
    new IsoVolume({ bytes, descriptor, damaged, skippedBytes: undefined });
  const ridge =
    skippedBytes === undefined ? [] : [new IsoVolume({ bytes, descriptor: primary, damaged, skippedBytes })];
  const volumes = [...ridge, ...others.map(plain), plain(primary)];
  return Promise.all(
    volumes.map(async (volume) => withRoot(volume, await volume.rootWithFacts().catch(() => volume.root))),
  );
}

function withRoot(volume: IsoVolume, root: PlacedEntry): PlacedListing {
  const { standard, label } = volume;
  return {
    standard,
    label,
    root,
    list: (folder) => volume.list(folder),
    batches: (folder) => volume.batches(folder),
  };
}

/** The root's own record carries SP; its last byte is how much of each area is others'. SUSP §5.3. */
export async function rockRidgeSkip(
  bytes: ReadAt,
  { values: { rootRecord, blockBytes } }: FoundDescriptor,
  damaged: Damaged,
): Promise<number | undefined> {
  const atByte = (rootRecord.extentLba + rootRecord.extendedAttributeSectors) * (blockBytes || SECTOR_BYTES);
  for await (const { systemUse } of recordsOf(
    bytes,
    atByte,
    Math.min(rootRecord.dataBytes, SECTOR_BYTES),
    damaged,
  )) {
    for (const at of [0, XA_BYTES])
      if (isSharingProtocol(systemUse.subarray(at))) return Math.max(present(systemUse[at + 6]), at);
    break;
  }
  return undefined;
}

function isSharingProtocol(field: Uint8Array): boolean {
  return (
    field.length >= 7 &&
    field[0] === 0x53 &&
    field[1] === 0x50 &&
    field[2] === 7 &&
    field[4] === 0xbe &&
    field[5] === 0xef
  );
}
