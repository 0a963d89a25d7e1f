import { readdirSync, readFileSync } from 'node:fs';

const SECTOR_BYTES = 512;
const BLOCK_BYTES = 4096;

/**
 * A length that no loop device of this machine has. One that a killed run left behind, whose file is gone, could be the
 * target's for all that an ordinary user can find out, and the program would refuse to write.
 */
export function lengthOfNoLoop(leastBytes: number): number {
  const taken = readdirSync('/sys/block')
    .filter((name) => name.startsWith('loop'))
    .map((name) => Number(readFileSync(`/sys/block/${name}/size`, 'utf8')) * SECTOR_BYTES);
  let lengthBytes = leastBytes;
  while (taken.includes(lengthBytes)) lengthBytes += BLOCK_BYTES;
  return lengthBytes;
}
