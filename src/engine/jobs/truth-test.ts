import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import type { Target } from '../ports/target.ts';
import type { TestBench } from '../truth/bench.ts';
import type { TruthFinding } from '../truth/finding.ts';
import { joinedRanges } from '../truth/finding.ts';
import { fullTest } from '../truth/full-test.ts';
import { quickTest } from '../truth/quick-test.ts';
import { shortName } from '../undo/capsule.ts';
import { forgetSaved, loadSaved, putBack } from '../undo/saved-content.ts';
import type { JobContext } from './run-plan.ts';
import { jobsFolder } from './state-folder.ts';

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
  return kind === 'full' ? runFullTest(bench, context) : quickTest(bench);
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
