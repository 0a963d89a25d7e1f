import type { DoneFact, JobFact } from '../../src/engine/contract/events/events.ts';
import type { TargetReport } from '../../src/engine/contract/events/report.ts';
import type { Plan } from '../../src/engine/contract/plan/plan.ts';

const sha256 = '9f2c41d07be86a5512d3c4ffa01be9934ddc72e1b0a95f36e8d7461025cbaf38';
const STEPS = 40;

/** What a job says that goes well: forty steps of writing, a flush, forty steps of proof. */
export function fakeJobFacts(plan: Plan, sizeBytes: number, dryRun: boolean): JobFact[] {
  const done = doneFact(plan, sizeBytes, dryRun);
  if (dryRun) return [{ event: 'plan', plan }, { event: 'phase', phase: 'plan' }, done];
  if (plan.do === 'read') return [{ event: 'plan', plan }, ...readFacts(sizeBytes), done];
  const target = nameOf(plan);
  return [
    { event: 'plan', plan },
    { event: 'phase', phase: 'write', totalBytes: sizeBytes },
    ...stepsOf(sizeBytes).map(
      (bytes): JobFact => ({
        event: 'progress',
        phase: 'write',
        target,
        doneBytes: bytes,
        readBytes: bytes,
        writtenBytes: bytes,
        onMediaBytes: Math.max(0, bytes - sizeBytes / 20),
        waitedMs: { source: 0, hash: 0, target: bytes / 1e5 },
        ...(bytes === sizeBytes && { sha256 }),
      }),
    ),
    { event: 'phase', phase: 'flush' },
    { event: 'phase', phase: 'verify', totalBytes: sizeBytes },
    ...stepsOf(sizeBytes).map(
      (bytes): JobFact => ({
        event: 'progress',
        phase: 'verify',
        target,
        doneBytes: bytes,
        readBytes: sizeBytes,
        writtenBytes: sizeBytes,
        onMediaBytes: sizeBytes,
        verifiedBytes: bytes,
      }),
    ),
    done,
  ];
}

/** A medium that gives everything at once, and is read back from its image. */
function readFacts(sizeBytes: number): JobFact[] {
  return [
    { event: 'phase', phase: 'read', totalBytes: sizeBytes },
    ...stepsOf(sizeBytes).map(
      (bytes): JobFact => ({
        event: 'progress',
        phase: 'read',
        doneBytes: bytes,
        readBytes: bytes,
        rescue: {
          pass: 'copy',
          round: 1,
          atByte: bytes,
          badBytes: 0,
          suspectBytes: 0,
          untriedBytes: sizeBytes - bytes,
          readErrors: 0,
          picture: '+'.repeat(Math.floor((128 * bytes) / sizeBytes)).padEnd(128, '?'),
        },
      }),
    ),
    { event: 'phase', phase: 'verify', totalBytes: sizeBytes },
    ...stepsOf(sizeBytes).map(
      (bytes): JobFact => ({ event: 'progress', phase: 'verify', doneBytes: bytes, readBytes: bytes }),
    ),
  ];
}

const stepsOf = (sizeBytes: number) =>
  Array.from({ length: STEPS }, (_, step) => Math.floor((sizeBytes * (step + 1)) / STEPS));

function nameOf(plan: Plan): string {
  const path = plan.do === 'make' ? plan.output.path : (plan.targets?.[0]?.path ?? '');
  return path.split('/').at(-1) ?? path;
}

function doneFact(plan: Plan, sizeBytes: number, dryRun: boolean): DoneFact {
  if (plan.do === 'undo')
    return {
      event: 'done',
      ok: true,
      exitCode: 0,
      outcome: 'done',
      report: { elapsedMs: 9, undone: [undone] },
    };
  const source = { path: plan.source?.path ?? '', sizeBytes, ...(dryRun ? {} : { sha256 }) };
  const image =
    (plan.do === 'make' || plan.do === 'read') && plan.output !== undefined
      ? { image: { path: plan.output.path, sizeBytes, sha256: dryRun ? '' : sha256, label: 'FAKE' } }
      : {};
  const targets =
    plan.do === 'write' && !dryRun
      ? { targets: plan.targets.map(({ path }) => proved(path, sizeBytes)) }
      : {};
  const medium =
    plan.do === 'read' && !dryRun
      ? { medium: { path: plan.source.path, sizeBytes, badBytes: 0, bad: [], readErrors: 0 } }
      : {};
  return {
    event: 'done',
    ok: true,
    exitCode: 0,
    outcome: 'done',
    report: { elapsedMs: 900, source, ...image, ...targets, ...medium },
  };
}

/** A write that reached only what was kept. */
const undone = {
  target: 'sdb',
  path: '/dev/sdb',
  state: 'whole' as const,
  restoredBytes: 2_200_000,
  partitions: [],
};

function proved(path: string, sizeBytes: number): TargetReport {
  const bytes = {
    writtenBytes: sizeBytes,
    skippedBytes: 0,
    onMediaBytes: sizeBytes,
    verifiedBytes: sizeBytes,
  };
  return {
    target: path.split('/').at(-1) ?? path,
    path,
    ok: true,
    state: 'proved',
    mismatches: [],
    sha256,
    ...bytes,
  };
}
