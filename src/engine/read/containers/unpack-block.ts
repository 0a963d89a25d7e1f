import { sourceDamaged } from '../../contract/failure/source-failures.ts';
import { bytesIn, type Suspect } from './checked-bytes.ts';
import { unpackers } from './unpackers.ts';

export type BlockPacking = keyof typeof unpackers;

interface PackedBlock {
  readonly packing: BlockPacking;
  readonly atByte: number;
  readonly packedBytes: number;
  /** What it unpacks to, and never more. */
  readonly blockBytes: number;
  /** Of a last block that may be shorter. */
  readonly leastBytes?: number;
  /** Where the packed bytes end, when only about is known where. */
  readonly trim?: (packed: Uint8Array) => Uint8Array | undefined;
}

/** Reads and unpacks one block. @throws Failure `source-damaged`, `source-truncated` */
export async function unpackBlock(file: Suspect, format: string, block: PackedBlock): Promise<Uint8Array> {
  const { packing, atByte, packedBytes, blockBytes, leastBytes = blockBytes, trim } = block;
  const read = await bytesIn(file, atByte, packedBytes);
  const packed = trim ? trim(read) : read;
  const unpacked = packed && (await unpackOrNothing(packing, packed, blockBytes));
  if (unpacked === undefined || unpacked.length < leastBytes)
    throw sourceDamaged(file.path, { reason: 'container-block', format }, atByte);
  return unpacked.length === blockBytes ? unpacked : filledUp(unpacked, blockBytes);
}

async function unpackOrNothing(
  packing: BlockPacking,
  packed: Uint8Array,
  maxOutputLength: number,
): Promise<Uint8Array | undefined> {
  return unpackers[packing](packed, { maxOutputLength }).catch(() => undefined);
}

function filledUp(short: Uint8Array, lengthBytes: number): Uint8Array {
  const whole = new Uint8Array(lengthBytes);
  whole.set(short);
  return whole;
}
