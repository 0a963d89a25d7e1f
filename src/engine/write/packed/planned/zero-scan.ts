import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Image } from '../../../contract/ports/image.ts';
import type { PackRun } from '../pieces.ts';

const STEP_BYTES = 4 << 20;

/** Neighbouring blocks that hold more than zeros. */
export interface BlockRun {
  readonly firstBlock: number;
  readonly blocks: number;
}

/** Reads an image once, in order, and tells which blocks of it hold anything. What checks the image sees these bytes. */
export async function scanForZeros(image: Image, blockBytes: number, run: PackRun): Promise<BlockRun[]> {
  const stepBytes = Math.max(1, Math.floor(STEP_BYTES / blockBytes)) * blockBytes;
  const zeros = Buffer.alloc(blockBytes);
  const runs: { firstBlock: number; blocks: number }[] = [];
  for (let atByte = 0; atByte < image.sizeBytes; atByte += stepBytes) {
    await run.gate.pass(run.signal);
    // Empty stretches wait for nothing: a stop would never be heard.
    await nextTurn();
    run.signal.throwIfAborted();
    const bytes = Buffer.alloc(Math.min(stepBytes, image.sizeBytes - atByte));
    await image.read(atByte, bytes);
    image.passed?.(bytes);
    for (let at = 0; at < bytes.length; at += blockBytes) {
      const block = bytes.subarray(at, at + blockBytes);
      if (!zeros.subarray(0, block.length).equals(block)) addBlock(runs, (atByte + at) / blockBytes);
    }
    run.onPacked(atByte + bytes.length);
  }
  return runs;
}

function addBlock(runs: { firstBlock: number; blocks: number }[], block: number): void {
  const last = runs.at(-1);
  if (last && last.firstBlock + last.blocks === block) last.blocks += 1;
  else runs.push({ firstBlock: block, blocks: 1 });
}
