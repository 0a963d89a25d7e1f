import { isImage } from '../../contract/ports/image.ts';
import type { Target } from '../../contract/ports/target.ts';
import { Needs } from './block-map-filter.ts';
import { PieceDigests } from './digests.ts';
import { isLate } from './hash-during-read-back.ts';
import { HashFeed } from './hash-feed.ts';
import { HASH_SLOTS } from './hash-rest.ts';
import { startHasher } from './hasher.ts';
import { Lane } from './lane.ts';
import { Mismatches } from './mismatches.ts';
import type { Pass } from './pass-parts.ts';
import { ProgressReporter } from './progress-reporter.ts';
import { readsBackAtOnce } from './prove-by-source.ts';
import { ringFor } from './ring.ts';
import { SeenSource } from './seen-source.ts';
import type { TransferJob } from './transfer-job.ts';

/** Slots beside the ring: for what a comparison reads back, or for what the hash missed. */
function asidesOf({ write, targets }: TransferJob): number {
  return write ? HASH_SLOTS : targets.length * readsBackAtOnce(targets.length);
}

export function preparePass(job: TransferJob, targets: readonly Target[]): Pass {
  const { source, write, verify } = job;
  const ring = ringFor(targets.length, asidesOf(job));
  const needs = source.mapped && new Needs(source.mapped, write);
  const lanes = targets.map((target, index) => laneOf(job, target, index, needs));
  const hasher = job.hash
    ? startHasher(ring.memory, isImage(source) ? source.sizeBytes : undefined, job.tree)
    : undefined;
  const digests = new PieceDigests(write ? needs : undefined, write && !isImage(source));
  // What a map leaves out does not come back, and a checksum to be approved must be known before any target becomes usable.
  const mayRest = write && verify && isImage(source) && !needs && !job.approve;
  return {
    job,
    ring,
    lanes,
    results: lanes.map((lane) => ({ lane, mismatches: new Mismatches() })),
    hash: new HashFeed(hasher, mayRest, isLate(job)),
    reporter: new ProgressReporter(job, lanes),
    digests,
    ...(isImage(source) && { seen: new SeenSource(source, digests) }),
    ...(needs && { needs }),
  };
}

function laneOf(job: TransferJob, target: Target, index: number, needs: Needs | undefined): Lane {
  return new Lane({
    target,
    clock: job.clock,
    delta: job.delta ?? false,
    resumeAtByte: job.resumeAtBytes?.[index] ?? 0,
    needs,
    isZeroed: job.zeroed?.[index],
    onOldBackup: job.hasOwnEnd
      ? undefined
      : () => job.onFact({ event: 'note', code: 'old-table-wiped', target: target.name }),
    async mayWrite() {
      await job.gate.pass(job.signal);
      return !job.signal.aborted;
    },
  });
}

/** Last words of the source, before anything becomes usable. @throws what the source or whoever approves it says */
export async function settle(pass: Pass): Promise<void> {
  const { job, reporter } = pass;
  await finishHash(pass);
  await job.source.settle?.(pass.seen);
  await job.approve?.(pass.digest?.sha256);
  reporter.end();
}

/** Takes the digest when everything was hashed by now. */
export async function finishHash(pass: Pass): Promise<void> {
  const { reporter, hash } = pass;
  pass.digest ??= await hash.digest(reporter.readBytes);
  reporter.sha256 = pass.digest?.sha256;
}

/** A map that leaves data out is told, once everything has passed. */
export function noteLeftOut({ job, needs }: Pick<Pass, 'job' | 'needs'>): void {
  if (!needs || needs.leftOutBytes === 0) return;
  job.onFact({ event: 'note', code: 'block-map-leaves-out', text: String(needs.leftOutBytes) });
}
