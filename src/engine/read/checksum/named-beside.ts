import { constants } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Longer lists are left to the job, which reads them whole. */
const MOST_BYTES = 1 << 20;
/** So many lists of one folder are looked into. */
const MOST_LISTS = 8;

const OWN = /\.(?:sha(?:1|224|256|384|512)|md5)(?:sums?)?(?:\.txt)?$/i;
const LIST =
  /^(?:.{0,200}[-_.])?(?:(?:sha(?:1|224|256|384|512)|md5)-?(?:sums?)?|checksums?)(?:[-_.][\w.-]{0,80})?(?:\.(?:txt|asc))?$/i;

/**
 * The name of a file beside a source that is called like a checksum of it, or is a list that names it: what there is, not
 * whether it is right. Undefined when there is none, or the folder cannot be read.
 */
export async function checksumNameBeside(path: string): Promise<string | undefined> {
  const name = basename(path);
  const names = await readdir(dirname(path)).catch((): string[] => []);
  const own = names.find((other) => other.startsWith(`${name}.`) && OWN.test(other.slice(name.length)));
  if (own !== undefined) return own;
  for (const list of names.filter((other) => LIST.test(other)).slice(0, MOST_LISTS))
    if (await mentions(join(dirname(path), list), name)) return list;
  return undefined;
}

/** Whether the name stands in a short text as a word of its own. */
async function mentions(list: string, name: string): Promise<boolean> {
  const file = await open(list, constants.O_RDONLY | constants.O_NONBLOCK).catch(() => undefined);
  if (!file) return false;
  try {
    const found = await file.stat();
    if (!found.isFile() || found.size > MOST_BYTES) return false;
    const lines = (await file.readFile('utf8')).split(/\r?\n/);
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
  return /[\s*/(]/.test(before) && /[\s):]/.test(after);
}
