import { realpathSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { errnoOf } from '../../contract/failure/errno.ts';
import { Failure } from '../../contract/failure/failure.ts';
import { usageRefused } from '../../contract/failure/refused.ts';
import type { Medium } from '../../contract/ports/medium.ts';

const SECTOR_BYTES = 512;
const COMMAND_BYTES = 1 << 20;

/**
 * A regular file that stands for a medium.
 *
 * @throws Failure `source-missing`, `source-unreadable`, `usage` for what is no file, or an empty one
 */
export function fileMedium(path: string): Medium {
  const found = look(path);
  if (found.isDirectory()) throw usageRefused({ reason: 'medium-is-folder', path });
  if (!found.isFile()) throw usageRefused({ reason: 'medium-is-stream', path });
  if (found.size === 0) throw usageRefused({ reason: 'medium-empty', path });
  const realPath = realpathSync(path);
  return {
    path,
    realPath,
    name: basename(path),
    sizeBytes: found.size,
    sectorBytes: SECTOR_BYTES,
    commandBytes: COMMAND_BYTES,
    serial: '',
    model: '',
    kind: 'file',
    isThere: () => statSync(realPath, { throwIfNoEntry: false })?.size === found.size,
    findAgain: async () => undefined,
  };
}

function look(path: string) {
  try {
    return statSync(path);
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === 'ENOENT' || errno === 'ENOTDIR')
      throw new Failure('source-missing', { path }, { cause: error });
    throw new Failure('source-unreadable', { path, errno }, { cause: error });
  }
}
