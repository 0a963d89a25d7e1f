import { stat } from 'node:fs/promises';
import type { FirstLook } from '../engine/contract/ports/first-look.ts';
import { firstLook } from '../engine/read/open/first-look.ts';

/** More files than anybody looks at in one folder. */
const MOST_KEPT = 200;

type Look = (path: string, signal: AbortSignal) => Promise<FirstLook | undefined>;

/**
 * Looks at files one after the other, so that a disk that hangs holds one of this process's few threads and no more; who
 * was given up while waiting costs nothing. What was found is kept until the file changes.
 */
export function looks(look: Look = firstLook): Look {
  const kept = new Map<string, FirstLook | undefined>();
  let before: Promise<unknown> = Promise.resolve();
  const keep = (key: string, found: FirstLook | undefined): void => {
    const [oldest] = kept.keys();
    if (kept.size >= MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    kept.set(key, found);
  };
  const now: Look = async (path, signal) => {
    if (signal.aborted) return undefined;
    const key = await keyOf(path);
    if (key === undefined || kept.has(key)) return key === undefined ? undefined : kept.get(key);
    const found = await look(path, signal);
    if (!signal.aborted) keep(key, found);
    return found;
  };
  return (path, signal) => {
    const mine = before.then(() => now(path, signal));
    before = mine.catch(() => undefined);
    return mine;
  };
}

/** Another content has another time or size; undefined for what is no file. */
async function keyOf(path: string): Promise<string | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() ? [path, found.size, found.mtimeMs, found.ctimeMs].join('\0') : undefined;
}
