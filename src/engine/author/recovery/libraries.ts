import { readFile } from 'node:fs/promises';
import { posix } from 'node:path';
import { librariesOf } from '../../bytes/formats/elf/libraries.ts';
import { Failure } from '../../contract/failure/failure.ts';
import type { TakenFile, TakenFiles } from './take-files.ts';

/** Folders that the loader looks into, those of Debian before others. */
const isUsual = (path: string): boolean => /^lib(64|\/x86_64-linux-gnu)?\/[^/]+$/.test(path);

/**
 * The libraries that programs need, and what those need, by the names under which they are asked for.
 *
 * @throws Failure `package-lacks` for one that no package has
 */
export async function neededLibraries(
  taken: TakenFiles,
  programs: readonly { readonly name: string; readonly path: string }[],
): Promise<Map<string, TakenFile>> {
  const byName = new Map<string, TakenFile>();
  for (const path of taken.files.keys()) {
    if (!isUsual(path)) continue;
    const file = followed(taken, path);
    if (file) byName.set(posix.basename(path), file);
  }
  const needed = new Map<string, TakenFile>();
  const queue = [...programs];
  for (let next = queue.shift(); next; next = queue.shift()) {
    for (const library of librariesOf(await readFile(next.path))) {
      if (needed.has(library)) continue;
      const file = byName.get(library);
      if (!file) throw new Failure('package-lacks', { name: next.name, file: library });
      needed.set(library, file);
      queue.push({ name: library, path: file.path });
    }
  }
  return needed;
}

const MOST_LINKS = 8;

/** The file that a path leads to, over links. */
export function followed({ files }: TakenFiles, path: string, left = MOST_LINKS): TakenFile | undefined {
  const there = files.get(path);
  if (there === undefined || 'path' in there) return there;
  if (left === 0) return undefined;
  const target = there.target.startsWith('/')
    ? there.target.replace(/^\/(usr\/)?/, '')
    : posix.join(posix.dirname(path), there.target);
  return followed({ files, licences: new Map() }, target, left - 1);
}
