import { BLOCK_BYTES, TYPE_GPT_PROTECTIVE } from '../../bytes/formats/mbr/mbr.ts';
import { type ReadAt, within } from '../../bytes/ranges/bytes-of.ts';
import type { GptTableFacts, MbrFacts } from '../../contract/events/inspection.ts';
import type { Sight } from './bounded-reader.ts';
import { efiProcessorsAt } from './efi-at.ts';
import { mbrRegions } from './reach/partitions.ts';

const MOST_PARTITIONS = 16;
const PARTITION_TYPES_AT = [450, 466, 482, 498];

/**
 * Processors whose loader UEFI finds on a stick: in a partition of the GPT, which counts when the MBR protects it, else
 * of the MBR; or on a stick that is one file system. Firmware goes by what is in a partition, whatever its type says.
 * UEFI 2.10 §5.2.3, §13.3.
 */
export async function stickProcessors(
  { bytes, sizeBytes = Number.POSITIVE_INFINITY }: Pick<Sight, 'bytes' | 'sizeBytes'>,
  mbr: MbrFacts | undefined,
  gpt: GptTableFacts | undefined,
): Promise<string[]> {
  const found = new Set<string>();
  for (const atByte of await startsOf(bytes, mbr, gpt)) {
    for (const processor of await efiProcessorsAt(within(bytes, atByte), sizeBytes - atByte))
      found.add(processor);
  }
  return [...found];
}

/** Firmware asks for an entry of this type, and not for the signature at the end. */
function protects(sector: Uint8Array): boolean {
  return PARTITION_TYPES_AT.some((at) => sector[at] === TYPE_GPT_PROTECTIVE);
}

async function startsOf(
  bytes: ReadAt,
  mbr: MbrFacts | undefined,
  gpt: GptTableFacts | undefined,
): Promise<number[]> {
  const isProtected = protects(await bytes(0, BLOCK_BYTES));
  if (gpt && isProtected)
    return gpt.partitions.slice(0, MOST_PARTITIONS).map(({ startBlock }) => startBlock * BLOCK_BYTES);
  const regions = mbr ? (await mbrRegions(bytes)).filter(({ isContainer }) => !isContainer) : [];
  return [0, ...regions.slice(0, MOST_PARTITIONS).map(({ startByte }) => startByte)];
}
