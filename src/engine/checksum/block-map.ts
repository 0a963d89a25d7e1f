import { basename } from 'node:path';
import { Failure } from '../ports/failure.ts';
import { type Beside, besideFile } from './beside.ts';
import { type BlockMap, parseBlockMap } from './bmap.ts';
import { unpackedName } from './find-checksum.ts';

/** A block map and where it stands. */
export interface FoundBlockMap {
  readonly from: string;
  readonly map: BlockMap;
}

/** `image.wic.bmap` beside `image.wic` or `image.wic.xz`, or `image.bmap`. One that is broken says nothing. */
export async function findBlockMap(beside: Beside): Promise<FoundBlockMap | undefined> {
  const unpacked = unpackedName(beside.name);
  const names = [unpacked, beside.name, unpacked.replace(/\.[^.]+$/, '')].map((name) => `${name}.bmap`);
  for (const name of new Set(beside.isFar ? names.slice(0, 1) : names)) {
    const text = await beside.read(name);
    const map = text === undefined ? undefined : parseBlockMap(text);
    if (map) return { from: beside.whereIs(name), map };
  }
  return undefined;
}

/** The block map a person named. @throws Failure `source-missing`, `source-damaged` */
export async function readBlockMap(path: string): Promise<FoundBlockMap> {
  const text = await besideFile(path).read(basename(path));
  if (text === undefined) throw new Failure('source-missing', { path });
  const map = parseBlockMap(text);
  if (map) return { from: path, map };
  throw new Failure('source-damaged', { path, what: 'it is no block map, or not as it was made' });
}
