import { closeSync, lstatSync, openSync, readlinkSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { canLookUp, FOLDER, handle, O_NOFOLLOW } from './folder-handles.ts';

/** As many as the kernel follows. */
const MOST_LINKS = 40;

/** A path to a name in a folder that is open; it holds until `close`. */
export interface UnledPath {
  readonly at: string;
  close(): void;
}

/**
 * Another way to a path that root was given: through the open folder, whose own path was gone step by step. A link on it is
 * followed when it is root's, or that of who called root (sudo, pkexec); one of somebody else would lead root anywhere. To
 * others than root, and where names cannot be looked up in an open folder, it is the path itself.
 *
 * @throws the system's error; `EPERM` for a link of somebody else
 */
export function unledPath(named: string): UnledPath {
  const path = resolve(named);
  const isPlain = process.getuid?.() !== 0 || process.platform !== 'linux' || !canLookUp();
  if (isPlain) return { at: path, close: () => undefined };
  const folder = openUnled(dirname(path));
  return { at: `${handle(folder)}/${basename(path)}`, close: () => closeSync(folder) };
}

/** A folder, opened step by step. @throws the system's error; `EPERM` for a link of somebody else */
export function openUnled(path: string): number {
  let names = namesOf(path);
  let folder = openSync('/', FOLDER);
  try {
    for (let links = 0; names.length > 0; ) {
      const [name = '', ...rest] = names;
      const at = `${handle(folder)}/${name}`;
      const target = name === '..' ? undefined : linkIn(at);
      if (target !== undefined && ++links > MOST_LINKS) throw withCode('ELOOP');
      names = target === undefined ? rest : [...namesOf(target), ...rest];
      if (target !== undefined && !target.startsWith('/')) continue;
      const next = openSync(target === undefined ? at : '/', FOLDER | O_NOFOLLOW);
      closeSync(folder);
      folder = next;
    }
    return folder;
  } catch (error) {
    closeSync(folder);
    throw error;
  }
}

const namesOf = (path: string): string[] => path.split('/').filter((name) => name !== '' && name !== '.');

/** Where a link leads; undefined for what is none. */
function linkIn(at: string): string | undefined {
  const found = lstatSync(at);
  if (!found.isSymbolicLink()) return undefined;
  const { SUDO_UID, PKEXEC_UID } = process.env;
  if (![0, Number(SUDO_UID ?? 0), Number(PKEXEC_UID ?? 0)].includes(found.uid)) throw withCode('EPERM');
  return readlinkSync(at);
}

function withCode(code: string): Error {
  return Object.assign(new Error(code), { code });
}
