import { readdirSync, readFileSync } from 'node:fs';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { isOutOfFiles } from '../../engine/contract/failure/out-of-files.ts';

/** Text of a small file in /sys or /proc, trimmed; undefined when it is not there or will not be read. */
export async function readText(path: string): Promise<string | undefined> {
  try {
    return clean(await readFile(path, 'latin1'));
  } catch (error) {
    return unlessOutOfFiles(error, undefined);
  }
}

/**
 * The same at once, for what /sys answers out of the kernel's memory: that never waits for a device, and is a tenth of
 * the work. A USB device's strings are not among it.
 */
export function readTextNow(path: string): string | undefined {
  try {
    return clean(readFileSync(path, 'latin1'));
  } catch (error) {
    return unlessOutOfFiles(error, undefined);
  }
}

/** Number in such a file; undefined when it is none. */
export function readNumberNow(path: string): number | undefined {
  const text = readTextNow(path);
  return text === undefined || !/^-?\d+$/.test(text) ? undefined : Number(text);
}

/** Names in a folder of /sys, sorted; none when it is not there. */
export function readNamesNow(path: string): string[] {
  try {
    return readdirSync(path).sort();
  } catch (error) {
    return unlessOutOfFiles(error, []);
  }
}

/** Names in a folder, sorted; none when it is not there. */
export async function readNames(path: string): Promise<string[]> {
  return (await readdir(path).catch((error) => unlessOutOfFiles(error, []))).sort();
}

/** What cannot be looked at now may be there: nothing is concluded from that. @throws Error when no file can be opened */
function unlessOutOfFiles<T>(error: unknown, none: T): T {
  if (isOutOfFiles(error)) throw error;
  return none;
}

/** Where a link points, as it is written. */
export async function readLink(path: string): Promise<string | undefined> {
  return readlink(path).catch(() => undefined);
}

/** Hardware strings come padded with spaces and zeros; as UTF-8 when they are, else byte by byte. */
function clean(latin1: string): string {
  const bytes = Buffer.from(latin1, 'latin1');
  const utf8 = bytes.toString('utf8');
  return (utf8.includes('\ufffd') ? latin1 : utf8).replaceAll('\0', '').trim();
}
