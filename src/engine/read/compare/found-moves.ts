import type { VolumeEntry } from '../browse/volume.ts';
import { folderOf } from '../browse/walk.ts';
import { compareContents } from './compare-contents.ts';
import type { TreePair } from './entry-fields.ts';

/** A file that stands on one side only. */
export interface LonelyFile {
  readonly path: string;
  readonly entry: VolumeEntry;
}

export interface FoundMove {
  readonly from: LonelyFile;
  readonly to: LonelyFile;
}

/** Files of one size that are held against one another: of more nobody could wait for all. */
const MOST_TRIED = 64;

/**
 * Which files of `a` are at another path in `b`: the same content, and of several of one content those with the same name first.
 *
 * @throws what `compareContents` throws
 */
export async function foundMoves(
  removed: readonly LonelyFile[],
  added: readonly LonelyFile[],
  trees: TreePair,
  signal: AbortSignal,
): Promise<FoundMove[]> {
  const bySize = new Map<number, LonelyFile[]>();
  for (const file of added) {
    const same = bySize.get(file.entry.sizeBytes);
    if (same) same.push(file);
    else bySize.set(file.entry.sizeBytes, [file]);
  }
  const moves: FoundMove[] = [];
  for (const from of removed) {
    const candidates = bySize.get(from.entry.sizeBytes) ?? [];
    const to = await sameContent(from, candidates, trees, signal);
    if (!to) continue;
    candidates.splice(candidates.indexOf(to), 1);
    moves.push({ from, to });
  }
  return moves;
}

async function sameContent(
  from: LonelyFile,
  candidates: readonly LonelyFile[],
  trees: TreePair,
  signal: AbortSignal,
): Promise<LonelyFile | undefined> {
  for (const to of likelyFirst(from, candidates)) {
    const verdict = await compareContents({ a: from.entry, b: to.entry }, trees, signal);
    if (verdict.is === 'same') return to;
  }
  return undefined;
}

/** The same name elsewhere, another name in the same folder, then all others. */
function likelyFirst(from: LonelyFile, candidates: readonly LonelyFile[]): LonelyFile[] {
  const rank = (to: LonelyFile): number =>
    to.entry.name === from.entry.name ? 0 : folderOf(to.path) === folderOf(from.path) ? 1 : 2;
  if (candidates.length < 2) return [...candidates];
  const ranked = candidates.map((to) => ({ to, rank: rank(to) })).sort((x, y) => x.rank - y.rank);
  return ranked.slice(0, MOST_TRIED).map(({ to }) => to);
}
