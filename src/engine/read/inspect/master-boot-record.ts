import { ACTIVE, BLOCK_BYTES, masterBootRecord } from '../../bytes/formats/mbr/mbr.ts';
import type { ReadAt } from '../../bytes/ranges/bytes-of.ts';
import type { MbrFacts } from '../../contract/events/inspection.ts';
import { type BootCode, hasSignature } from './boot-code.ts';

/** The table in the first sector, when that ends in the signature. */
export async function findMbr(bytes: ReadAt, code: BootCode | undefined): Promise<MbrFacts | undefined> {
  const sector = await bytes(0, BLOCK_BYTES);
  if (code === undefined || !hasSignature(sector)) return undefined;
  const { diskId, partitions } = masterBootRecord.decode(sector, { onNote: () => {} });
  return {
    diskId,
    code,
    partitions: partitions.flatMap(({ bootIndicator, type, startBlock, blocks }, i) =>
      blocks === 0 ? [] : [{ number: i + 1, active: bootIndicator === ACTIVE, type, startBlock, blocks }],
    ),
  };
}
