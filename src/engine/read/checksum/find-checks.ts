import { findImplanted } from '../../bytes/formats/isomd5/implanted.ts';
import type { SignatureReport } from '../../contract/events/signature.ts';
import type { LeftBeside } from '../../contract/failure/beside-reasons.ts';
import type { Failure } from '../../contract/failure/failure.ts';
import type { ConfirmedFiles } from '../../contract/plan/confirmed-files.ts';
import type { ByteRange } from '../../contract/ports/byte-range.ts';
import { isWeakAlgorithm } from './algorithms.ts';
import type { Beside } from './beside.ts';
import { type BlockMapsBeside, findBlockMap, type RefusedBlockMap, readBlockMap } from './block-map.ts';
import { bmapCheck } from './bmap-check.ts';
import { type Check, hashCheck } from './check.ts';
import { contradictionOf, findPublished, type Published } from './find-checksum.ts';
import type { FoundChecksum } from './found-checksum.ts';
import { isoMd5Check } from './iso-md5-check.ts';
import { unpackedName } from './unpacked-name.ts';

export interface CheckedImage {
  readonly path: string;
  readonly isPacked: boolean;
  /** The beginning of the image, unpacked; at least 34 KiB when it is so long. */
  readonly first: Uint8Array;
  /** SHA-256 of the image, from a file beside it, is compared by whoever reads it, because it is computed there anyway. */
  readonly leavesSha256: boolean;
  /** What stands beside it of the packed file. */
  readonly ofFile?: Published | undefined;
  /** The packed file is held against a hash that is not weak. */
  readonly isStrong: boolean;
  /** Hashes of the image that a person named. */
  readonly named?: readonly FoundChecksum[] | undefined;
  /** What else sees its bytes. */
  readonly more?: readonly Check[] | undefined;
  /** Nobody wants to know. */
  readonly unchecked?: boolean | undefined;
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

/** A SHA-256 that somebody published for an image, and where it stands. */
export interface KnownChecksum {
  readonly sha256: string;
  readonly checksumFile: string;
}

export interface ImageChecks {
  /** Begins the checks anew. */
  readonly make: () => readonly Check[];
  /** Compared by whoever reads the image, because it is computed there anyway. */
  readonly known?: KnownChecksum | undefined;
  /** Where a block map says data is. */
  readonly mapped?: readonly ByteRange[] | undefined;
  /** Block maps that are there and cannot be gone by. */
  readonly refused: readonly RefusedBlockMap[];
  /** Checksum files that are there and of which nothing can be taken. */
  readonly leftAlone: readonly LeftBeside[];
  /** Of the checksum files that are gone by, checked where that can be. */
  readonly signatures?: readonly SignatureReport[];
  /** Two of them say different things. */
  readonly contradiction?: Failure | undefined;
}

const nothing: Published = { from: [], leftAlone: [] };

/** Of the image itself, not of what it is packed in. */
async function publishedOf(
  beside: Beside | undefined,
  { isPacked }: CheckedImage,
  packedWith: Beside | undefined,
): Promise<Published> {
  // A packed file whose name does not say so would be taken for its content.
  const nameOf = (name: string): string | undefined =>
    !isPacked ? name : unpackedName(name) === name ? undefined : unpackedName(name);
  const found = beside ? await findPublished(beside, nameOf) : nothing;
  if (found.best || !packedWith) return found;
  const inner = await findPublished(packedWith, (name) => name);
  return { ...inner, leftAlone: [...found.leftAlone, ...inner.leftAlone] };
}

/** Each hash once: the same may be named and stand beside the image. */
function apart(all: readonly FoundChecksum[]): readonly FoundChecksum[] {
  return all.filter(({ hash }, index) => all.findIndex((other) => other.hash === hash) === index);
}

/** The same file may be asked for both forms of the image. */
function signaturesOf(all: readonly Published[]): readonly SignatureReport[] {
  const found = all.flatMap(({ signatures = [] }) => signatures);
  return found.filter(({ file }, index) => found.findIndex((other) => other.file === file) === index);
}

/** Each once, and none that says something of the file in another form. */
function leftOf(all: readonly Published[]): readonly LeftBeside[] {
  const used = new Set(all.flatMap(({ from }) => from));
  const left = all.flatMap(({ leftAlone }) => leftAlone).filter(({ from }) => !used.has(from));
  return left.filter(({ from }, index) => left.findIndex((other) => other.from === from) === index);
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
  const { path, bmap, leavesSha256, named = [] } = image;
  if (image.unchecked) return { make: () => [], refused: [], leftAlone: [] };
  const published = await publishedOf(beside, image, packedWith);
  const all = apart([...named, ...(published.best ? [published.best] : [])]);
  const known = all.find((one) => leavesSha256 && one.algorithm === 'sha256' && !one.isOpenToAll);
  const { found, refused } = await blockMapOf([beside, packedWith], image);
  const makers = makersOf(image, { all, known }, found);
  return {
    make: () => makers.map((begin) => begin()),
    refused,
    leftAlone: leftOf([published, image.ofFile ?? nothing]),
    signatures: signaturesOf([image.ofFile ?? nothing, published]),
    contradiction: published.contradiction ?? image.ofFile?.contradiction ?? contradictionOf(path, all),
    ...(known && { known: { sha256: known.hash, checksumFile: known.checksumFile } }),
    ...(bmap !== false && { mapped: found?.map.ranges }),
  };
}

/** What begins each check; an MD5 in the image only when there is nothing better. */
function makersOf(
  { path, first, isStrong, more = [] }: CheckedImage,
  { all, known }: { readonly all: readonly FoundChecksum[]; readonly known: FoundChecksum | undefined },
  map: BlockMapsBeside['found'],
): (() => Check)[] {
  const hashes = all.filter((one) => one !== known);
  const implanted = findImplanted(first);
  const isStrongest = isStrong || all.some(({ algorithm }) => !isWeakAlgorithm(algorithm));
  return [
    ...hashes.map((one) => () => hashCheck(path, one)),
    ...more.map((one) => () => one),
    ...(map ? [() => bmapCheck(path, map.from, map.map, map.isOpenToAll)] : []),
    ...(implanted && !isStrongest ? [() => isoMd5Check(path, implanted)] : []),
  ];
}
