import { realpath } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import { errnoOf } from '../../contract/failure/errno.ts';
import { Failure } from '../../contract/failure/failure.ts';
import { present } from '../../contract/failure/present.ts';
import type { ProtectedList } from '../../contract/ports/never-touch.ts';
import { makeFolders } from '../files/make-folders.ts';
import { writeSafely } from '../files/write-safely.ts';
import { callersOf, homesOf, type Person, thisPerson } from './person.ts';
import { readList, unreadable } from './serial-list.ts';

/**
 * Drives that are never to be written to, by serial. Each person has a list, and so has the machine; a job of root
 * heeds its own, the machine's, and that of the person who started it.
 */
const SYSTEM_LIST = '/etc/isowright/never-touch.json';
const NO_HOME = 'home-unknown';

/**
 * All serials that are protected from this process.
 *
 * @param handed what the person's own process read already: then their lists, which root may not get at, are not asked again
 * @throws Failure `never-touch-unreadable` for a list nobody can read, or that nobody can tell where it is
 */
export async function protectedSerials(
  person: Person = thisPerson(),
  handed?: readonly string[],
): Promise<string[]> {
  const paths = [...ownPaths(person), ...(handed ? [] : callerPaths(person))];
  const lists = await Promise.all([...new Set(paths)].map((path) => readList(path)));
  return [...new Set([...(handed ?? []), ...lists.flat()])];
}

/** What is protected from this process, by the lists in which it stands. @throws Failure `never-touch-unreadable` */
export async function protectedLists(person: Person = thisPerson()): Promise<ProtectedList[]> {
  const lists = listPaths(person).map(async (path) => ({ path, serials: await readList(path) }));
  return (await Promise.all(lists)).filter(({ serials }) => serials.length > 0);
}

/**
 * The list that `add` and `remove` change: the machine's for root, else the person's own.
 *
 * @throws Failure `never-touch-unreadable` when nobody knows where the person's home is
 */
export function ownListPath(person: Person = thisPerson()): string {
  const configured = configFolder(person);
  if (configured !== undefined) return listIn(configured);
  return person.uid === 0 ? SYSTEM_LIST : present(homeLists(person)[0]);
}

/** @returns false when it was there already. @throws Failure `output-not-writable`, `never-touch-unreadable` */
export async function protect(serial: string, path = ownListPath()): Promise<boolean> {
  const serials = await readList(path);
  if (serials.includes(serial)) return false;
  await writeList(path, [...serials, serial]);
  return true;
}

/** @returns false when it was not there. @throws Failure `output-not-writable`, `never-touch-unreadable` */
export async function unprotect(serial: string, path = ownListPath()): Promise<boolean> {
  const serials = await readList(path);
  if (!serials.includes(serial)) return false;
  await writeList(
    path,
    serials.filter((one) => one !== serial),
  );
  return true;
}

/** The lists heeded; those of the person behind sudo, doas or pkexec too. @throws Failure `never-touch-unreadable` */
export function listPaths(person: Person): string[] {
  return [...new Set([...ownPaths(person), ...callerPaths(person)])];
}

function ownPaths(person: Person): string[] {
  const homes =
    person.uid === 0 || configFolder(person) !== undefined ? homesOf(person).map(inHome) : homeLists(person);
  return [SYSTEM_LIST, ownListPath(person), ...homes];
}

/** @throws Failure `never-touch-unreadable` */
function homeLists(person: Person): string[] {
  const homes = homesOf(person);
  if (homes.length > 0) return homes.map(inHome);
  throw unreadable(`uid=${person.uid}`, NO_HOME);
}

function callerPaths(person: Person): string[] {
  const callers = callersOf(person);
  if (callers.length === 0) return [];
  const usual = callers.map((caller) => {
    const home = person.homeOf(caller);
    if (home !== undefined) return inHome(home);
    throw unreadable(`uid=${caller}`, NO_HOME);
  });
  return [...usual, ...(person.above?.() ?? []).flatMap(pathsIn)];
}

/** Where somebody with this environment keeps a list. */
function pathsIn(environment: Person['environment']): string[] {
  const configured = configFolder({ environment });
  const { HOME } = environment;
  return [
    ...(configured === undefined ? [] : [listIn(configured)]),
    ...(HOME !== undefined && isAbsolute(HOME) ? [inHome(HOME)] : []),
  ];
}

/** A relative one is to be ignored (XDG Base Directory Specification, "Basics"). */
function configFolder({ environment: { XDG_CONFIG_HOME } }: Pick<Person, 'environment'>): string | undefined {
  return XDG_CONFIG_HOME !== undefined && isAbsolute(XDG_CONFIG_HOME) ? XDG_CONFIG_HOME : undefined;
}

function inHome(home: string): string {
  return listIn(join(home, '.config'));
}

function listIn(folder: string): string {
  return join(folder, 'isowright', 'never-touch.json');
}

async function writeList(path: string, serials: readonly string[]): Promise<void> {
  try {
    makeFolders(dirname(path));
    const place = await realpath(path).catch(() => path);
    await writeSafely(place, JSON.stringify({ v: 1, serials: serials.toSorted() }, undefined, 2));
  } catch (cause) {
    throw new Failure('output-not-writable', { path, errno: errnoOf(cause) }, { cause });
  }
}
