import { bytesOf } from '../../bytes/ranges/bytes-of.ts';
import type {
  BytesCompared,
  Difference,
  PlaceNames,
  StructureHit,
} from '../../contract/events/comparison.ts';
import type { ByteRange } from '../../contract/ports/byte-range.ts';
import type { Readable } from '../../contract/ports/image.ts';
import { discVolumesOf, openDriveVolume } from '../browse/open-volume.ts';
import { filesHit } from '../rescue/files-hit.ts';
import { type Part, partsOf } from '../rescue/parts.ts';

const SECTOR_BYTES = 512;
/** MBR, GPT header and its table of 128 entries; the copy at the end has no MBR. UEFI 5.3. */
const TABLE_BYTES = 34 * SECTOR_BYTES;
const TABLE_COPY_BYTES = 33 * SECTOR_BYTES;
/** ECMA-119 §6.2.1: the system area; descriptors begin behind it. */
const SYSTEM_AREA_BYTES = 16 * 2048;
const DESCRIPTORS_END_BYTE = 32 * 2048;

/**
 * The same places with what they hit on either side.
 *
 * @param images undefined for a side that can be read once only
 */
export async function withHitNames(
  compared: BytesCompared,
  images: { readonly a: Readable | undefined; readonly b: Readable | undefined },
  signal: AbortSignal,
): Promise<BytesCompared> {
  const ranges = compared.told.filter(({ kind }) => kind === 'bytes') as readonly (Difference & {
    kind: 'bytes';
  })[];
  if (ranges.length === 0) return compared;
  const [inA, inB] = [await named(images.a, ranges, signal), await named(images.b, ranges, signal)];
  const names = new Map(
    ranges.map((range, index) => [range as Difference, { inA: inA?.[index], inB: inB?.[index] }] as const),
  );
  const told = compared.told.map((difference) => {
    const { inA: a, inB: b } = names.get(difference) ?? {};
    return { ...difference, ...(a && { inA: a }), ...(b && { inB: b }) };
  });
  return { ...compared, told };
}

async function named(
  image: Readable | undefined,
  ranges: readonly ByteRange[],
  signal: AbortSignal,
): Promise<readonly PlaceNames[] | undefined> {
  if (!image) return undefined;
  const files = await filesHit(image, ranges, signal);
  const layout = await layoutOf(image);
  return ranges.map((range, index) => {
    const hit = files[index] ?? [];
    return hit.length > 0 ? { files: hit } : { files: hit, structure: structureAt(range, layout) };
  });
}

interface Layout {
  readonly sizeBytes: number;
  readonly parts: readonly Part[];
  readonly isDisc: boolean;
  /** It is a file system as a whole. */
  readonly isVolume: boolean;
}

/** What cannot be read says nothing. */
async function layoutOf(image: Readable): Promise<Layout> {
  const parts = await partsOf(bytesOf(image), image.sizeBytes).catch(() => []);
  const isDisc = await discVolumesOf(image, '').then(
    ({ length }) => length > 0,
    () => false,
  );
  const isVolume = isDisc || (await openDriveVolume(image, '').catch(() => undefined)) !== undefined;
  return { sizeBytes: image.sizeBytes, parts, isDisc, isVolume };
}

function structureAt({ atByte }: ByteRange, { sizeBytes, parts, isDisc, isVolume }: Layout): StructureHit {
  const part = parts.find(
    ({ startByte, lengthBytes }) => atByte >= startByte && atByte < startByte + lengthBytes,
  );
  if (parts.length > 0 && !part && (atByte < TABLE_BYTES || atByte >= sizeBytes - TABLE_COPY_BYTES))
    return { structure: 'partition-table' };
  if (isDisc && atByte < SYSTEM_AREA_BYTES) return { structure: 'system-area' };
  if (isDisc && atByte < DESCRIPTORS_END_BYTE) return { structure: 'volume-descriptors' };
  if (part) return { structure: 'file-system', partition: part.number };
  return { structure: isVolume ? 'file-system' : 'outside' };
}
