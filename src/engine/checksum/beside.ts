import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { smallTextAt } from '../download/small-text.ts';

/** The folder a source lies in, on a disk, a server or in an archive: where its checksums are looked for. */
export interface Beside {
  /** Of the source, without the folder. */
  readonly name: string;
  /** Every look costs a question to a server: only the usual names are tried. */
  readonly isFar: boolean;
  /** A small text there; nothing when there is none. */
  read(name: string): Promise<string | undefined>;
  /** The whole path or address of it. */
  whereIs(name: string): string;
}

/** Lists of a whole distribution are some kilobytes, maps of large images some megabytes. */
export const TEXT_BYTES = 32 << 20;

export function besideFile(path: string): Beside {
  const whereIs = (name: string): string => join(dirname(path), name);
  return {
    name: basename(path),
    isFar: false,
    whereIs,
    async read(name) {
      try {
        const found = await stat(whereIs(name));
        return found.isFile() && found.size <= TEXT_BYTES ? await readFile(whereIs(name), 'utf8') : undefined;
      } catch {
        return undefined;
      }
    },
  };
}

/** Each text is asked for once. */
export function besideUrl(url: URL, signal: AbortSignal): Beside {
  const whereIs = (name: string): string => new URL(encodeURIComponent(name), url.href).href;
  const asked = new Map<string, Promise<string | undefined>>();
  return {
    name: decodeURIComponent(url.pathname.split('/').at(-1) ?? ''),
    isFar: true,
    whereIs,
    read(name) {
      const text = asked.get(name) ?? smallTextAt(new URL(whereIs(name)), signal);
      asked.set(name, text);
      return text;
    },
  };
}
