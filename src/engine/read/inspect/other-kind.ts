import type { CompressionFacts } from '../../contract/failure/compression-reasons.ts';
import type { FoundFacts } from '../../contract/failure/source-reasons.ts';
import type { Readable } from '../../contract/ports/image.ts';
import { kindOf } from '../open/foreign/find-kind.ts';
import { isBlank, kindByEnd, TRAILER_BYTES } from '../open/foreign/trailer.ts';
import { LOOK_BYTES } from '../open/not-an-image.ts';
import { otherCompression } from '../open/other-compression.ts';
import { Sight } from './bounded-reader.ts';

/** What it is in the place of an image, or what it is packed with. */
export interface OtherKind {
  readonly other?: FoundFacts;
  readonly packed?: CompressionFacts;
}

/** Of longer ones it is not said that nothing but zeros is in them. */
const MOST_BLANK_BYTES = 256 << 20;
const SCAN_BYTES = 1 << 20;

/** The same as refuses it where it is written: by its first bytes, by its last, or by being blank. */
export async function otherKind(image: Readable<number | undefined>): Promise<OtherKind> {
  const sight = new Sight(image);
  const first = await sight.bytes(0, LOOK_BYTES);
  if (first.length === 0) return {};
  const packed = otherCompression(first);
  if (packed) return { packed };
  const other = kindOf(first) ?? (await kindOfEnd(sight, first));
  return other ? { other } : {};
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
