import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

const LOOK_BYTES = 512;

/** True when the file's first bytes mean to be a receipt; false for anything that cannot be read. */
export async function isReceiptFile(path: string): Promise<boolean> {
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch(() => undefined);
  if (!file) return false;
  try {
    if (!(await file.stat()).isFile()) return false;
    const { buffer, bytesRead } = await file.read(new Uint8Array(LOOK_BYTES), 0, LOOK_BYTES, 0);
    return looksLikeReceipt(Buffer.from(buffer.subarray(0, bytesRead)).toString('utf8'));
  } catch {
    return false;
  } finally {
    await file.close();
  }
}

/** True for a text that means to be a receipt. */
export function looksLikeReceipt(text: string): boolean {
  return /^\s*\{[\s\S]{0,200}"kind"\s*:\s*"isowright-receipt"/.test(text);
}
