import { basename } from 'node:path';
import { besideFile, textBeside } from '../checksum/beside.ts';
import { cueFiles } from '../containers/discs/cue-sheet.ts';
import { foldedName } from '../containers/name-beside.ts';

const SHEET = /\.cue$/i;

/**
 * Of a cue sheet of sound alone the first file, which lies beside it: its tracks are told. Any other path as it is; a sheet with data is opened like any
 * container.
 */
export async function sheetImage(path: string): Promise<string> {
  if (!SHEET.test(path)) return path;
  const beside = besideFile(path);
  const files = cueFiles((await textBeside(beside, beside.name)) ?? '');
  const hasData = files.some(({ tracks }) => tracks.some(({ mode }) => mode !== 'AUDIO'));
  const said = files[0]?.name;
  if (said === undefined || hasData) return path;
  const wanted = foldedName(basename(said.replaceAll('\\', '/')));
  const found = (await beside.names())?.find((name) => foldedName(name) === wanted);
  return found === undefined ? path : beside.whereIs(found);
}
