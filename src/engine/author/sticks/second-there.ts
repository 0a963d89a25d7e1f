import { GUID_BASIC_DATA, GUID_LINUX } from '../../bytes/formats/gpt/guid.ts';
import { gptEntry } from '../../bytes/formats/gpt/header.ts';
import {
  BLOCK_BYTES,
  masterBootRecord,
  TYPE_GPT_PROTECTIVE,
  TYPE_LINUX,
} from '../../bytes/formats/mbr/mbr.ts';

/** Bytes of the first partition, which holds the files. */
export function filesBytesIn(head: Uint8Array, blockBytes: number): number | undefined {
  const lenient = { onNote: () => {} };
  const [row] = masterBootRecord.decode(head.subarray(0, BLOCK_BYTES), lenient).partitions;
  if (row?.type !== TYPE_GPT_PROTECTIVE) return row && row.blocks * blockBytes;
  const entry = gptEntry.decode(head, { ...lenient, atByte: 2 * blockBytes });
  return entry.type === GUID_BASIC_DATA ? (entry.lastBlock - entry.firstBlock + 1) * blockBytes : undefined;
}

/** Bytes of the second partition, by the first blocks of a stick that is there already. */
export function secondBytesIn(head: Uint8Array, blockBytes: number): number | undefined {
  const lenient = { onNote: () => {} };
  const [, row] = masterBootRecord.decode(head.subarray(0, BLOCK_BYTES), lenient).partitions;
  if (row?.type === TYPE_LINUX) return row.blocks * blockBytes;
  // The array of a GPT begins in the third block, as we make it.
  const entry = gptEntry.decode(head, { ...lenient, atByte: 2 * blockBytes + gptEntry.sizeBytes });
  return entry.type === GUID_LINUX ? (entry.lastBlock - entry.firstBlock + 1) * blockBytes : undefined;
}
