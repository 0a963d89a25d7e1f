import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { BlockMapFacts } from '../../contract/failure/damage-reasons.ts';

/** Whoever runs the job, and who asked for it: only theirs is what root goes by. */
export interface Whose {
  /** Of this process; undefined where there are no numbers. */
  readonly uid: number | undefined;
  readonly environment: NodeJS.ProcessEnv;
}

const OTHERS_WRITE = 0o002;
const GROUP_WRITES = 0o020;
const STICKY = 0o1000;

/**
 * Why root must not go by a file that stands beside an image: somebody else owns it, or could put another in its place.
 * Undefined when it may, and always for an ordinary user, who harms only what is theirs.
 */
export async function distrustOf(
  path: string,
  { uid, environment }: Whose = { uid: process.getuid?.(), environment: process.env },
): Promise<BlockMapFacts | undefined> {
  if (uid !== 0) return undefined;
  const owners = [0, ...callersOf(environment)];
  const groups = [0, ...(environment.SUDO_GID === undefined ? [] : [Number(environment.SUDO_GID)])];
  const file = await stat(path);
  if (!owners.includes(file.uid)) return { reason: 'of-other-user', userId: file.uid };
  const folder = await stat(dirname(path));
  if (!owners.includes(folder.uid)) return { reason: 'in-folder-of-other-user', userId: folder.uid };
  if (isOpen(file.mode, file.gid, groups)) return { reason: 'others-may-write' };
  const isSticky = (folder.mode & STICKY) !== 0;
  return !isSticky && isOpen(folder.mode, folder.gid, groups)
    ? { reason: 'others-may-write-to-folder' }
    : undefined;
}

/** A person's own group, which they often are alone in, is theirs. */
function isOpen(mode: number, gid: number, groups: readonly number[]): boolean {
  return (mode & OTHERS_WRITE) !== 0 || ((mode & GROUP_WRITES) !== 0 && !groups.includes(gid));
}

function callersOf({ SUDO_UID, PKEXEC_UID }: NodeJS.ProcessEnv): number[] {
  return [SUDO_UID, PKEXEC_UID].filter((uid) => uid !== undefined && /^\d+$/.test(uid)).map(Number);
}
