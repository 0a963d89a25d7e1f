import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { BlockMapFacts } from '../../contract/failure/damage-reasons.ts';
import { Failure } from '../../contract/failure/failure.ts';
import type { ConfirmedFiles } from '../../contract/plan/confirmed-files.ts';
import { demandConfirmed } from '../../host/trust/confirmed-files.ts';
import { smallTextAt } from '../download/small-text.ts';
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
  /** A small text there; nothing when there is none. */
  read(name: string): Promise<string | undefined>;
  /** Why it must not be gone by; absent where that is no question of owners. */
  distrust?(name: string): Promise<BlockMapFacts | undefined>;
  /** The whole path or address of it. */
  whereIs(name: string): string;
}

/** Lists of a whole distribution are some kilobytes, maps of large images some megabytes. */
export const TEXT_BYTES = 32 << 20;

/** @param files what a person confirmed: another file in the place of one of these is refused, Failure `target-changed` */
export function besideFile(path: string, files?: ConfirmedFiles): Beside {
  const whereIs = (name: string): string => join(dirname(path), name);
  return {
    name: basename(path),
    isFar: false,
    whereIs,
    distrust: (name) => distrustOf(whereIs(name)),
    async read(name) {
      const handle = await open(whereIs(name), O_RDONLY | O_NONBLOCK).catch(() => undefined);
      try {
        const found = await handle?.stat({ bigint: true });
        if (!handle || !found?.isFile() || found.size > TEXT_BYTES) return undefined;
        demandConfirmed(whereIs(name), files, found);
        return await handle.readFile('utf8');
      } catch (error) {
        if (error instanceof Failure) throw error;
        return undefined;
      } finally {
        await handle?.close();
      }
    },
  };
}

/** Each text is asked for once. */
export function besideUrl(url: URL, signal: AbortSignal): Beside {
  const whereIs = (name: string): string => new URL(encodeURIComponent(name), url.href).href;
  const asked = new Map<string, Promise<string | undefined>>();
  return {
    name: decoded(url.pathname.split('/').at(-1) ?? ''),
    isFar: true,
    // Redirections never lead from https to http, and where they began with http anybody may have sent them.
    isOpenToAll: url.protocol !== 'https:',
    whereIs,
    read(name) {
      const text = asked.get(name) ?? smallTextAt(new URL(whereIs(name)), signal);
      asked.set(name, text);
      return text;
    },
  };
}

/** A name as a person writes it; odd percent signs stay as they are. */
function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
