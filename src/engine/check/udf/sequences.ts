import { isZero, le16, le32, SECTOR, text } from '../bytes.ts';
import type { ImageView } from '../image-view.ts';
import type { RuleId } from '../rules.ts';
import { checkTag, LOGICAL, PARTITION, POINTER, PRIMARY, TERMINATING, tagIdentifier } from './tag.ts';

/** A UDF volume as its descriptors tell it. */
export interface UdfVolume {
  readonly partition: { readonly startBlock: number; readonly lengthBlocks: number };
  /** Byte of the partition descriptor. */
  readonly partitionAt: number;
  readonly fileSetBlock: number;
  readonly integrity: { readonly block: number; readonly lengthBytes: number };
}

interface Sequence {
  /** By identifier, the one that prevails. */
  readonly descriptors: ReadonlyMap<number, Descriptor>;
}

interface Descriptor {
  readonly bytes: Uint8Array;
  readonly atByte: number;
}

const MOST_DESCRIPTORS = 1024;
const NEEDED = [PRIMARY, PARTITION, LOGICAL] as const;

/** Both sequences an anchor names; what can be read of the volume. ECMA-167 3/8.4.1, 3/8.4.2. */
export async function checkSequences(view: ImageView, anchor: Uint8Array): Promise<UdfVolume | undefined> {
  const main = await sequenceOf(view, anchor, 16, 'udf.sequence.main');
  const reserve = await sequenceOf(view, anchor, 24, 'udf.sequence.reserve');
  for (const identifier of NEEDED) {
    const [one, two] = [main.descriptors.get(identifier), reserve.descriptors.get(identifier)];
    if (one && two && !isSame(one.bytes, two.bytes))
      view.report('udf.sequence.differ', two.atByte, `descriptor ${identifier}`);
  }
  const best = NEEDED.every((identifier) => main.descriptors.has(identifier)) ? main : reserve;
  const partition = best.descriptors.get(PARTITION);
  const logical = best.descriptors.get(LOGICAL);
  return partition && logical && volumeOf(view, partition, logical);
}

/** The descriptors of an extent up to its end. */
async function sequenceOf(view: ImageView, anchor: Uint8Array, at: number, rule: RuleId): Promise<Sequence> {
  const descriptors = new Map<number, Descriptor>();
  const start = le32(anchor, at + 4);
  const blocks = Math.min(Math.floor(le32(anchor, at) / SECTOR), MOST_DESCRIPTORS);
  let ended = false;
  for (let block = start; block < start + blocks && !ended; block++) {
    const bytes = (await view.bytes(block * SECTOR, SECTOR))?.slice();
    if (!bytes || isZero(bytes, 0, 16)) break;
    checkTag(view, bytes, { atByte: block * SECTOR, location: block });
    const identifier = tagIdentifier(bytes);
    if (identifier > 9 || identifier === POINTER)
      view.report('udf.tag.identifier', block * SECTOR, `${identifier} in a volume descriptor sequence`);
    ended = identifier === TERMINATING;
    take(descriptors, identifier, { bytes, atByte: block * SECTOR });
  }
  const missing = NEEDED.filter((identifier) => !descriptors.has(identifier));
  if (missing.length > 0) view.report(rule, start * SECTOR, `without descriptor ${missing.join(', ')}`);
  else if (!ended) view.report(rule, start * SECTOR, 'no terminating descriptor');
  return { descriptors };
}

/** The one with the highest sequence number prevails. ECMA-167 3/8.4.3. */
function take(descriptors: Map<number, Descriptor>, identifier: number, descriptor: Descriptor): void {
  const known = descriptors.get(identifier);
  if (!known || le32(descriptor.bytes, 16) >= le32(known.bytes, 16)) descriptors.set(identifier, descriptor);
}

/** Without the tags: these say where they are. */
function isSame(a: Uint8Array, b: Uint8Array): boolean {
  for (let at = 16; at < 512; at++) if (a[at] !== b[at]) return false;
  return true;
}

function volumeOf(view: ImageView, partition: Descriptor, logical: Descriptor): UdfVolume | undefined {
  const { bytes, atByte } = logical;
  if (text(bytes, 217, 19) !== '*OSTA UDF Compliant')
    view.report('udf.volume.domain', atByte + 216, JSON.stringify(text(bytes, 217, 19)));
  if (le32(bytes, 212) !== SECTOR) view.report('udf.volume.block-size', atByte + 212, `${le32(bytes, 212)}`);
  if (!/^\+NSR0[23]/.test(text(partition.bytes, 25, 6)))
    view.report('udf.partition', partition.atByte + 24, JSON.stringify(text(partition.bytes, 25, 6)));
  const isPlain = le32(bytes, 268) === 1 && bytes[440] === 1 && bytes[441] === 6;
  const isOurs = isPlain && le16(bytes, 444) === le16(partition.bytes, 22);
  if (!isOurs) {
    view.report('udf.volume.map', atByte + 440, `type ${bytes[440]}, ${le32(bytes, 268)} of them`);
    return undefined;
  }
  return {
    partition: { startBlock: le32(partition.bytes, 188), lengthBlocks: le32(partition.bytes, 192) },
    partitionAt: partition.atByte,
    fileSetBlock: le32(bytes, 252),
    integrity: { lengthBytes: le32(bytes, 432), block: le32(bytes, 436) },
  };
}
