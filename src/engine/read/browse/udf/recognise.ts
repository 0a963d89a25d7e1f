import { ANCHOR_BLOCK, anchor } from '../../../bytes/formats/udf/anchor.ts';
import { readTag } from '../../../bytes/formats/udf/read-tag.ts';
import { tagIds } from '../../../bytes/formats/udf/tag.ts';
import type { Readable } from '../../../contract/ports/image.ts';
import { Medium } from './medium.ts';

/** Where the descriptors of a UDF volume are. */
export interface Recognised {
  readonly medium: Medium;
  readonly sequences: readonly SequencePlace[];
}

/** An extent of the medium. */
export interface SequencePlace {
  readonly block: number;
  readonly lengthBytes: number;
}

/** Optical media first, then disks. ECMA-167 3/8.1.2; UDF 2.60 §2.2.4.2. */
const BLOCK_SIZES = [2048, 512, 4096, 1024];
const RECOGNITION_AT_BYTE = 32 << 10;
const RECOGNITION_STEP_BYTES = 2048;
const MOST_DESCRIPTORS = 64;
const KNOWN = /^(CD001|BEA01|BOOT2|NSR0[23]|TEA01|CDW02)$/;

/**
 * Recognition sequence and an anchor; nothing when this is no UDF. The block size is the one for which an anchor stands
 * where it says. ECMA-167 2/8.3, 3/8.4.2.1.
 */
export async function recogniseUdf(image: Readable, imagePath: string): Promise<Recognised | undefined> {
  if (!(await saysUdf(image, imagePath))) return undefined;
  for (const blockBytes of BLOCK_SIZES) {
    const medium = new Medium(image, imagePath, blockBytes);
    for (const block of anchorPlaces(medium.blocks)) {
      const sequences = await sequencesAt(medium, block);
      if (sequences) return { medium, sequences };
    }
  }
  return undefined;
}

/** Whether the recognition sequence is that of UDF, with an anchor or without. */
export function saysUdf(image: Readable, imagePath: string): Promise<boolean> {
  return hasNsr(new Medium(image, imagePath, RECOGNITION_STEP_BYTES));
}

/** One descriptor a sector; on media with larger sectors what lies between is left out. */
async function hasNsr(medium: Medium): Promise<boolean> {
  for (let i = 0; i < MOST_DESCRIPTORS; i++) {
    const head = await medium.bytes(RECOGNITION_AT_BYTE + i * RECOGNITION_STEP_BYTES, 8);
    const name = head ? String.fromCharCode(...head.subarray(1, 6)) : '';
    if (name.startsWith('NSR0')) return true;
    if (!KNOWN.test(name) && name !== '\0\0\0\0\0') return false;
  }
  return false;
}

/** 256, the last block and the 256th before it; 512 on media not closed; drives count up to 152 blocks too many. */
function anchorPlaces(blocks: number): number[] {
  const last = blocks - 1;
  const ends = [last, last - 2, last - 150, last - 152].flatMap((end) => [end, end - ANCHOR_BLOCK]);
  return [ANCHOR_BLOCK, ...ends, 512].filter((block) => block >= 0);
}

async function sequencesAt(medium: Medium, block: number): Promise<SequencePlace[] | undefined> {
  const bytes = await medium.probe(block);
  const tag = bytes && readTag(bytes);
  if (!tag || tag.identifier !== tagIds.anchor || tag.location !== block) return undefined;
  const { mainSequence, reserveSequence } = anchor.decode(bytes, { onNote: () => {} });
  return [mainSequence, reserveSequence];
}
