import { constants, readFileSync } from 'node:fs';
import { mkdir, open, realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { Failure } from '../ports/failure.ts';
import { writeSafely } from '../undo/saved-content.ts';

/**
 * Drives that are never to be written to, by serial. Each person has a list, and so has the machine; a job of root
 * heeds its own, the machine's, and that of the person who started it.
 */
const listSchema = z.object({ v: z.literal(1), serials: z.array(z.string().min(1).max(200)).max(10_000) });

const SYSTEM_LIST = '/etc/isowright/never-touch.json';
const LARGEST_LIST_BYTES = 1 << 20;

export interface Person {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly uid: number;
  readonly home: string;
  /** Home folder of a user, by name or number, from /etc/passwd. */
  readonly homeOf: (user: string) => string | undefined;
}

/** All serials that are protected from this process. @throws Failure `plan-invalid` for a list nobody can read */
export async function protectedSerials(person: Person = thisPerson()): Promise<string[]> {
  const lists = await Promise.all(listPaths(person).map((path) => readList(path)));
  return [...new Set(lists.flat())];
}

/** The list that `add` and `remove` change: the machine's for root, else the person's own. */
export function ownListPath(person: Person = thisPerson()): string {
  const { XDG_CONFIG_HOME } = person.environment;
  if (XDG_CONFIG_HOME) return listIn(XDG_CONFIG_HOME);
  return person.uid === 0 ? SYSTEM_LIST : listIn(join(person.home, '.config'));
}

/** @returns false when it was there already. @throws Failure `output-not-writable`, `plan-invalid` */
export async function protect(serial: string, path = ownListPath()): Promise<boolean> {
  const serials = await readList(path);
  if (serials.includes(serial)) return false;
  await writeList(path, [...serials, serial]);
  return true;
}

/** @returns false when it was not there. @throws Failure `output-not-writable`, `plan-invalid` */
export async function unprotect(serial: string, path = ownListPath()): Promise<boolean> {
  const serials = await readList(path);
  if (!serials.includes(serial)) return false;
  await writeList(
    path,
    serials.filter((one) => one !== serial),
  );
  return true;
}

/** A file that is not there is an empty list. @throws Failure `plan-invalid` */
export async function readList(path: string): Promise<string[]> {
  const text = await readSmall(path);
  if (text === undefined) return [];
  try {
    return listSchema.parse(JSON.parse(text)).serials;
  } catch (cause) {
    throw new Failure('plan-invalid', { problem: `${path} is not a never-touch list` }, { cause });
  }
}

/** The lists heeded; those of the person behind sudo, doas or pkexec too. */
export function listPaths(person: Person): string[] {
  const { SUDO_UID, PKEXEC_UID, DOAS_USER } = person.environment;
  const caller = person.uid === 0 ? (SUDO_UID ?? PKEXEC_UID ?? DOAS_USER) : undefined;
  const home = caller === undefined ? undefined : person.homeOf(caller);
  const own = [SYSTEM_LIST, ownListPath(person), listIn(join(person.home, '.config'))];
  return [...new Set([...own, ...(home ? [listIn(join(home, '.config'))] : [])])];
}

function listIn(folder: string): string {
  return join(folder, 'isowright', 'never-touch.json');
}

/** Somebody else's file, read by root: never waited for (a pipe), never large. */
async function readSmall(path: string): Promise<string | undefined> {
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch(() => undefined);
  try {
    const found = await file?.stat();
    if (!file || !found?.isFile() || found.size > LARGEST_LIST_BYTES) return undefined;
    return await file.readFile('utf8');
  } finally {
    await file?.close();
  }
}

async function writeList(path: string, serials: readonly string[]): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    const place = await realpath(path).catch(() => path);
    await writeSafely(place, JSON.stringify({ v: 1, serials: serials.toSorted() }, undefined, 2));
  } catch (cause) {
    const errno = (cause as NodeJS.ErrnoException).code ?? 'unknown';
    throw new Failure('output-not-writable', { path, errno }, { cause });
  }
}

function thisPerson(): Person {
  return { environment: process.env, uid: process.getuid?.() ?? -1, home: homedir(), homeOf: homeInPasswd };
}

function homeInPasswd(user: string): string | undefined {
  try {
    const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
    return lines.map((line) => line.split(':')).find(([name, , uid]) => name === user || uid === user)?.[5];
  } catch {
    return undefined;
  }
}
