import type { RuleId } from '../../contract/events/rule-sections.ts';
import { isZero, le16, le32, text } from '../bytes.ts';
import type { ImageView } from '../image-view.ts';
import { mapsOf, type PartitionMap } from './maps.ts';
import type { Place } from './space.ts';
import { checkTag, LOGICAL, PARTITION, POINTER, PRIMARY, TERMINATING, tagIdentifier } from './tag.ts';

/** A UDF volume as its descriptors tell it. */
export interface UdfVolume {
  readonly blockBytes: number;
  /** By number. */
  readonly partitions: ReadonlyMap<number, PartitionPlace>;
  readonly maps: readonly PartitionMap[];
  /** Byte of the maps. */
  readonly mapsAt: number;
  readonly fileSet: Place;
  readonly integrity: { readonly block: number; readonly lengthBytes: number };
}

export interface PartitionPlace {
  readonly startBlock: number;
  readonly lengthBlocks: number;
  /** Byte of the descriptor. */
  readonly atByte: number;
}

interface Sequence {
  /** By identifier, the one that prevails. */
  readonly descriptors: ReadonlyMap<number, Descriptor>;
  /** By number of the partition. */
  readonly partitions: ReadonlyMap<number, Descriptor>;
}

interface Descriptor {
  readonly bytes: Uint8Array;
  readonly atByte: number;
}

const MOST_DESCRIPTORS = 1024;
/** ECMA-167 3/10.1.9. */
const SET_IDENTIFIER_AT = 72;
const SET_IDENTIFIER_END = 200;
const NEEDED = [PRIMARY, PARTITION, LOGICAL] as const;

/** Both sequences an anchor names; what can be read of the volume. ECMA-167 3/8.4.1, 3/8.4.2. */
export async function checkSequences(
  view: ImageView,
  anchor: Uint8Array,
  blockBytes: number,
): Promise<UdfVolume | undefined> {
  const at = (place: number) => ({
    start: le32(anchor, place + 4),
    lengthBytes: le32(anchor, place),
    blockBytes,
  });
  const main = await sequenceOf(view, at(16), 'udf.sequence.main');
  const reserve = await sequenceOf(view, at(24), 'udf.sequence.reserve');
  for (const identifier of NEEDED) {
    const [one, two] = [main.descriptors.get(identifier), reserve.descriptors.get(identifier)];
    if (one && two && !isSame(one.bytes, two.bytes, identifier))
      view.report('udf.sequence.differ', two.atByte, { descriptors: identifier });
  }
  const best = NEEDED.every((identifier) => main.descriptors.has(identifier)) ? main : reserve;
  const logical = best.descriptors.get(LOGICAL);
  return logical && volumeOf(view, best.partitions, logical, blockBytes);
}

/** The descriptors of an extent up to its end. */
async function sequenceOf(
  view: ImageView,
  place: { readonly start: number; readonly lengthBytes: number; readonly blockBytes: number },
  rule: RuleId,
): Promise<Sequence> {
  const descriptors = new Map<number, Descriptor>();
  const partitions = new Map<number, Descriptor>();
  const { start, lengthBytes, blockBytes } = place;
  const blocks = Math.min(Math.floor(lengthBytes / blockBytes), MOST_DESCRIPTORS);
  let ended = false;
  for (let block = start; block < start + blocks && !ended; block++) {
    const bytes = (await view.bytes(block * blockBytes, blockBytes))?.slice();
    if (!bytes || isZero(bytes, 0, 16)) break;
    checkTag(view, bytes, { atByte: block * blockBytes, location: block });
    const identifier = tagIdentifier(bytes);
    if (identifier > 9 || identifier === POINTER)
      view.report('udf.tag.identifier', block * blockBytes, { descriptors: identifier });
    ended = identifier === TERMINATING;
    const descriptor = { bytes, atByte: block * blockBytes };
    take(descriptors, identifier, descriptor);
    if (identifier === PARTITION) take(partitions, le16(bytes, 22), descriptor);
  }
  const missing = NEEDED.filter((identifier) => !descriptors.has(identifier));
  if (missing.length > 0) view.report(rule, start * blockBytes, {}, { descriptors: missing.join(', ') });
  else if (!ended) view.report(rule, start * blockBytes, {}, { descriptors: TERMINATING });
  return { descriptors, partitions };
}

/** The one with the highest sequence number prevails. ECMA-167 3/8.4.3. */
function take(into: Map<number, Descriptor>, key: number, descriptor: Descriptor): void {
  const known = into.get(key);
  if (!known || le32(descriptor.bytes, 16) >= le32(known.bytes, 16)) into.set(key, descriptor);
}

/**
 * Without the tags: these say where they are. The identifier of the volume set is to be unlike all others, and genisoimage makes
 * a new one for each copy.
 */
function isSame(a: Uint8Array, b: Uint8Array, identifier: number): boolean {
  for (let at = 16; at < 512; at++) {
    const isSetIdentifier = identifier === PRIMARY && at >= SET_IDENTIFIER_AT && at < SET_IDENTIFIER_END;
    if (a[at] !== b[at] && !isSetIdentifier) return false;
  }
  return true;
}

function volumeOf(
  view: ImageView,
  partitions: ReadonlyMap<number, Descriptor>,
  { bytes, atByte }: Descriptor,
  blockBytes: number,
): UdfVolume | undefined {
  if (text(bytes, 217, 19) !== '*OSTA UDF Compliant')
    view.report('udf.volume.domain', atByte + 216, { text: text(bytes, 217, 19) });
  if (le32(bytes, 212) !== blockBytes)
    view.report('udf.volume.block-size', atByte + 212, { blockBytes: le32(bytes, 212) }, { blockBytes });
  const maps = mapsOf(bytes);
  if (!maps) {
    view.report('udf.volume.map', atByte + 440, { type: bytes[440], number: le32(bytes, 268) });
    return undefined;
  }
  return {
    blockBytes,
    partitions: placesOf(view, partitions),
    maps,
    mapsAt: atByte + 440,
    fileSet: { block: le32(bytes, 252), partition: le16(bytes, 256) },
    integrity: { lengthBytes: le32(bytes, 432), block: le32(bytes, 436) },
  };
}

/** ECMA-167 3/10.5. */
function placesOf(view: ImageView, partitions: ReadonlyMap<number, Descriptor>): Map<number, PartitionPlace> {
  const places = new Map<number, PartitionPlace>();
  for (const [number, { bytes, atByte }] of partitions) {
    if (!/^\+NSR0[23]/.test(text(bytes, 25, 6)))
      view.report('udf.partition', atByte + 24, { text: text(bytes, 25, 6) });
    places.set(number, { startBlock: le32(bytes, 188), lengthBlocks: le32(bytes, 192), atByte });
  }
  return places;
}
