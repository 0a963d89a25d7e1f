import { constants, realpathSync } from 'node:fs';
import { open, opendir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { BesideFacts } from '../../contract/failure/beside-reasons.ts';
import type { BlockMapFacts } from '../../contract/failure/damage-reasons.ts';
import { errnoOf } from '../../contract/failure/errno.ts';
import { Failure } from '../../contract/failure/failure.ts';
import type { ConfirmedFiles } from '../../contract/plan/confirmed-files.ts';
import { demandConfirmed } from '../../host/trust/confirmed-files.ts';
import { smallPageAt, smallTextAt } from '../download/small-text.ts';
import { decodedText } from './decoded-text.ts';
import { distrustOf } from './trusted-owner.ts';

/** A named pipe must not hang the open. */
const { O_RDONLY, O_NONBLOCK = 0 } = constants;

/** The folder a source lies in, on a disk, a server or in an archive: where its checksums are looked for. */
export interface Beside {
  /** Of the source, without the folder. */
  readonly name: string;
  /** Every look costs a question to a server: only the usual names are tried. */
  readonly isFar: boolean;
  /** It comes over plain http, as the source does: whoever can change the one can change the other. */
  readonly isOpenToAll?: boolean;
  /** Where a server had it in the end, when it sent elsewhere; where a link leads. */
  readonly also?: Beside;
  /** The names of the files there; nothing where nobody says them. */
  names(): Promise<readonly string[] | undefined>;
  /** A small text there; why it cannot be read; nothing when there is none. */
  look(name: string): Promise<Looked>;
  /** The bytes of the same, as they were when it was looked at first; absent where nobody needs them. */
  bytes?(name: string): Promise<Uint8Array | undefined>;
  /** Why it must not be gone by; absent where that is no question of owners. */
  distrust?(name: string): Promise<BlockMapFacts | undefined>;
  /** The whole path or address of it. */
  whereIs(name: string): string;
}

/** What is read of a file. */
type Found = Uint8Array | BesideFacts | undefined;

export type Looked = string | BesideFacts | undefined;

/** The text, when it can be read. */
export async function textBeside(beside: Beside, name: string): Promise<string | undefined> {
  const found = await beside.look(name);
  return typeof found === 'string' ? found : undefined;
}

/** Lists of a whole distribution are some kilobytes, maps of large images some megabytes. */
export const TEXT_BYTES = 32 << 20;

/** @param files what a person confirmed: another file in the place of one of these is refused, Failure `target-changed` */
export function besideFile(path: string, files?: ConfirmedFiles): Beside {
  const whereIs = (name: string): string => join(dirname(path), name);
  const read = remembered((name) => smallFile(whereIs(name), files));
  const real = linkedTo(path);
  return {
    name: basename(path),
    isFar: false,
    ...(real !== undefined && { also: besideFile(real, files) }),
    whereIs,
    distrust: (name) => distrustOf(whereIs(name)),
    names: once(() => namesIn(dirname(path))),
    look: async (name) => textOf(await read(name)),
    async bytes(name) {
      const found = await read(name);
      return found instanceof Uint8Array ? found : undefined;
    },
  };
}

/** Another name or another folder that a link leads to; undefined for what is no link, and leads nowhere. */
function linkedTo(path: string): string | undefined {
  try {
    const real = realpathSync(path);
    return real === join(realpathSync(dirname(path)), basename(path)) ? undefined : real;
  } catch {
    return undefined;
  }
}

async function smallFile(path: string, files: ConfirmedFiles | undefined): Promise<Found> {
  const handle = await open(path, O_RDONLY | O_NONBLOCK).catch(unreadable);
  if (!handle || 'reason' in handle) return handle;
  try {
    const found = await handle.stat({ bigint: true });
    if (!found.isFile()) return undefined;
    demandConfirmed(path, files, found);
    return found.size > TEXT_BYTES ? { reason: 'too-large' } : await handle.readFile();
  } catch (error) {
    if (error instanceof Failure) throw error;
    return { reason: 'unreadable' };
  } finally {
    await handle.close();
  }
}

function textOf(found: Found): Looked {
  return found instanceof Uint8Array ? decodedText(found) : found;
}

/** Whatever is asked for twice is the same both times. */
function remembered<T>(ask: (name: string) => Promise<T>): (name: string) => Promise<T> {
  const asked = new Map<string, Promise<T>>();
  return (name) => {
    const answer = asked.get(name) ?? ask(name);
    asked.set(name, answer);
    return answer;
  };
}

function once<T>(ask: () => Promise<T>): () => Promise<T> {
  const answer = remembered(ask);
  return () => answer('');
}

function unreadable(error: unknown): BesideFacts | undefined {
  return ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ENXIO', 'ELOOP', 'EINVAL'].includes(errnoOf(error))
    ? undefined
    : { reason: 'unreadable' };
}

/** More are not looked through: nobody keeps an image among so many. */
const NAMES_AT_MOST = 20_000;

/** Folders are none, whatever they are called. */
async function namesIn(folder: string): Promise<readonly string[] | undefined> {
  try {
    const names: string[] = [];
    for await (const entry of await opendir(folder)) {
      if (!entry.isDirectory()) names.push(entry.name);
      if (names.length > NAMES_AT_MOST) return undefined;
    }
    return names.sort();
  } catch {
    return undefined;
  }
}

/** Each text is asked for once. `foundAt`: where it was after all redirections. */
export function besideUrl(url: URL, signal: AbortSignal, foundAt = url): Beside {
  const whereIs = (name: string): string => new URL(encodeURIComponent(name), url.href).href;
  const read = remembered((name) => smallTextAt(new URL(whereIs(name)), signal));
  const isElsewhere = url.origin !== foundAt.origin || url.pathname !== foundAt.pathname;
  return {
    name: decoded(url.pathname.split('/').at(-1) ?? ''),
    isFar: true,
    // Redirections never lead from https to http, and where they began with http anybody may have sent them.
    isOpenToAll: url.protocol !== 'https:',
    whereIs,
    ...(isElsewhere && { also: { ...besideUrl(foundAt, signal), isOpenToAll: url.protocol !== 'https:' } }),
    names: once(() => namesAt(new URL('./', url.href), signal)),
    look: async (name) => noPage(textOf(await read(name))),
    bytes: read,
  };
}

/** A page that does not call itself one is no text. */
function noPage(text: Looked): Looked {
  return typeof text === 'string' && text.trimStart().startsWith('<!') ? undefined : text;
}

/** What a server's own page of a folder links to, in that folder. */
async function namesAt(folder: URL, signal: AbortSignal): Promise<readonly string[] | undefined> {
  const bytes = await smallPageAt(folder, signal);
  const links = bytes && linksIn(decodedText(bytes));
  return links?.flatMap((link) => {
    const url = URL.canParse(link, folder.href) ? new URL(link, folder.href) : undefined;
    const name = url?.href.startsWith(folder.href) ? decoded(url.pathname.split('/').at(-1) ?? '') : '';
    return url && name !== '' && url.pathname === folder.pathname + encodedAs(url) ? [name] : [];
  });
}

/** The last part of an address, as it stands there. */
function encodedAs({ pathname }: URL): string {
  return pathname.slice(pathname.lastIndexOf('/') + 1);
}

function linksIn(page: string): string[] {
  return page
    .split(/href=["']/i)
    .slice(1, NAMES_AT_MOST)
    .map((rest) => rest.slice(0, Math.max(0, rest.search(/["']/))));
}

/** A name as a person writes it; odd percent signs stay as they are. */
function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
