import type { Difference, SideName, TreesCompared } from '../../contract/events/comparison.ts';
import { entryText } from '../browse/entry-text.ts';
import { isNameOn } from '../browse/platform-names.ts';
import type { VolumeEntry } from '../browse/volume.ts';
import { type ContentVerdict, compareContents } from './compare-contents.ts';
import { type ComparedTree, hasPlainKinds, hasWindowsNames } from './compared-tree.ts';
import { FoundDifferences } from './differences.ts';
import { type EntryPair, fieldsOf, type TreePair } from './entry-fields.ts';
import { foundMoves, type LonelyFile } from './found-moves.ts';
import { type PairedEntry, pairedWalk } from './paired-walk.ts';

export interface TreeOptions {
  readonly signal: AbortSignal;
  /** How the sides are called. */
  readonly names: Readonly<Record<SideName, string>>;
  readonly onDone: (entries: number, doneBytes: number) => void;
}

/** Files compared at once: more than one waits for the medium, and the order of what is told stays. */
const AT_ONCE = 4;
/** Files of one side that may stand elsewhere on the other: of more nobody looks. */
const MOST_LONELY = 50_000;

/**
 * Two trees by what is in them, whatever holds them. What only one side records (owners, times) is no difference, and a time is
 * as exact as the less exact of both. The roots themselves are not compared.
 *
 * @throws Failure `stopped`, and what is no matter of one entry
 */
export async function compareTrees(trees: TreePair, options: TreeOptions): Promise<TreesCompared> {
  const comparison = new TreeComparison(trees, options);
  await comparison.walk();
  await comparison.settleMoves();
  return comparison.result();
}

class TreeComparison {
  readonly #trees: TreePair;
  readonly #options: TreeOptions;
  readonly #found = new FoundDifferences();
  readonly #lonely: Record<SideName, LonelyFile[]> = { a: [], b: [] };
  #entries = 0;
  #comparedBytes = 0;
  #movesLeftOut = 0;
  #twins = 0;

  constructor(trees: TreePair, options: TreeOptions) {
    this.#trees = trees;
    this.#options = options;
  }

  async walk(): Promise<void> {
    const waiting: Promise<() => void>[] = [];
    const { signal, names } = this.#options;
    const onBroken = (side: SideName, path: string): void =>
      this.#found.add({ kind: 'unreadable', side, path: pathText(path) });
    const onTwin = (): void => void this.#twins++;
    try {
      for await (const pair of pairedWalk(this.#trees, { signal, names, onBroken, onTwin })) {
        const judged = this.#judge(pair);
        judged.catch(() => undefined);
        waiting.push(judged);
        if (waiting.length >= AT_ONCE) (await waiting.shift())?.();
      }
      for (const judged of waiting.splice(0)) (await judged)();
    } finally {
      // Files that are open are closed before the image is.
      await Promise.allSettled(waiting);
    }
  }

  /** Says later what it found, so that it is told in order. */
  async #judge({ path, a, b }: PairedEntry): Promise<() => void> {
    if (!a || !b) return () => this.#addLonely(path, a, b);
    if (a.type !== b.type)
      return () =>
        this.#tell(() => this.#found.add({ kind: 'type', path: pathText(path), a: a.type, b: b.type }));
    const isOfBytes = a.type === 'file' && a.sizeBytes === b.sizeBytes && a.sizeBytes > 0;
    const verdict = isOfBytes
      ? await compareContents({ a, b }, this.#trees, this.#options.signal)
      : undefined;
    return () => this.#tell(() => this.#addPair(path, { a, b }, verdict));
  }

  #tell(add: () => void): void {
    this.#entries++;
    add();
    this.#options.onDone(this.#entries, this.#comparedBytes);
  }

  #addPair(path: string, { a, b }: EntryPair, verdict: ContentVerdict | undefined): void {
    this.#comparedBytes += verdict?.readBytes ?? 0;
    const fields = fieldsOf({ a, b }, this.#trees);
    const at = pathText(path);
    if (verdict?.is === 'unread') this.#found.add({ kind: 'unreadable', side: verdict.side, path: at });
    if (a.sizeBytes !== b.sizeBytes || verdict?.is === 'other')
      this.#found.add({
        kind: 'content',
        path: at,
        aBytes: a.sizeBytes,
        bBytes: b.sizeBytes,
        ...(verdict?.is === 'other' && { atByte: verdict.atByte }),
        ...(fields.length > 0 && { fields }),
      });
    else if (fields.length > 0) this.#found.add({ kind: 'metadata', path: at, fields });
  }

  #addLonely(path: string, a: VolumeEntry | undefined, b: VolumeEntry | undefined): void {
    const [side, entry] = a ? (['a', a] as const) : (['b', b] as const);
    this.#tell(() => {
      if (!entry || isOwnOf(this.#trees[side], path)) return;
      if (entry.type !== 'file' || entry.sizeBytes === 0) this.#addOne(side, { path, entry });
      else if (this.#lonely[side].length < MOST_LONELY) this.#lonely[side].push({ path, entry });
      else {
        this.#movesLeftOut++;
        this.#addOne(side, { path, entry });
      }
    });
  }

  #addOne(side: SideName, { path, entry }: LonelyFile): void {
    const { type, sizeBytes, name } = entry;
    const other = this.#trees[side === 'a' ? 'b' : 'a'];
    const isPossible =
      (!hasWindowsNames(other) || isNameOn('win32', name)) &&
      (!hasPlainKinds(other) || type === 'file' || type === 'dir');
    this.#found.add({
      kind: side === 'a' ? 'removed' : 'added',
      path: pathText(path),
      type,
      sizeBytes,
      ...(!isPossible && { cannotHold: true as const }),
    });
  }

  /** What stands on one side only may stand elsewhere on the other. */
  async settleMoves(): Promise<void> {
    const { a: removed, b: added } = this.#lonely;
    const moves = await foundMoves(removed, added, this.#trees, this.#options.signal);
    const moved = new Set<LonelyFile>(moves.flatMap(({ from, to }) => [from, to]));
    for (const { from, to } of moves)
      this.#found.add({
        kind: 'moved',
        path: pathText(to.path),
        from: pathText(from.path),
        sizeBytes: to.entry.sizeBytes,
      });
    for (const side of ['a', 'b'] as const)
      for (const file of this.#lonely[side]) if (!moved.has(file)) this.#addOne(side, file);
  }

  result(): TreesCompared {
    const { told, counts } = this.#found;
    return {
      told: told.toSorted(byPath),
      counts,
      entries: this.#entries,
      comparedBytes: this.#comparedBytes,
      ...(this.#movesLeftOut > 0 &&
        this.#lonely.a.length > 0 &&
        this.#lonely.b.length > 0 && { movesLeftOut: this.#movesLeftOut }),
      ...(this.#twins > 0 && { twins: this.#twins }),
    };
  }
}

/** What a file system puts there by itself; what is in it counts. */
function isOwnOf({ standard }: ComparedTree, path: string): boolean {
  return path === '/lost+found' && standard.startsWith('ext');
}

function pathText(path: string): string {
  return path === '' ? '/' : entryText(path);
}

function byPath(x: Difference, y: Difference): number {
  const [a, b] = [placeOf(x), placeOf(y)];
  return a < b ? -1 : a > b ? 1 : 0;
}

const placeOf = (difference: Difference): string => ('path' in difference ? (difference.path ?? '') : '');
