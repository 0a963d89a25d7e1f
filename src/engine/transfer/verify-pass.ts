import type { Lane } from './lane.ts';
import type { Mismatches } from './mismatches.ts';
import type { ProgressReporter } from './progress-reporter.ts';
import { repair } from './repair.ts';
import { makeRing, type Ring } from './ring.ts';
import { isImage } from './source.ts';
import { failUnproved, type VerifyLane, verifyLane } from './verify-lane.ts';

/** One lane and what was found wrong on it. */
export interface LaneResult {
  readonly lane: Lane;
  readonly mismatches: Mismatches;
}

export interface VerifyPass extends Omit<VerifyLane, 'lane' | 'mismatches' | 'ring'> {
  readonly ring: Ring;
  readonly reporter: ProgressReporter;
}

/** For each of several targets: enough to read one chunk while another is compared. */
const SLOTS = 2;

/**
 * Reads every target back and compares it. What differs is written once more; then everything is read again, because a
 * counterfeit drive that wraps around loses one place when another is written.
 */
export async function verifyAll(results: readonly LaneResult[], pass: VerifyPass): Promise<void> {
  const sound = results.filter(({ lane }) => !lane.failure);
  // A ring each: what a dying drive delivers too late must not land in another's bytes.
  const ringFor = (): Ring => (sound.length === 1 ? pass.ring : makeRing(SLOTS, pass.ring.slotBytes));
  const around = new Map(sound.map(({ lane }) => [lane, { ...pass, ring: ringFor() }]));
  const look = ({ lane, mismatches }: LaneResult): Promise<void> =>
    verifyLane({ ...(around.get(lane) as VerifyPass), lane, mismatches });
  pass.reporter.begin('verify', pass.sizeBytes);
  await Promise.all(sound.map(look));
  const mended = await mendAll(sound, pass);
  if (mended.length > 0) {
    pass.reporter.begin('verify', pass.sizeBytes);
    await Promise.all(mended.map(look));
  }
  for (const result of sound) failUnproved(result);
  pass.job.signal.throwIfAborted();
  pass.reporter.end();
}

/** The lanes that were written to once more, ready to be looked at again. */
async function mendAll(results: readonly LaneResult[], { job }: VerifyPass): Promise<LaneResult[]> {
  const { source, write, signal } = job;
  if (!write || !isImage(source) || signal.aborted) return [];
  const mended: LaneResult[] = [];
  for (const result of results) {
    const { lane, mismatches } = result;
    if (lane.failure || mismatches.list.length === 0) continue;
    const repaired = await repair(lane, source, mismatches.list).catch((error: unknown) => {
      lane.fail(error);
      return [];
    });
    if (repaired.length < mismatches.list.length) continue;
    for (const { atByte, lengthBytes } of repaired) {
      job.onFact({
        event: 'note',
        code: 'repaired',
        target: lane.target.name,
        text: `${lengthBytes} bytes at ${atByte}`,
      });
    }
    mismatches.startAnew(repaired);
    lane.verifiedBytes = 0;
    mended.push(result);
  }
  return mended;
}
