import { basename } from 'node:path';
import { besideFile, textBeside } from '../checksum/beside.ts';
import { cueFiles } from './cue-sheet.ts';

const SHEET = /\.cue$/i;

/**
 * The file that a cue sheet is about, which lies beside it: the first with a track of data, else the first. Any other path as it
 * is.
 */
export async function sheetImage(path: string): Promise<string> {
  if (!SHEET.test(path)) return path;
  const beside = besideFile(path);
  const files = cueFiles((await textBeside(beside, beside.name)) ?? '');
  const hasData = files.find(({ tracks }) => tracks.some(({ mode }) => mode !== 'AUDIO'));
  const said = (hasData ?? files[0])?.name;
  if (said === undefined) return path;
  const wanted = basename(said.replaceAll('\\', '/')).toLowerCase();
  const found = (await beside.names())?.find((name) => name.toLowerCase() === wanted);
  return found === undefined ? path : beside.whereIs(found);
}
