import { randomInt } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Target } from '../../contract/ports/target.ts';
import { jobsFolder } from '../../host/state/state-folder.ts';
import type { TestBench } from '../../write/truth/bench.ts';
import type { TruthFinding } from '../../write/truth/finding.ts';
import { joinedRanges } from '../../write/truth/finding.ts';
import { fullTest } from '../../write/truth/full-test.ts';
import { placeWritten } from '../../write/truth/pattern.ts';
import { quickTest } from '../../write/truth/quick-test.ts';
import { shortName } from '../../write/undo/capsule.ts';
import { type Evidence, isBlank, readOrNothing, type Seen, verdict } from '../../write/undo/evidence.ts';
import { forgetSaved, loadSaved, putBack, sha256Of } from '../../write/undo/saved-content.ts';
import type { JobContext } from './job-context.ts';

/** Where the content of the target a plan names by `path` is kept while a quick test has its bytes there: without ending. */
export function truthBase(folder: string, path: string): string {
  return join(folder, `truth-${shortName(path)}`);
}

/** Runs one truth test of a target; content of a test that was killed before is put back first. */
export async function runTruthTest(
  target: Target,
  kind: 'quick' | 'full',
  path: string,
  context: JobContext,
): Promise<TruthFinding> {
  const { jobId, clock, signal } = context;
  const base = truthBase(join(jobsFolder(), jobId), path);
  const bench: TestBench = { target, base, seed: randomInt(2 ** 32 - 1), clock, signal };
  await putBackSaved(target, base);
  await noteSeed(base, bench.seed);
  return kind === 'full' ? runFullTest(bench, context) : quickTest(bench);
}

/** Which probes are this test's: after a kill they tell the drive they are on. Where it cannot be kept they do not. */
async function noteSeed(base: string, seed: number): Promise<void> {
  await writeFile(seedOf(base), String(seed), { mode: 0o600 }).catch(() => undefined);
}

function seedOf(base: string): string {
  return `${base}.seed`;
}

/** What a target says about being the one a truth test was ended on: its own content, or probes of that very test. */
export async function truthEvidence(target: Target, base: string): Promise<Evidence> {
  const saved = await loadSaved(base);
  if (!saved) return 'unknown';
  if (saved.sizeBytes !== target.capacityBytes) return 'foreign';
  const seed = Number(await readFile(seedOf(base), 'utf8').catch(() => 'none'));
  const seen: Seen[] = [];
  for (const piece of saved.pieces) {
    const bytes = await readOrNothing(target, piece);
    const isSame = bytes !== undefined && sha256Of(bytes) === piece.sha256;
    const isProbe = bytes !== undefined && placeWritten(bytes, seed) === piece.atByte;
    const isBlankOne = bytes === undefined || isBlank(bytes);
    // A probe that was being written, or lost, is like nothing, on the right drive too.
    seen.push({ state: isSame ? 'same' : isProbe ? 'own' : 'unreadable', isBlank: isBlankOne });
  }
  return seen.some(({ state }) => state !== 'unreadable') ? verdict(seen) : 'foreign';
}

/** Ends a quick test that never came to its end. True when there was one. */
export async function putBackSaved(target: Target, base: string): Promise<boolean> {
  const saved = await loadSaved(base);
  if (!saved) return false;
  await putBack(target, saved);
  await forgetSaved(base);
  return true;
}

const LISTED_AT_MOST = 100;

/** Not more often than a screen is drawn. */
const PROGRESS_EVERY_MS = 100;

async function runFullTest(bench: TestBench, { onFact, clock, gate }: JobContext): Promise<TruthFinding> {
  const target = bench.target.name;
  onFact({ event: 'note', code: 'content-not-kept', target });
  onFact({ event: 'phase', phase: 'test', totalBytes: 2 * bench.target.capacityBytes });
  let saidAtMs = 0;
  const onProgress = (doneBytes: number): void => {
    if (clock.nowMs() - saidAtMs < PROGRESS_EVERY_MS) return;
    saidAtMs = clock.nowMs();
    onFact({ event: 'progress', phase: 'test', target, doneBytes });
  };
  const finding = await fullTest({ ...bench, gate, onProgress });
  for (const { atByte, lengthBytes } of joinedRanges(finding.verdicts).slice(0, LISTED_AT_MOST))
    onFact({ event: 'bad', target, atByte, lengthBytes });
  return finding;
}
