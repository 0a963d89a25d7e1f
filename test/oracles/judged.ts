import type { Loss } from '../../src/engine/contract/events/loss.ts';
import { judgeRecords } from '../fakes/judge.ts';
import type { Entry } from './author-listing.ts';

/** What the kernel said of images, by `NAME WAY`: the image's file name and how it was mounted. */
export interface Judged {
  readonly entries: ReadonlyMap<string, readonly Entry[]>;
  readonly words: ReadonlyMap<string, string>;
  /** Mounts that failed, and why. */
  readonly errors: ReadonlyMap<string, string>;
}

/** Shows images to the Linux kernel, all in one guest. `ways` as in judge.sh. */
export function judgeImages(images: readonly string[], ways: string): Judged {
  const entries = new Map<string, Entry[]>();
  const words = new Map<string, string>();
  const errors = new Map<string, string>();
  for (const line of judgeRecords(images, ways)) {
    const { image, as, record, text, error, ...entry } = JSON.parse(line);
    const key = `${image.slice(image.lastIndexOf('/') + 1)} ${as}`;
    if (error) errors.set(key, error);
    else if (record === 'limit') errors.set(key, line);
    else if (record === 'entry') entries.set(key, [...(entries.get(key) ?? []), entry]);
    else if (record === 'kernel') words.set(key, `${words.get(key) ?? ''}${text}\n`);
  }
  return { entries, words, errors };
}

/** What must be equal in every file system that keeps Unix's facts; sizes of folders and links are each one's own. */
export function unixFacts({ path, type, mode, uid, gid, nlink, mtime, sizeBytes, md5, target }: Entry) {
  const size = type === 'file' ? sizeBytes : 0;
  const owned = { path, type, mode, uid, gid, nlink, mtime, sizeBytes: size };
  return { ...owned, ...(md5 ? { md5 } : {}), ...(target === undefined ? {} : { target }) };
}

/** Path, size and content of files. */
export function contents(entries: readonly Entry[]): string[] {
  const files = entries.filter(({ type }) => type === 'file');
  return files.map(({ path, sizeBytes, md5 }) => `${path} ${sizeBytes} ${md5}`).sort();
}

export function byPath<E extends { path: string }>(entries: readonly E[]): E[] {
  return [...entries].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Losses of one tree as `path reason`. */
export function lossLines(losses: readonly Loss[], where: Loss['where']): string[] {
  return losses.filter((loss) => loss.where === where).map(({ path, reason }) => `${path} ${reason}`);
}
