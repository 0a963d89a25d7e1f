import { readFileSync } from 'node:fs';
import type { MountFacts } from '../facts.ts';
import { parseMountinfo } from '../linux/mounts.ts';

/** What is mounted at a folder, the uppermost; undefined when nothing is. Nothing of it is asked: it may not answer. */
export function mountAt(
  at: string,
  text = readFileSync('/proc/self/mountinfo', 'latin1'),
): MountFacts | undefined {
  // Names are bytes: one that is no text must not hide the others.
  const wanted = Buffer.from(at).toString('latin1');
  return parseMountinfo(text).findLast((mount) => mount.at === wanted);
}
