import { BLOCK_BYTES, TYPE_GPT_PROTECTIVE } from '../../bytes/formats/mbr/mbr.ts';
import { type ReadAt, within } from '../../bytes/ranges/bytes-of.ts';
import type { GptTableFacts, MbrFacts } from '../../contract/events/inspection.ts';
import type { Sight } from './bounded-reader.ts';
import { type EfiLoaders, efiLoadersAt, NONE, togetherOf } from './efi-at.ts';
import { mbrRegions } from './reach/partitions.ts';

const MOST_PARTITIONS = 16;
export const LARGE_BYTES = 4096;
const LARGE_FACTOR = LARGE_BYTES / BLOCK_BYTES;
const PARTITION_AT_BYTES = [446, 462, 478, 494];

/** What UEFI finds on a stick. */
export interface StickFacts {
  readonly loaders: EfiLoaders;
  /** In partitions of an MBR that counts in sectors of 4096 bytes. */
  readonly large: EfiLoaders;
  /** Partitions of the MBR lie over each other: firmware then believes none of them. */
  readonly isOverlapping: boolean;
  /** Where volumes were looked for. */
  readonly startBytes: readonly number[];
}

/**
 * What UEFI finds on a stick: in a partition of the GPT, which counts when the MBR protects it, else
 * of the MBR; or on a stick that is one file system. Firmware goes by what is in a partition, whatever its type says.
 * UEFI 2.10 §5.2.3, §13.3.
 */
export async function stickFacts(
  { bytes, sizeBytes = Number.POSITIVE_INFINITY }: Pick<Sight, 'bytes' | 'sizeBytes'>,
  mbr: MbrFacts | undefined,
  gpt: GptTableFacts | undefined,
): Promise<StickFacts> {
  const isProtected = gpt !== undefined && protects(await bytes(0, BLOCK_BYTES));
  const isOverlapping = !isProtected && mbr !== undefined && areOverlapping(mbr);
  const loadersIn = async (startBytes: readonly number[]): Promise<EfiLoaders> => {
    const found: EfiLoaders[] = [];
    for (const atByte of startBytes)
      found.push(await efiLoadersAt(within(bytes, atByte), sizeBytes - atByte));
    return togetherOf(found);
  };
  const starts = await startsOf(bytes, mbr, isProtected ? gpt : undefined);
  const loaders = await loadersIn(starts);
  const isElsewhere = loaders.starts.length === 0 && gpt === undefined;
  const large = isElsewhere
    ? await loadersIn(starts.filter((at) => at > 0).map((at) => at * LARGE_FACTOR))
    : NONE;
  return { loaders, large, isOverlapping, startBytes: starts };
}

/** Firmware asks for an entry of this type that begins behind the sector itself, and not for the signature at the end. UEFI 2.10 §5.2.3. */
function protects(sector: Uint8Array): boolean {
  return PARTITION_AT_BYTES.some(
    (at) => sector[at + 4] === TYPE_GPT_PROTECTIVE && isOne(sector.subarray(at + 8, at + 12)),
  );
}

function isOne([first, ...rest]: Uint8Array): boolean {
  return first === 1 && rest.every((byte) => byte === 0);
}

/** Entries of type 0 are none, whatever else they say: hybrids hide the whole image in one. */
function areOverlapping({ partitions }: MbrFacts): boolean {
  const real = partitions.filter(({ type }) => type !== 0);
  return real.some((one, i) =>
    real
      .slice(i + 1)
      .some(
        (other) =>
          one.startBlock < other.startBlock + other.blocks && other.startBlock < one.startBlock + one.blocks,
      ),
  );
}

async function startsOf(
  bytes: ReadAt,
  mbr: MbrFacts | undefined,
  gpt: GptTableFacts | undefined,
): Promise<number[]> {
  if (gpt) {
    const { partitions, blockBytes = BLOCK_BYTES } = gpt;
    return partitions.slice(0, MOST_PARTITIONS).map(({ startBlock }) => startBlock * blockBytes);
  }
  const regions = mbr ? (await mbrRegions(bytes)).filter(({ isContainer }) => !isContainer) : [];
  return [0, ...regions.slice(0, MOST_PARTITIONS).map(({ startByte }) => startByte)];
}
