import { randomBytes } from 'node:crypto';
import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:net';
import { join } from 'node:path';

const onWindows = process.platform === 'win32';
const PIPE = /^\\\\\.\\pipe\\isowright-[0-9a-f]{32}$/;

/**
 * Listens at a socket that only this user finds: a file in a private folder. Windows has pipes with names that everybody can
 * list: there the file in the folder says the name, and who connects still has to know the token.
 *
 * @param folder nobody else may write to it
 * @returns where `connect` finds it
 */
export async function listenIn(folder: string, name: string, server: Server): Promise<string> {
  const file = join(folder, name);
  const place = onWindows ? `\\\\.\\pipe\\isowright-${randomBytes(16).toString('hex')}` : file;
  rmSync(file, { force: true });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(place, resolve);
  });
  if (onWindows) writeFileSync(file, place);
  else chmodSync(file, 0o600);
  return place;
}

/** Where a process listens whose folder this is; a place where nobody does when the folder says none. */
export function placeIn(folder: string, name: string): string {
  const file = join(folder, name);
  if (!onWindows) return file;
  try {
    const place = readFileSync(file, 'latin1');
    return PIPE.test(place) ? place : file;
  } catch {
    return file;
  }
}
