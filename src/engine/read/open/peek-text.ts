import { constants } from 'node:fs';
import { open, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { isInside } from '../../contract/plan/path-style.ts';

const { O_RDONLY, O_NONBLOCK = 0 } = constants;

/** As much of a small text as anybody looks at. */
export const PEEK_BYTES = 4096;

/**
 * The beginning of a plain file in a folder as text; undefined for what is none, cannot be read, or is elsewhere: a link of a system
 * that was mounted may lead into the one that runs. Never waits for a pipe in its place.
 */
export async function peekText(folder: string, inside: string): Promise<string | undefined> {
  try {
    const path = await realpath(join(folder, inside));
    if (!isInside(path, await realpath(folder))) return undefined;
    await using file = await open(path, O_RDONLY | O_NONBLOCK);
    if (!(await file.stat()).isFile()) return undefined;
    const { buffer, bytesRead } = await file.read(new Uint8Array(PEEK_BYTES), 0, PEEK_BYTES, 0);
    return Buffer.from(buffer.subarray(0, bytesRead)).toString('utf8');
  } catch {
    return undefined;
  }
}
