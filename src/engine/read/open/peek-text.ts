import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

const { O_RDONLY, O_NONBLOCK = 0 } = constants;

/** As much of a small text as anybody looks at. */
export const PEEK_BYTES = 4096;

/** The beginning of a plain file as text; undefined for what is none, or cannot be read. Never waits for a pipe in its place. */
export async function peekText(path: string): Promise<string | undefined> {
  try {
    await using file = await open(path, O_RDONLY | O_NONBLOCK);
    if (!(await file.stat()).isFile()) return undefined;
    const { buffer, bytesRead } = await file.read(new Uint8Array(PEEK_BYTES), 0, PEEK_BYTES, 0);
    return Buffer.from(buffer.subarray(0, bytesRead)).toString('utf8');
  } catch {
    return undefined;
  }
}
