import { resolve } from 'node:path';
import { entriesFrom, findEntry } from '../engine/read/browse/find.ts';
import { walkBatches } from '../engine/read/browse/walk.ts';
import { openPlainVolume } from '../engine/read/open/plain-volume.ts';
import { listedEntries, tellLines } from './list-lines.ts';

type Sink = (text: string) => void;

/** Options, addresses and `-`. */
const UNUSUAL = /^-|^$|^\s*[a-z][a-z0-9+.-]{1,30}:/i;

/**
 * `ls IMAGE [PATH]` as it is asked most, of a sound image with Rock Ridge. It needs none of the options, sentences and machines of
 * the program, whose loading takes longer than the reading.
 *
 * @param words those behind `ls`
 * @returns false, and nothing was told: what there is to say is said the usual way
 */
export async function quickList(
  words: readonly string[],
  workingFolder: string,
  out: Sink,
): Promise<boolean> {
  const [imagePath = '', inside = '/'] = words;
  if (words.length > 2 || workingFolder === '' || UNUSUAL.test(imagePath) || UNUSUAL.test(inside))
    return false;
  return listed(resolve(workingFolder, imagePath), inside, out).catch(() => false);
}

async function listed(imagePath: string, inside: string, out: Sink): Promise<boolean> {
  const open = await openPlainVolume(imagePath);
  if (!open) return false;
  try {
    const from = await findEntry(open.volume, inside, imagePath);
    const batches = entriesFrom((folder) => walkBatches(open.volume, { imagePath }, folder), from);
    tellLines(out, await listedEntries(batches));
    return true;
  } finally {
    open.close();
  }
}
