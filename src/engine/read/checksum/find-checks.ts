import { findImplanted } from '../../bytes/formats/isomd5/implanted.ts';
import type { ConfirmedFiles } from '../../contract/plan/confirmed-files.ts';
import type { ByteRange } from '../../contract/ports/byte-range.ts';
import type { Beside } from './beside.ts';
import { type BlockMapsBeside, findBlockMap, type RefusedBlockMap, readBlockMap } from './block-map.ts';
import { bmapCheck } from './bmap-check.ts';
import { type Check, hashCheck } from './check.ts';
import { type FoundChecksum, findChecksumBeside, unpackedName } from './find-checksum.ts';
import { isoMd5Check } from './iso-md5-check.ts';

export interface CheckedImage {
  readonly path: string;
  readonly isPacked: boolean;
  /** The beginning of the image, unpacked; at least 34 KiB when it is so long. */
  readonly first: Uint8Array;
  /** SHA-256 of the image, from a file beside it, is compared by whoever reads it, because it is computed there anyway. */
  readonly leavesSha256: boolean;
  /** The packed file is held against a SHA-2 hash. */
  readonly isStrong: boolean;
  /** A block map that was named; false: one beside the image holds its bytes, and spares no write. */
  readonly bmap?: string | false | undefined;
  /** Of the image, unpacked, where it is known beforehand. */
  readonly sizeBytes: number | undefined;
  /** What paths stood for when they were confirmed. */
  readonly files?: ConfirmedFiles | undefined;
}

async function blockMapOf(
  places: readonly (Beside | undefined)[],
  { bmap, sizeBytes, files }: CheckedImage,
): Promise<BlockMapsBeside> {
  if (bmap) return { found: await readBlockMap(bmap, sizeBytes, files), refused: [] };
  const refused: RefusedBlockMap[] = [];
  for (const beside of places) {
    const maps = beside && (await findBlockMap(beside, sizeBytes));
    refused.push(...(maps?.refused ?? []));
    if (maps?.found) return { found: maps.found, refused };
  }
  return { refused };
}

/** What the packed file is held against as it lies there. */
export async function findPackedCheck(path: string, beside: Beside): Promise<Check | undefined> {
  const found = await findChecksumBeside(beside, beside.name);
  return found && hashCheck(path, found);
}

export interface ImageChecks {
  /** Begins the checks anew. */
  readonly make: () => readonly Check[];
  /** Where a block map says data is. */
  readonly mapped?: readonly ByteRange[] | undefined;
  /** Block maps that are there and cannot be gone by. */
  readonly refused: readonly RefusedBlockMap[];
}

/** The image's own checksum; `byReader`: whoever reads the image compares it anyway. */
async function publishedOf(
  beside: Beside | undefined,
  { isPacked, leavesSha256 }: CheckedImage,
  packedWith: Beside | undefined,
): Promise<(FoundChecksum & { readonly byReader: boolean }) | undefined> {
  const name = beside && (isPacked ? unpackedName(beside.name) : beside.name);
  // A packed file whose name does not say so would be taken for its content.
  const isNamed = name !== undefined && !(isPacked && name === beside?.name);
  const found = beside && isNamed ? await findChecksumBeside(beside, name) : undefined;
  if (found) return { ...found, byReader: found.algorithm === 'sha256' && leavesSha256 };
  const inner = packedWith && (await findChecksumBeside(packedWith, packedWith.name));
  return inner && { ...inner, byReader: false };
}

/**
 * Everything that says how an image should be, beside it and in it. `packedWith`: what lies beside it in the archive it is
 * packed in; what lies beside the archive goes before.
 */
export async function findImageChecks(
  beside: Beside | undefined,
  image: CheckedImage,
  packedWith?: Beside | undefined,
): Promise<ImageChecks> {
  const { path, first, isStrong, bmap } = image;
  const published = await publishedOf(beside, image, packedWith);
  const { found, refused } = await blockMapOf([beside, packedWith], image);
  const implanted = findImplanted(first);
  const makers: (() => Check)[] = [];
  if (published && !published.byReader) makers.push(() => hashCheck(path, published));
  if (found) makers.push(() => bmapCheck(path, found.from, found.map, found.isOpenToAll));
  const isStrongest = isStrong || (published && published.algorithm !== 'md5');
  if (implanted && !isStrongest) makers.push(() => isoMd5Check(path, implanted));
  const make = (): Check[] => makers.map((begin) => begin());
  return { make, refused, ...(bmap !== false && { mapped: found?.map.ranges }) };
}
