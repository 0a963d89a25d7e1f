import { basename } from 'node:path';
import type { BlockMapFacts } from '../../contract/failure/damage-reasons.ts';
import { Failure } from '../../contract/failure/failure.ts';
import { sourceDamaged } from '../../contract/failure/source-failures.ts';
import type { ConfirmedFiles } from '../../contract/plan/confirmed-files.ts';
import { type Beside, besideFile, textBeside } from './beside.ts';
import { type BlockMap, looksLikeBlockMap, parseBlockMap } from './bmap.ts';
import { unpackedName } from './unpacked-name.ts';

/** A block map and where it stands. */
export interface FoundBlockMap {
  readonly from: string;
  readonly map: BlockMap;
  /** It came the same open way as the image. */
  readonly isOpenToAll?: boolean;
}

/** One that is there and not gone by. */
export interface RefusedBlockMap {
  readonly from: string;
  readonly why: BlockMapFacts;
}

/** What stands beside an image: the first map that can be gone by, and those before it that cannot. */
export interface BlockMapsBeside {
  readonly found?: FoundBlockMap;
  readonly refused: readonly RefusedBlockMap[];
}

/** `image.wic.bmap` beside `image.wic` or `image.wic.xz`, or `image.bmap`. `imageBytes`: of the image, where it is known. */
export async function findBlockMap(beside: Beside, imageBytes?: number): Promise<BlockMapsBeside> {
  const unpacked = unpackedName(beside.name);
  const names = [unpacked, beside.name, unpacked.replace(/\.[^.]+$/, '')].map((name) => `${name}.bmap`);
  const refused: RefusedBlockMap[] = [];
  for (const name of new Set(beside.isFar ? names.slice(0, 1) : names)) {
    const text = await textBeside(beside, name);
    // Some servers have an answer for every name.
    if (text === undefined || (beside.isFar && !looksLikeBlockMap(text))) continue;
    const from = beside.whereIs(name);
    const why = (await beside.distrust?.(name)) ?? judged(text, imageBytes);
    if (!('reason' in why))
      return { found: { from, map: why, ...(beside.isOpenToAll && { isOpenToAll: true }) }, refused };
    refused.push({ from, why });
  }
  return { refused };
}

/** The block map a person named. @throws Failure `source-missing`, `target-changed`, `source-damaged` when it cannot be gone by */
export async function readBlockMap(
  path: string,
  imageBytes?: number,
  files?: ConfirmedFiles,
): Promise<FoundBlockMap> {
  const beside = besideFile(path, files);
  const text = await textBeside(beside, basename(path));
  if (text === undefined) throw new Failure('source-missing', { path });
  const map = (await beside.distrust?.(basename(path))) ?? judged(text, imageBytes);
  if (!('reason' in map)) return { from: path, map };
  throw sourceDamaged(path, map);
}

/** A map, or why it cannot be gone by. */
function judged(text: string, imageBytes: number | undefined): BlockMap | BlockMapFacts {
  const map = parseBlockMap(text);
  if (!map) return { reason: 'no-block-map' };
  if (map.ranges.length === 0) return { reason: 'map-without-blocks' };
  if (imageBytes !== undefined && map.imageBytes !== imageBytes)
    return { reason: 'map-of-other-size', mapBytes: map.imageBytes, imageBytes };
  return map;
}
