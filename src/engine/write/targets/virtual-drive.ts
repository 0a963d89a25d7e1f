import { constants } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { errnoOf } from '../../contract/failure/errno.ts';
import { Failure } from '../../contract/failure/failure.ts';
import type { TargetState } from '../../contract/failure/target-state.ts';
import type { ConfirmedFiles } from '../../contract/plan/confirmed-files.ts';
import { deviceNumberText, fileKey } from '../../contract/ports/device-number.ts';
import type { Target } from '../../contract/ports/target.ts';
import { type DirectFile, openDirect } from '../../host/files/direct-open.ts';
import { FileIo } from '../../host/files/file-io.ts';
import { demandConfirmed } from '../../host/trust/confirmed-files.ts';

/** As on a real drive: partition tables and boot sectors live in the first MiB. */
const HEAD_BYTES = 1 << 20;
const PAGE_BYTES = 4096;

/**
 * An existing regular file, used as a drive of its size (`--file-target`, the practice bench).
 *
 * @param files what was confirmed, each of which must hold
 * @throws Failure `target-missing`, `target-refused`, `identity-mismatch`, `target-changed`, `permission-denied`
 */
export async function openVirtualDrive(
  path: string,
  expectedBytes?: number,
  purpose: 'write' | 'read' = 'write',
  files: readonly (ConfirmedFiles | undefined)[] = [],
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
  const key = await demandSame(file, path, size, files);
  const io = new FileIo(basename(path), file);
  let wroteBytes = 0;
  return {
    name: io.name,
    capacityBytes: size,
    blockBytes: size % PAGE_BYTES === 0 ? PAGE_BYTES : 1,
    headBytes: Math.min(HEAD_BYTES, size - (size % PAGE_BYTES)),
    uncached: file.direct,
    files: [key],
    write(atByte, bytes) {
      wroteBytes += bytes.length;
      return io.write(atByte, bytes);
    },
    async lend() {
      wroteBytes = size;
      return file.handle.fd;
    },
    flush: () => io.flush(),
    read: (atByte, into) => io.read(atByte, into),
    demandInPlace: () => demandStillThere(file, path, size),
    async finish() {
      await demandStillThere(file, path, size);
      await file.handle.close();
    },
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
  const reason = 'no-regular-file';
  throw new Failure('target-refused', { target: path, refusal: 'not-a-file', reason, because: { reason } });
}

/** What is open now, not what the name stood for a moment ago: it may be another file, or a device. Its `fileKey`. */
async function demandSame(
  { handle }: DirectFile,
  path: string,
  sizeBytes: number,
  files: readonly (ConfirmedFiles | undefined)[],
): Promise<string> {
  try {
    const found = await handle.stat({ bigint: true });
    if (!found.isFile() || Number(found.size) !== sizeBytes)
      throw new Failure('target-changed', {
        target: path,
        field: 'file',
        expected: `${sizeBytes} bytes`,
        found: found.isFile() ? `${found.size} bytes` : 'no-file',
      });
    for (const confirmed of files) demandConfirmed(path, confirmed, found);
    return fileKey(deviceNumberText(Number(found.dev)), found.ino);
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** At the end the report speaks of the path: it must still lead to what was written. @throws Failure `target-changed` */
async function demandStillThere({ handle }: DirectFile, path: string, sizeBytes: number): Promise<void> {
  const [written, there] = await Promise.all([
    handle.stat({ bigint: true }),
    stat(path, { bigint: true }).catch(() => undefined),
  ]);
  const isSame = there?.dev === written.dev && there.ino === written.ino;
  if (isSame && Number(written.size) === sizeBytes) return;
  const found = isSame ? `${written.size} bytes` : there ? 'another-file' : 'nothing';
  throw new Failure('target-changed', {
    target: path,
    field: 'file',
    expected: isSame ? `${sizeBytes} bytes` : 'written-file',
    found,
  });
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
