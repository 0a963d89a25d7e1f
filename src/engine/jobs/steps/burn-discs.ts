import type { BurnStep } from '../../contract/events/burn-steps.ts';
import type { DiscReport } from '../../contract/events/report.ts';
import { Failure } from '../../contract/failure/failure.ts';
import type { BurnPlan, PlanTarget } from '../../contract/plan/plan.ts';
import { isImage, type Source } from '../../contract/ports/image.ts';
import type { Target } from '../../contract/ports/target.ts';
import { planBurn, type Wanted } from '../../write/burn/burn-plan.ts';
import { Burner } from '../../write/burn/burner.ts';
import { discFactsOf } from '../../write/burn/disc.ts';
import { identifyDisc } from '../../write/burn/identify.ts';
import {
  planned as demandPlanned,
  demandSame,
  type Part,
  prepareDisc,
  refusalFailure,
} from '../../write/burn/prepare-disc.ts';
import { type XorrisoTarget, xorrisoStep } from '../../write/burn/xorriso/xorriso-target.ts';
import type { JobContext } from './job-context.ts';
import { closeAll } from './open-targets.ts';
import { lookWithXorriso, type XorrisoDisc, xorrisoTarget } from './xorriso-discs.ts';

const BLOCK_BYTES = 2048;

/** What a plan and its source ask of a disc. */
export function wantedOf(
  { multi, speed, dummy, blank, spares }: BurnPlan,
  sizeBytes: number | undefined,
): Wanted {
  return {
    blocks: sizeBytes === undefined ? undefined : Math.ceil(sizeBytes / BLOCK_BYTES),
    multi,
    speed,
    dummy,
    blank,
    spares,
  };
}

type PlannedDrive = Extract<PlanTarget, { kind: 'drive' }>;

/** @throws Failure `target-refused` for a file, `not-supported-here` where no disc can be burned */
async function openedBurner(planned: PlanTarget, { machine, clock }: JobContext): Promise<Burner> {
  const { path } = planned;
  if (planned.kind !== 'drive') {
    const because = { reason: 'no-burner' } as const;
    throw new Failure('target-refused', { target: path, reason: because.reason, refusal: 'held', because });
  }
  if (!machine.openBurner)
    throw new Failure('not-supported-here', { what: 'burn', platform: process.platform });
  const { disc: _, ...expect } = planned.expect;
  return new Burner(await machine.openBurner(path, expect), clock);
}

/** What is in the drives and what would be done to it. Nothing is changed; why it cannot be done is a failure of the report. */
export async function lookAtDiscs(
  plan: BurnPlan,
  sizeBytes: number | undefined,
  context: JobContext,
): Promise<{ readonly discs: readonly DiscReport[]; readonly failure?: Failure }> {
  const discs: DiscReport[] = [];
  let failure: Failure | undefined;
  for (const planned of plan.targets) {
    const { name: target, path, disc } = await lookedAt(plan, planned, context);
    demandSame(target, disc, expectedOf(planned));
    const wanted = wantedOf(plan, sizeBytes);
    const found = planBurn(disc, wanted);
    const facts = { target, path, disc: discFactsOf(disc) };
    if ('refusal' in found) {
      failure ??= refusalFailure(target, disc, found.refusal);
      discs.push({ ...facts, steps: [], goesOn: false });
    } else if (plan.engine === 'xorriso') {
      discs.push({ ...facts, steps: [xorrisoStep(path, disc.kind, wanted)], goesOn: false });
    } else {
      const { prepare, begin, end, goesOn } = found.plan;
      discs.push({ ...facts, steps: [...prepare, ...begin, ...end], goesOn });
    }
  }
  return { discs, ...(failure && { failure }) };
}

/** By the program that will burn. */
async function lookedAt(plan: BurnPlan, planned: PlanTarget, context: JobContext): Promise<XorrisoDisc> {
  if (plan.engine === 'xorriso') return lookWithXorriso(planned, context);
  const burner = await openedBurner(planned, context);
  try {
    return { name: burner.name, path: planned.path, disc: await identifyDisc(burner) };
  } finally {
    await burner.device.close();
  }
}

/** @throws Failure of a disc that is another one by now, or cannot take the source */
async function openForXorriso(
  plan: BurnPlan,
  planned: PlanTarget,
  source: Source,
  context: JobContext,
): Promise<XorrisoTarget> {
  const looked = await lookWithXorriso(planned, context);
  demandSame(looked.name, looked.disc, context.resume ? undefined : expectedOf(planned));
  const wanted = wantedOf(plan, source.sizeBytes);
  demandPlanned(looked.name, looked.disc, wanted);
  return xorrisoTarget(plan, planned, looked, wanted, context);
}

const expectedOf = (planned: PlanTarget) => (planned as PlannedDrive).expect.disc;

/** Discs that are ready to take the source; all of them, or none. @throws Failure */
export async function openDiscs(
  plan: BurnPlan,
  planned: readonly PlanTarget[],
  source: Source,
  context: JobContext,
) {
  const { resume, signal, onFact } = context;
  const opened: (Target & { readonly resumeAtByte: number })[] = [];
  try {
    for (const target of planned) {
      if (plan.engine === 'xorriso') {
        opened.push(await openForXorriso(plan, target, source, context));
        continue;
      }
      const burner = await openedBurner(target, context);
      const onStep = (step: BurnStep, part: number | undefined): void =>
        onFact({
          event: 'note',
          code: 'disc-step',
          target: burner.name,
          facts: { disc: { step, ...(part !== undefined && { part }) } },
        });
      const disc = await prepareDisc(burner, {
        wanted: wantedOf(plan, source.sizeBytes),
        expected: resume ? undefined : expectedOf(target),
        eject: plan.eject,
        signal,
        onStep,
        ...(resume && { demandBegun: demandOf(burner.name, source) }),
      }).catch(async (error: unknown) => {
        await burner.device.close();
        throw error;
      });
      opened.push(disc);
    }
    return opened;
  } catch (error) {
    await closeAll(opened);
    throw error;
  }
}

/** What stands on the disc must be this source's, before anything is added to it. @throws Failure `target-changed` */
function demandOf(target: string, source: Source) {
  return async ({ atByte, bytes }: Part): Promise<void> => {
    if (!isImage(source)) return;
    const lengthBytes = Math.min(bytes.length, source.sizeBytes - atByte);
    const wanted = new Uint8Array(Math.max(0, lengthBytes));
    await source.read(atByte, wanted);
    if (Buffer.compare(wanted, bytes.subarray(0, wanted.length)) === 0) return;
    throw new Failure('target-changed', { target, field: 'disc', expected: 'begun', found: 'other-content' });
  };
}
