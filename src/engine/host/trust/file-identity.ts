import type { BigIntStats } from 'node:fs';
import { keepsInodeNumbers, namesFoldersAnew } from '../files/inode-numbers.ts';

/**
 * Which file a path stands for, as one line of text. A number alone is not enough: ext4 and its kind give the number of a
 * removed file to the next one, so the time of its birth belongs to it, which nobody can set. Where a file system knows no
 * birth, the time of the last change stands for it, but for folders that are held (`confirmed-folders.ts`); where it keeps no
 * numbers, that and the size have to do.
 */
export function fileIdentity(path: string, found: BigIntStats): string {
  const { dev, ino, birthtimeNs } = found;
  const keeps = keepsInodeNumbers(path);
  if (found.isDirectory() && (!keeps || namesFoldersAnew(path))) return `${FOLDER}${dev}:${birthtimeNs}`;
  return keeps ? inodeOf({ dev, ino, birthtimeNs, ctimeNs: found.ctimeNs }) : changeOf(found);
}

/**
 * The same of a file that is only read: its bytes are part of what was confirmed. Nobody can choose the time of the last
 * change, so bytes that were changed in place are seen, whatever times they were given back.
 */
export function contentIdentity(path: string, found: BigIntStats): string {
  const identity = fileIdentity(path, found);
  return found.isFile() ? withContent(identity, found) : identity;
}

function withContent(identity: string, { size, ctimeNs }: BigIntStats): string {
  return `${CONTENT}${size}:${ctimeNs}${OF}${identity}`;
}

/** Of an identity with content, what tells the file; others as they are. */
function fileOf(identity: string): string {
  return identity.startsWith(CONTENT) ? identity.slice(identity.indexOf(OF) + OF.length) : identity;
}

/** The file is the one that was confirmed, and was changed in place since. */
export function isChangedInPlace(expected: string, found: BigIntStats): boolean {
  return expected.startsWith(CONTENT) && isSameFile(fileOf(expected), found) && !isSameFile(expected, found);
}

/** The same question of the file that is open now: compared with what `fileIdentity` said before. */
export function isSameFile(expected: string, found: BigIntStats): boolean {
  return identityLike(expected, found) === expected;
}

/** What is open, in the words of an identity that was taken before. */
export function identityLike(expected: string, found: BigIntStats): string {
  const { dev, birthtimeNs } = found;
  if (expected.startsWith(CONTENT)) return withContent(identityLike(fileOf(expected), found), found);
  if (expected.startsWith(FOLDER)) return `${FOLDER}${dev}:${birthtimeNs}`;
  if (expected.startsWith(CHANGE)) return changeOf(found);
  const whole = inodeOf(found);
  const asked = expected.split(':').length;
  const said = whole.split(':').slice(0, asked).join(':');
  return expected.startsWith(`${INODE}*:`) ? said.replace(/ \d+:/, ' *:') : said;
}

/** What still tells the file after its own job wrote to it; undefined where nothing does. */
export function lastingIdentity(identity: string): string | undefined {
  if (identity.startsWith(CONTENT)) return lastingContent(identity, lastingIdentity);
  if (identity.startsWith(CHANGE)) return undefined;
  return identity.startsWith(INODE) ? identity.split(':').slice(0, 3).join(':') : identity;
}

/** The same after a restart of the system, which numbers its devices anew. */
export function identityAfterRestart(identity: string): string | undefined {
  if (identity.startsWith(CONTENT)) return lastingContent(identity, identityAfterRestart);
  const lasting = lastingIdentity(identity);
  return lasting?.startsWith(INODE) && !lasting.endsWith(':0') ? lasting.replace(/ \d+:/, ' *:') : undefined;
}

/** A job does not write to what it reads: size and time of the last change still hold when it goes on. */
function lastingContent(identity: string, lasting: (file: string) => string | undefined): string | undefined {
  const file = lasting(fileOf(identity));
  return file === undefined ? undefined : identity.slice(0, identity.indexOf(OF) + OF.length) + file;
}

const CONTENT = 'bytes ';
const OF = ' of ';
const INODE = 'inode ';
const CHANGE = 'changed ';
const FOLDER = 'folder ';

type Numbers = Pick<BigIntStats, 'dev' | 'ino' | 'birthtimeNs' | 'ctimeNs'>;

function inodeOf({ dev, ino, birthtimeNs, ctimeNs }: Numbers): string {
  const known = `${INODE}${dev}:${ino}:${birthtimeNs}`;
  return birthtimeNs === 0n ? `${known}:${ctimeNs}` : known;
}

/** The time of the last change is nobody's to choose. */
function changeOf({ dev, size, ctimeNs }: BigIntStats): string {
  return `${CHANGE}${dev}:${size}:${ctimeNs}`;
}
