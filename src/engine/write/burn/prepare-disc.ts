import { preventRemoval, readBlocks } from '../../bytes/formats/mmc/commands.ts';
import type { BurnStep } from '../../contract/events/burn-steps.ts';
import type { DiscRefusal } from '../../contract/failure/disc-reasons.ts';
import { Failure } from '../../contract/failure/failure.ts';
import type { ExpectedDisc } from '../../contract/plan/disc.ts';
import { burnFailure } from './burn-failure.ts';
import { type BurnPlan, planBurn, type Wanted } from './burn-plan.ts';
import type { Burner } from './burner.ts';
import { carryOut } from './carry-out.ts';
import { type Disc, roomOf } from './disc.ts';
import { DiscTarget } from './disc-target.ts';
import { identifyDisc } from './identify.ts';

const BLOCK_BYTES = 2048;

/** Bytes of an image that stand on a disc. */
export interface Part {
  readonly atByte: number;
  readonly bytes: Uint8Array;
}

export interface Preparing {
  readonly wanted: Wanted;
  readonly expected?: ExpectedDisc | undefined;
  readonly eject?: boolean | undefined;
  /** Of a job that goes on: told of bytes that stand on the disc, and throws when they are none of its source. */
  readonly demandBegun?: ((part: Part) => Promise<void>) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Told of each step that takes its time, and of how far it is. */
  readonly onStep?: ((step: BurnStep, part: number | undefined) => void) | undefined;
}

/**
 * A disc that is ready to take an image, as a target of a transfer: identified, found to be what was confirmed, blank and formatted.
 *
 * @throws Failure `target-changed`, `disc-unfit`, `target-too-small`, `disc-failed`, `drive-refuses`
 */
export async function prepareDisc(burner: Burner, preparing: Preparing): Promise<DiscTarget> {
  const found = await identifyDisc(burner);
  demandSame(burner.name, found, preparing.expected);
  let disc = found;
  let wanted = { ...preparing.wanted, ...(await begunOf(burner, disc, preparing)) };
  let plan = planned(burner.name, disc, wanted);
  await burner.askIfKnown(preventRemoval(true));
  try {
    if (plan.prepare.length > 0) {
      await prepareBlank(burner, disc, plan, preparing);
      disc = await identifyDisc(burner);
      wanted = { ...wanted, blank: undefined, spares: undefined };
      plan = planned(burner.name, disc, wanted);
    }
    return new DiscTarget({ ...preparing, burner, disc, plan, wanted });
  } catch (error) {
    await burner.askIfKnown(preventRemoval(false)).catch(() => undefined);
    throw burnFailure(error, { target: burner.name, kind: disc.kind, stage: 'prepare' });
  }
}

const LOOKED_AT_BLOCKS = 32;

/** What an earlier run has burned of a disc that takes the rest. @throws Failure when it is of something else */
async function begunOf(
  burner: Burner,
  { state, startBlock, nextBlock }: Disc,
  { demandBegun }: Preparing,
): Promise<Pick<Wanted, 'resumeBlocks'>> {
  const resumeBlocks = nextBlock - startBlock;
  if (!demandBegun || state !== 'appendable' || resumeBlocks <= 0) return {};
  const blocks = Math.min(LOOKED_AT_BLOCKS, resumeBlocks);
  for (const fromBlock of [0, resumeBlocks - blocks]) {
    const bytes = await burner.ask(readBlocks(startBlock + fromBlock, blocks));
    await demandBegun({ atByte: fromBlock * BLOCK_BYTES, bytes });
  }
  return { resumeBlocks };
}

async function prepareBlank(
  burner: Burner,
  { kind, capacityBlocks }: Disc,
  { prepare }: BurnPlan,
  { onStep, signal }: Preparing,
): Promise<void> {
  for (const step of prepare) {
    onStep?.(step, undefined);
    const onProgress = (part: number): void => onStep?.(step, part);
    await carryOut(burner, step, { onProgress, signal }, capacityBlocks).catch((error: unknown) => {
      throw burnFailure(error, { target: burner.name, kind, stage: 'prepare' });
    });
  }
}

/** @throws Failure `disc-unfit`, `target-too-small` */
export function planned(target: string, disc: Disc, wanted: Wanted): BurnPlan {
  const found = planBurn(disc, wanted);
  if ('plan' in found) return found.plan;
  throw refusalFailure(target, disc, found.refusal);
}

export function refusalFailure(target: string, { kind }: Pick<Disc, 'kind'>, refusal: DiscRefusal): Failure {
  if (refusal.why !== 'too-small') return new Failure('disc-unfit', { target, kind, why: refusal.why });
  const { needBlocks, haveBlocks } = refusal;
  const facts = { target, needBytes: needBlocks * BLOCK_BYTES, haveBytes: haveBlocks * BLOCK_BYTES };
  return new Failure('target-too-small', facts);
}

/** @throws Failure `target-changed` when this is not the disc that was chosen */
export function demandSame(target: string, disc: Disc, expected: ExpectedDisc | undefined): void {
  if (!expected) return;
  if (isOnlyBlank(expected) && disc.state !== 'blank')
    throw new Failure('disc-unfit', { target, kind: disc.kind, why: unblank[disc.state] });
  const { kind, state, freeBlocks } = expected;
  const seen = {
    ...(kind !== undefined && { kind: disc.kind }),
    ...(state !== undefined && { state: disc.state }),
    ...(freeBlocks !== undefined && { freeBlocks: roomOf(disc) }),
  };
  const [wanted, found] = [discText(expected), discText(seen)];
  if (found !== wanted)
    throw new Failure('target-changed', { target, field: 'disc', expected: wanted, found });
}

/** A script that knows no more of a disc than that it is blank. */
function isOnlyBlank({ kind, state, freeBlocks }: ExpectedDisc): boolean {
  return state === 'blank' && kind === undefined && freeBlocks === undefined;
}

const unblank = {
  blank: 'has-content',
  appendable: 'has-sessions',
  rewritable: 'has-content',
  closed: 'closed',
} as const;

export function discText({ kind, state, freeBlocks }: ExpectedDisc): string {
  return [kind, state, freeBlocks].filter((word) => word !== undefined).join(' ');
}
