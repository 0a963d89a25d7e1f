import { GUID_LINUX } from '../../bytes/formats/gpt/guid.ts';
import { gptEntry } from '../../bytes/formats/gpt/header.ts';
import { BLOCK_BYTES, masterBootRecord, TYPE_LINUX } from '../../bytes/formats/mbr/mbr.ts';

/** Where the array of a GPT begins, as we make it. */
const ARRAY_BYTE = 2 * BLOCK_BYTES;

/** Blocks of the second partition, by the first sectors of a stick that is there already. */
export function secondBlocksIn(head: Uint8Array): number | undefined {
  const lenient = { onNote: () => {} };
  const [, row] = masterBootRecord.decode(head.subarray(0, BLOCK_BYTES), lenient).partitions;
  if (row?.type === TYPE_LINUX) return row.blocks;
  const entry = gptEntry.decode(head, { ...lenient, atByte: ARRAY_BYTE + gptEntry.sizeBytes });
  return entry.type === GUID_LINUX ? entry.lastBlock - entry.firstBlock + 1 : undefined;
}
