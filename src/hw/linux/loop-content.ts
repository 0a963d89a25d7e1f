import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import type { FileTarget } from '../../engine/contract/ports/machine.ts';
import type { BlockFacts, MachineFacts } from '../facts.ts';
import { within } from '../within.ts';
import { isUnsaid } from './loops.ts';

const SECTOR_BYTES = 512;
const SAMPLE_BYTES = 4096;
const SAMPLES = 64;
/** A device that does not answer tells nothing. */
const READ_LIMIT_MS = 5000;

/**
 * Looks into loop devices of a file's length that nobody can say anything about: one whose bytes are not those of the
 * file does not stand for it. Nothing is concluded about one that is in use (its bytes change) or cannot be read.
 */
export async function withDifferences(facts: MachineFacts, file: FileTarget): Promise<MachineFacts> {
  const { path } = file;
  if (path === undefined || !facts.blocks.some(isUnsaid)) return facts;
  const blocks = await Promise.all(
    facts.blocks.map(async (block) => {
      const { loop } = block;
      const isCandidate =
        isUnsaid(block) && block.sizeBytes === file.sizeBytes - (file.sizeBytes % SECTOR_BYTES);
      if (!loop || !isCandidate || isUsed(facts, block)) return block;
      const isOther = await within(
        differs(`/dev/${block.name}`, path, file.sizeBytes),
        READ_LIMIT_MS,
        () => false,
      );
      return isOther ? { ...block, loop: { ...loop, differsFrom: file.key } } : block;
    }),
  );
  return { ...facts, blocks };
}

function isUsed({ blocks, mounts, swaps }: MachineFacts, { name }: BlockFacts): boolean {
  const own = blocks.filter((block) => block.name === name || block.partition?.disk === name);
  return own.some(
    (block) =>
      block.holders.length > 0 ||
      mounts.some(({ deviceNumber }) => deviceNumber === block.deviceNumber) ||
      swaps.some(({ path }) => path === `/dev/${block.name}`),
  );
}

async function differs(device: string, path: string, sizeBytes: number): Promise<boolean> {
  const [left, right] = await Promise.all([open(device, 'r'), open(path, 'r')]);
  try {
    // What was written to the device and is still in memory would be missing in the file.
    await left.sync();
    for (const atByte of samplePlaces(sizeBytes))
      if (!(await sample(left, atByte)).equals(await sample(right, atByte))) return true;
    return false;
  } finally {
    await Promise.all([left.close(), right.close()]);
  }
}

/** From the first byte to the last whole sector, evenly. */
function samplePlaces(sizeBytes: number): number[] {
  const last = Math.max(0, sizeBytes - (sizeBytes % SECTOR_BYTES) - SAMPLE_BYTES);
  return Array.from(
    { length: SAMPLES },
    (_, index) => Math.floor((last * index) / (SAMPLES - 1) / 512) * 512,
  );
}

async function sample(handle: FileHandle, atByte: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(SAMPLE_BYTES), 0, SAMPLE_BYTES, atByte);
  return buffer.subarray(0, bytesRead);
}
