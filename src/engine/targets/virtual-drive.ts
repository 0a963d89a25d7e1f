import { constants } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Failure } from '../ports/failure.ts';
import type { Target, TargetState } from '../ports/target.ts';
import { type ConfirmedFiles, demandConfirmed } from '../safety/confirmed-files.ts';
import { type DirectFile, openDirect } from './direct-open.ts';
import { FileIo } from './file-io.ts';
import { errnoOf } from './positional-io.ts';

/** As on a real drive: partition tables and boot sectors live in the first MiB. */
const HEAD_BYTES = 1 << 20;
const PAGE_BYTES = 4096;

/**
 * An existing regular file, used as a drive of its size (`--file-target`, the practice bench).
 *
 * @throws Failure `target-missing`, `target-refused`, `identity-mismatch`, `target-changed`, `permission-denied`
 */
export async function openVirtualDrive(
  path: string,
  expectedBytes?: number,
  purpose: 'write' | 'read' = 'write',
  files?: ConfirmedFiles,
): Promise<Target> {
  const { size } = await regularFile(path);
  if (expectedBytes !== undefined && expectedBytes !== size) {
    throw new Failure('identity-mismatch', {
      target: path,
      field: 'size',
      expected: `${expectedBytes} bytes`,
      found: `${size} bytes`,
    });
  }
  const file = await openFile(
    path,
    size % PAGE_BYTES === 0,
    purpose === 'read' ? constants.O_RDONLY : constants.O_RDWR,
  );
  await demandSame(file, path, size, files);
  const io = new FileIo(basename(path), file);
  let wroteBytes = 0;
  return {
    name: io.name,
    capacityBytes: size,
    blockBytes: size % PAGE_BYTES === 0 ? PAGE_BYTES : 1,
    headBytes: Math.min(HEAD_BYTES, size - (size % PAGE_BYTES)),
    uncached: file.direct,
    write(atByte, bytes) {
      wroteBytes += bytes.length;
      return io.write(atByte, bytes);
    },
    flush: () => io.flush(),
    read: (atByte, into) => io.read(atByte, into),
    finish: async () => file.handle.close(),
    async abandon(): Promise<TargetState> {
      await file.handle.close().catch(() => undefined);
      return wroteBytes === 0 ? 'untouched' : 'unfinished';
    },
  };
}

async function regularFile(path: string): Promise<{ size: number }> {
  const found = await stat(path).catch(() => undefined);
  if (!found) throw new Failure('target-missing', { target: path });
  if (found.isFile()) return found;
  const reason = 'it is not a regular file, and --file-target takes only those';
  throw new Failure('target-refused', { target: path, refusal: 'not-a-file', reason });
}

/** What is open now, not what the name stood for a moment ago: it may be another file, or a device. */
async function demandSame(
  { handle }: DirectFile,
  path: string,
  sizeBytes: number,
  files: ConfirmedFiles | undefined,
): Promise<void> {
  try {
    const found = await handle.stat({ bigint: true });
    if (!found.isFile() || Number(found.size) !== sizeBytes)
      throw new Failure('target-changed', {
        target: path,
        field: 'file',
        expected: `${sizeBytes} bytes`,
        found: found.isFile() ? `${found.size} bytes` : 'no file',
      });
    demandConfirmed(path, files, found);
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function openFile(path: string, whole: boolean, flags: number): Promise<DirectFile> {
  try {
    if (whole) return await openDirect(path, flags);
    return { handle: await open(path, flags), direct: false };
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === 'EROFS') throw new Failure('target-read-only', { target: path }, { cause: error });
    throw new Failure('permission-denied', { path }, { cause: error });
  }
}
