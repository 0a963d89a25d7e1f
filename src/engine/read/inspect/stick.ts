import { GUID_BASIC_DATA, GUID_EFI_SYSTEM } from '../../bytes/formats/gpt/guid.ts';
import { BLOCK_BYTES, TYPE_EFI_SYSTEM, TYPE_GPT_PROTECTIVE } from '../../bytes/formats/mbr/mbr.ts';
import { within } from '../../bytes/ranges/bytes-of.ts';
import type { GptTableFacts, MbrFacts } from '../../contract/events/inspection.ts';
import type { Sight } from './bounded-reader.ts';
import { efiProcessorsAt } from './efi-at.ts';

/** Partition types of FAT file systems. */
const FAT_TYPES = [0x01, 0x04, 0x06, 0x0b, 0x0c, 0x0e, TYPE_EFI_SYSTEM];
const MOST_PARTITIONS = 16;

/**
 * Processors whose loader UEFI finds on a stick: in a partition of the GPT, which counts when the MBR protects it, else
 * of the MBR; or on a stick that is one file system. UEFI 2.10 §5.2.3, §13.3.
 */
export async function stickProcessors(
  { bytes, sizeBytes = Number.POSITIVE_INFINITY }: Pick<Sight, 'bytes' | 'sizeBytes'>,
  mbr: MbrFacts | undefined,
  gpt: GptTableFacts | undefined,
): Promise<string[]> {
  const found = new Set<string>();
  for (const startBlock of startsOf(mbr, gpt)) {
    const atByte = startBlock * BLOCK_BYTES;
    for (const processor of await efiProcessorsAt(within(bytes, atByte), sizeBytes - atByte))
      found.add(processor);
  }
  return [...found];
}

function startsOf(mbr: MbrFacts | undefined, gpt: GptTableFacts | undefined): number[] {
  const isProtected = mbr?.partitions.some(({ type }) => type === TYPE_GPT_PROTECTIVE);
  if (gpt && isProtected)
    return gpt.partitions
      .filter(({ type }) => type === GUID_EFI_SYSTEM || type === GUID_BASIC_DATA)
      .slice(0, MOST_PARTITIONS)
      .map(({ startBlock }) => startBlock);
  const partitions = (mbr?.partitions ?? []).filter(({ type }) => FAT_TYPES.includes(type));
  return [0, ...partitions.map(({ startBlock }) => startBlock)];
}
