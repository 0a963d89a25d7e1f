import { constants, type ZstdOptions } from 'node:zlib';

/** The largest block that there is: the larger, the better it packs. */
export const BLOCK_LOG2 = 20;
export const BLOCK_BYTES = 1 << BLOCK_LOG2;
/** The best that does not need a window of its own. */
export const BEST_LEVEL = 19;

/** The kernel has memory for a window of one block, and refuses frames that say more. fs/squashfs/zstd_wrapper.c */
export function packing(level: number): ZstdOptions {
  return {
    params: { [constants.ZSTD_c_compressionLevel]: level, [constants.ZSTD_c_windowLog]: BLOCK_LOG2 },
  };
}
