import { constants } from 'node:fs';
import { type FileHandle, open, unlink } from 'node:fs/promises';
import { errnoOf } from '../../contract/failure/errno.ts';
import { Failure } from '../../contract/failure/failure.ts';
import { receiptInvalid } from '../../contract/failure/refused.ts';
import type { ConfirmedFiles } from '../../contract/plan/confirmed-files.ts';
import { outputFailure } from '../../host/files/output-failure.ts';
import { demandConfirmed } from '../../host/trust/confirmed-files.ts';
import { unledPath } from '../../host/trust/unled-path.ts';
import { parseReceipt, type Receipt } from './receipt.ts';

/** A receipt of a terabyte is some 20 MB. */
const RECEIPT_BYTES = 256 << 20;

/** Writes a new file, never over or through anything that is there. @throws Failure `output-exists`, `output-not-writable`, `no-space` */
export async function writeReceipt(path: string, receipt: Receipt): Promise<void> {
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
  const file = await openAt(path, flags).catch((error: unknown) => {
    throw outputFailure(error, path);
  });
  try {
    await file.writeFile(`${JSON.stringify(receipt, undefined, 1)}\n`);
    await giveToCaller(file);
    await file.sync();
    await file.close();
  } catch (error) {
    // Half a receipt proves nothing. Emptied through what is open: by its name it could be another file by now.
    await file.truncate(0).catch(() => undefined);
    await file.close().catch(() => undefined);
    await unlink(path).catch(() => undefined);
    throw outputFailure(error, path);
  }
}

/** Through no link of somebody else, when it is root who writes. */
async function openAt(path: string, flags: number): Promise<FileHandle> {
  const way = unledPath(path);
  try {
    return await open(way.at, flags, 0o644);
  } finally {
    way.close();
  }
}

/** @param files what was confirmed. @throws Failure `source-missing`, `source-unreadable`, `receipt-invalid`, `target-changed`, `source-changed` */
export async function readReceipt(path: string, files?: ConfirmedFiles): Promise<Receipt> {
  const file = await openForReading(path);
  try {
    const found = await file.stat({ bigint: true });
    demandConfirmed(path, files, found);
    const { size } = found;
    if (size > RECEIPT_BYTES) throw receiptInvalid(path, { reason: 'too-large' });
    return parseReceipt(await file.readFile('utf8'), path);
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
