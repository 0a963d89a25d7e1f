import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { Failure } from '../ports/failure.ts';
import { errnoOf } from '../targets/positional-io.ts';
import { looksLikeReceipt, parseReceipt, type Receipt } from './receipt.ts';

/** A receipt of a terabyte is some 20 MB. */
const RECEIPT_BYTES = 256 << 20;
const LOOK_BYTES = 512;

/** Writes a new file, never over or through anything that is there. @throws Failure `output-exists`, `output-not-writable` */
export async function writeReceipt(path: string, receipt: Receipt): Promise<void> {
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
  const file = await open(path, flags, 0o644).catch((error: unknown) => {
    const errno = errnoOf(error);
    if (errno === 'EEXIST') throw new Failure('output-exists', { path }, { cause: error });
    throw new Failure('output-not-writable', { path, errno }, { cause: error });
  });
  try {
    await file.writeFile(`${JSON.stringify(receipt, undefined, 1)}\n`);
    await giveToCaller(file);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** @throws Failure `source-missing`, `source-unreadable`, `receipt-invalid` */
export async function readReceipt(path: string): Promise<Receipt> {
  const file = await openForReading(path);
  try {
    const { size } = await file.stat();
    if (size > RECEIPT_BYTES)
      throw new Failure('receipt-invalid', { path, problem: 'it is too large for a receipt' });
    return parseReceipt(await file.readFile('utf8'), path);
  } finally {
    await file.close();
  }
}

/** True when the file's first bytes mean to be a receipt; false for anything that cannot be read. */
export async function isReceiptFile(path: string): Promise<boolean> {
  const file = await openForReading(path).catch(() => undefined);
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

async function openForReading(path: string): Promise<FileHandle> {
  try {
    return await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === 'ENOENT') throw new Failure('source-missing', { path }, { cause: error });
    throw new Failure('source-unreadable', { path, errno }, { cause: error });
  }
}

/** A job under sudo makes files for the person who called it. */
async function giveToCaller(file: FileHandle): Promise<void> {
  const { SUDO_UID, SUDO_GID } = process.env;
  if (process.getuid?.() !== 0 || !SUDO_UID || !SUDO_GID) return;
  await file.chown(Number(SUDO_UID), Number(SUDO_GID)).catch(() => undefined);
}
