import { join } from 'node:path';
import { readNumberNow } from './read.ts';

/** Where nothing is said. */
const USUAL_BYTES = 512 * 1024;
/** Memory of a process is gathered page by page. */
const PAGE_BYTES = 4096;

/**
 * How much of a device is read or written by one command: what is longer becomes several, and each of them can fail, or be slow, by
 * itself. A command is bounded by its length and by the pieces of memory that it gathers.
 * https://docs.kernel.org/block/queue-sysfs.html
 *
 * @param queue `/sys/class/block/NAME/queue` of the whole disk
 */
export function commandBytesOf(queue: string): number {
  const kib = readNumberNow(join(queue, 'max_sectors_kb'));
  const segments = readNumberNow(join(queue, 'max_segments'));
  const byLength = kib === undefined ? USUAL_BYTES : kib * 1024;
  return segments ? Math.min(byLength, segments * PAGE_BYTES) : byLength;
}
