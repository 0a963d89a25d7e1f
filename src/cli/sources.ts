import { stat } from 'node:fs/promises';
import { errnoOf } from '../engine/contract/failure/errno.ts';
import { Failure } from '../engine/contract/failure/failure.ts';
import { notAnImage } from '../engine/contract/failure/source-failures.ts';
import { isLocal } from '../engine/contract/plan/source-path.ts';
import { parseUrl } from '../engine/read/open/image-url.ts';
import { isReceiptFile } from '../engine/read/open/is-receipt-file.ts';
import { fileMedium } from '../engine/read/rescue/file-medium.ts';
import type { AskedSource, Task } from '../tasks/task.ts';
import { t } from '../words/language.ts';
import { usageFailure } from '../words/spoken-failure.ts';
import { absolutePath } from './absolute-path.ts';
import type { Face } from './face.ts';

/**
 * What a path stands for: a folder, an image file, standard input (`-`), an address, or the receipt of a job.
 *
 * @throws Failure `usage` for what the task does not take, `source-missing`, `source-unreadable`
 */
export async function sourceAt(path: string, { id, takes }: Task, face: Face): Promise<AskedSource> {
  if (takes.medium) return mediumAt(absolutePath(path, face), face);
  if (!isLocal(path)) {
    if (takes.image !== 'any') throw usageFailure(() => t().cli.usage.folderOrImage(id, path));
    return { kind: 'image', path: path === '-' ? path : parseUrl(path).href };
  }
  const absolute = absolutePath(path, face);
  const found = await statOf(absolute);
  if (found.isFIFO() || found.isSocket()) throw notAnImage(absolute, { reason: 'pipe' });
  if (found.isDirectory()) return { kind: 'folder', path: absolute };
  const isReceipt = takes.receipt && (await isReceiptFile(absolute));
  return { kind: isReceipt ? 'receipt' : 'image', path: absolute };
}

/** What is read sector by sector. A device is seen by the machine, without opening it. */
async function mediumAt(path: string, { machine }: Face): Promise<AskedSource> {
  const found = await statOf(path);
  if (!found.isBlockDevice()) return { kind: 'medium', path, sizeBytes: fileMedium(path).sizeBytes };
  if (!machine.findMedium)
    throw new Failure('not-supported-here', { what: 'read', platform: process.platform });
  const { sizeBytes, serial, deviceNumber, diskSequence } = await machine.findMedium(path, {});
  const sequence = diskSequence === undefined ? {} : { diskSequence };
  const number = deviceNumber === undefined ? {} : { deviceNumber };
  return { kind: 'medium', path, sizeBytes, expect: { sizeBytes, serial, ...number, ...sequence } };
}

async function statOf(path: string) {
  try {
    return await stat(path);
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === 'ENOENT' || errno === 'ENOTDIR')
      throw new Failure('source-missing', { path }, { cause: error });
    throw new Failure('source-unreadable', { path, errno }, { cause: error });
  }
}
