import type { BytesCompared, SideName, TreesCompared } from '../engine/contract/events/comparison.ts';
import { exitCodes } from '../engine/contract/failure/exit-codes.ts';
import { asFailure } from '../engine/contract/failure/failure.ts';
import { compareBytes } from '../engine/read/compare/compare-bytes.ts';
import { compareTrees } from '../engine/read/compare/compare-trees.ts';
import type { ComparedTree } from '../engine/read/compare/compared-tree.ts';
import { countAll } from '../engine/read/compare/differences.ts';
import { withHitNames } from '../engine/read/compare/hit-names.ts';
import { sideBytes } from '../engine/read/compare/side-bytes.ts';
import { bytesProgress } from '../words/comparison.ts';
import { t } from '../words/language.ts';
import { countOf, sizeText } from '../words/sizes.ts';
import { usageFailure } from '../words/spoken-failure.ts';
import { type ComparedSide, openSide } from './compared-side.ts';
import { type Compared, tellCompared } from './compared-told.ts';
import type { Face } from './face.ts';
import type { CommonOptions, Given } from './given.ts';
import { stopBySignal } from './stop-by-signal.ts';
import { tell } from './tell.ts';

type CompareFlags = CommonOptions & Given<'by'>;
type Sides = Readonly<Record<SideName, ComparedSide>>;

/**
 * `isowright compare A B`: images, drives, partitions and folders. Two that have bytes are compared by them; when these differ, or one
 * is a folder, by their files too.
 */
export async function compare(a: string, b: string, flags: CompareFlags, face: Face): Promise<number> {
  if (a === '-' && b === '-') throw usageFailure(() => t().compare.inputTwice);
  const { signal, close } = stopBySignal(face);
  const opened: ComparedSide[] = [];
  try {
    for (const path of [a, b]) {
      opened.push(await openSide(path, face));
      signal.throwIfAborted();
    }
    const [sideA, sideB] = opened;
    if (!sideA || !sideB) throw new Error('two sides');
    const compared = await comparedBy({ a: sideA, b: sideB }, flags, { face, signal });
    for (const side of opened) await side.settle();
    tellCompared(compared, flags, face);
    return endOf(compared);
  } finally {
    for (const side of opened) await side.close();
    close();
  }
}

interface Around {
  readonly face: Face;
  readonly signal: AbortSignal;
}

async function comparedBy(sides: Sides, flags: CompareFlags, around: Around): Promise<Compared> {
  const { a, b } = sides;
  const { by } = flags;
  if (a.identity === b.identity && a.kind !== 'stream') return { sides, isSameFile: true };
  const folder = [a, b].find(({ kind }) => kind === 'folder');
  if (folder && by === 'bytes') throw usageFailure(() => t().compare.bytesOfImages(folder.path));
  if (by === 'content' || folder) return { sides, content: await byContent(sides, flags, around) };
  const bytes = await byBytes(sides, flags, around);
  const differs = (bytes.counts.bytes ?? 0) > 0 || (bytes.counts.size ?? 0) > 0;
  if (by === 'bytes' || !differs) return { sides, bytes };
  return { sides, bytes, ...(await alsoByContent(sides, flags, around)) };
}

async function byBytes(
  { a, b }: Sides,
  flags: CompareFlags,
  { face, signal }: Around,
): Promise<BytesCompared> {
  if (!a.bytes || !b.bytes) throw new Error('folders have no bytes');
  const [inA, inB] = [sideBytes(a.bytes, signal), sideBytes(b.bytes, signal)];
  const say = teller(flags, face);
  const [sizeA, sizeB] = [inA.sizeBytes, inB.sizeBytes];
  const totalBytes = sizeA === undefined || sizeB === undefined ? undefined : Math.min(sizeA, sizeB);
  const device = [a, b].every(({ kind }) => kind === 'device') ? undefined : deviceOf({ a, b });
  const onDone = (doneBytes: number): void => say(() => bytesProgress(doneBytes, totalBytes));
  const compared = await compareBytes(inA, inB, { signal, device, onDone });
  return withHitNames(compared, { a: a.image, b: b.image }, signal);
}

function deviceOf({ a, b }: Sides): SideName | undefined {
  if (a.kind === 'device') return 'a';
  return b.kind === 'device' ? 'b' : undefined;
}

async function byContent(sides: Sides, flags: CompareFlags, around: Around): Promise<TreesCompared> {
  const trees = { a: await sides.a.tree(), b: await sides.b.tree() };
  return contentOf(trees, sides, flags, around);
}

/** Where the files of both can be listed: whatever is in the way of that is no reason to fail when bytes were compared. */
async function alsoByContent(
  sides: Sides,
  flags: CompareFlags,
  around: Around,
): Promise<Pick<Compared, 'content' | 'unlisted'>> {
  const trees: Partial<Record<SideName, ComparedTree>> = {};
  for (const side of ['a', 'b'] as const) {
    const tree = await sides[side].tree().catch((error: unknown) => {
      if (around.signal.aborted) throw error;
      return asFailure(error);
    });
    if (tree instanceof Error) return { unlisted: sides[side].path };
    trees[side] = tree;
  }
  const { a, b } = trees;
  return a && b ? { content: await contentOf({ a, b }, sides, flags, around) } : {};
}

function contentOf(
  trees: Readonly<Record<SideName, ComparedTree>>,
  { a, b }: Sides,
  flags: CompareFlags,
  { face, signal }: Around,
): Promise<TreesCompared> {
  const say = teller(flags, face);
  return compareTrees(trees, {
    signal,
    names: { a: a.path, b: b.path },
    onDone: (entries, doneBytes) =>
      say(() => t().compare.progressEntries(countOf(entries, t().nouns.entry), sizeText(doneBytes))),
  });
}

/** A line now and then of how far it is; a short comparison says nothing. */
const EVERY_MS = 5000;

function teller({ quiet }: CompareFlags, face: Face): (line: () => string) => void {
  let nextMs = face.nowMs() + EVERY_MS;
  return (line) => {
    const nowMs = face.nowMs();
    if (quiet || nowMs < nextMs) return;
    nextMs = nowMs + EVERY_MS;
    tell(face.err, line());
  };
}

/** Equal, different, or nobody knows. */
function endOf({ bytes, content }: Compared): number {
  const decides = bytes ?? content;
  const all = [bytes, content].reduce((sum, one) => sum + (one ? countAll(one) : 0), 0);
  if (!decides || all === 0) return exitCodes.done;
  const unread = (bytes?.counts.unreadable ?? 0) + (content?.counts.unreadable ?? 0);
  return unread === all ? exitCodes.badSource : exitCodes.differs;
}
