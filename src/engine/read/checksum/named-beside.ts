import { constants } from 'node:fs';
import { open, readdir, realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { checksumName, stemOf } from './checksum-names.ts';
import { decodedText } from './decoded-text.ts';

/** Longer lists are left to the job, which reads them whole. */
const MOST_BYTES = 1 << 20;
/** So many lists of one folder are looked into. */
const MOST_LISTS = 8;

/**
 * The name of a file beside a source, or beside what a link leads to, that is called like a checksum of it, or is a list that
 * names it: what there is, not whether it is right. Undefined when there is none, or the folder cannot be read.
 */
export async function checksumNameBeside(path: string): Promise<string | undefined> {
  const real = await realpath(path).catch(() => path);
  return (await nameBeside(path)) ?? (real === path ? undefined : nameBeside(real));
}

async function nameBeside(path: string): Promise<string | undefined> {
  const name = basename(path);
  const names = await readdir(dirname(path)).catch((): string[] => []);
  const kinds = names.flatMap((file) => {
    const kind = kindOf(file, name);
    return kind === undefined ? [] : [{ file, kind }];
  });
  const own = kinds.find(({ kind }) => kind === 'own');
  if (own !== undefined) return own.file;
  const lists = [
    ...kinds.filter(({ kind }) => kind === 'list'),
    ...kinds.filter(({ kind }) => kind === 'other'),
  ];
  for (const { file } of lists.slice(0, MOST_LISTS))
    if (await mentions(join(dirname(path), file), name)) return file;
  return undefined;
}

/** `a.sha256` is that of `a.iso`, too. */
function kindOf(file: string, name: string): 'own' | 'list' | 'other' | undefined {
  const stem = stemOf(name);
  const kind = checksumName(file, name)?.kind;
  return kind === 'other' && stem !== undefined && checksumName(file, stem)?.kind === 'own' ? 'own' : kind;
}

/** Whether the name stands in a short text as a word of its own. */
async function mentions(list: string, name: string): Promise<boolean> {
  const file = await open(list, constants.O_RDONLY | constants.O_NONBLOCK).catch(() => undefined);
  if (!file) return false;
  try {
    const found = await file.stat();
    if (!found.isFile() || found.size > MOST_BYTES) return false;
    const lines = decodedText(await file.readFile()).split(/\r?\n/);
    return lines.some((line) => line.includes(name) && namesIt(line, name));
  } catch {
    return false;
  } finally {
    await file.close();
  }
}

function namesIt(line: string, name: string): boolean {
  const at = line.indexOf(name);
  const before = line[at - 1] ?? ' ';
  const after = line[at + name.length] ?? ' ';
  return /[\s*/\\("|,;`]/.test(before) && /[\s):"|,;`]/.test(after);
}
