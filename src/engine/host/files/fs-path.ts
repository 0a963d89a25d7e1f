import { isAscii } from '../../bytes/codec/byte-text.ts';

const onWindows = process.platform === 'win32';

/**
 * A path as a byte string in the form the file system calls take: text when it is ASCII (quick), else its bytes.
 * On Windows names are UTF-16, so there the byte string is UTF-8 and becomes text again.
 */
export function fsPath(bytePath: string): string | Buffer {
  if (isAscii(bytePath)) return bytePath;
  const bytes = Buffer.from(bytePath, 'latin1');
  return onWindows ? bytes.toString('utf8') : bytes;
}

/** A path given as text, as a byte string. */
export function bytePath(path: string): string {
  return isAscii(path) ? path : Buffer.from(path, 'utf8').toString('latin1');
}

/** `folder` and a name in it. */
export function joinBytes(folder: string, name: string): string {
  return folder.endsWith('/') ? folder + name : `${folder}/${name}`;
}
