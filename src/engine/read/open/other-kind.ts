import type { Inspection, InspectionNote } from '../../contract/events/inspection.ts';
import type { CompressionFacts } from '../../contract/failure/compression-reasons.ts';
import type { FoundFacts } from '../../contract/failure/source-reasons.ts';
import type { Readable } from '../../contract/ports/image.ts';
import { isBlank, kindByEnd, TRAILER_BYTES } from '../containers/trailer.ts';
import { Sight } from '../inspect/bounded-reader.ts';
import { kindOf } from './foreign/find-kind.ts';
import { LOOK_BYTES } from './not-an-image.ts';
import { otherCompression } from './other-compression.ts';
import { type FoundWay, foundPacked } from './packed-disk.ts';

/** What it is in the place of an image, or what it is packed with. */
export interface OtherKind {
  readonly other?: FoundFacts;
  readonly packed?: CompressionFacts;
}

/** Of longer ones it is not said that nothing but zeros is in them. */
const MOST_BLANK_BYTES = 256 << 20;
const SCAN_BYTES = 1 << 20;

/**
 * The same as refuses it where it is written: by its first bytes, by its last, or by being blank.
 */
export async function otherKind(image: Readable<number | undefined>, way: FoundWay): Promise<OtherKind> {
  const sight = new Sight(image);
  const first = await sight.bytes(0, LOOK_BYTES);
  if (first.length === 0) return {};
  const packed = otherCompression(first);
  if (packed) return { packed };
  const other = kindOf(first) ?? (await kindOfEnd(sight, first));
  return other ? { other: foundPacked(other, way) } : {};
}

async function kindOfEnd(sight: Sight, first: Uint8Array): Promise<FoundFacts | undefined> {
  const { sizeBytes } = sight;
  if (sizeBytes === undefined || !sight.sees(sizeBytes)) return undefined;
  const byEnd = kindByEnd(await sight.bytes(Math.max(0, sizeBytes - TRAILER_BYTES), TRAILER_BYTES));
  if (byEnd || !isBlank(first) || sizeBytes > MOST_BLANK_BYTES) return byEnd;
  for (let at = first.length; at < sizeBytes; at += SCAN_BYTES)
    if (!isBlank(await sight.bytes(at, Math.min(SCAN_BYTES, sizeBytes - at)))) return undefined;
  return { reason: 'zeros' };
}

/** What was found of an image, when it is none: what stands in it by chance is not told. */
export function withOtherKind(found: Inspection, { other, packed }: OtherKind): Inspection {
  if (!other && !packed) return found;
  // Raw sectors have a note of their own.
  const isNoted = found.notes.some(({ code }) => code === other?.reason);
  const note: InspectionNote = packed
    ? { code: 'packed', packed }
    : { code: 'not-an-image', ...(other && { other }) };
  const notes = isNoted ? found.notes : [...found.notes, note];
  // A disc in a container of a fixed size is still a disc.
  const isSure = found.kind !== 'unknown' && found.kind !== 'disk';
  return isSure ? { ...found, notes } : { ...found, kind: 'other', volumes: [], notes };
}
