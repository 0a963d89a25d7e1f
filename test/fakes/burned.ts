import type { BurnStep } from '../../src/engine/contract/events/burn-steps.ts';
import type { Wanted } from '../../src/engine/write/burn/burn-plan.ts';
import { Burner } from '../../src/engine/write/burn/burner.ts';
import { type Preparing, prepareDisc } from '../../src/engine/write/burn/prepare-disc.ts';
import type { TransferJob, TransferResult } from '../../src/engine/write/transfer/transfer.ts';
import type { BurnerRig } from './burner-rig.ts';
import { fakeImage } from './fake-image.ts';
import { transferOf } from './transfer-of.ts';

const BLOCK_BYTES = 2048;
/** What the rig's drive does by itself is over soon. */
export const QUICK = { close_seconds: 0.02, format_seconds: 0.02, blank_seconds: 0.02 };

export interface Burned {
  readonly result: TransferResult;
  readonly steps: readonly BurnStep['step'][];
  readonly state: string | undefined;
  readonly failure: string | undefined;
}

export interface Burning extends Omit<Preparing, 'wanted'> {
  readonly wanted?: Partial<Wanted>;
  readonly transfer?: Partial<TransferJob>;
}

/** Burns bytes onto the disc in the rig's drive, as a job does, and proves it. */
export async function burned(rig: BurnerRig, bytes: Uint8Array, burning: Burning = {}): Promise<Burned> {
  const { wanted = {}, transfer, ...preparing } = burning;
  const burner = new Burner(await rig.open(), { nowMs: Date.now });
  const steps: BurnStep['step'][] = [];
  const onStep = ({ step }: BurnStep, part: number | undefined): void => {
    if (part === undefined) steps.push(step);
  };
  try {
    const blocks = Math.ceil(bytes.length / BLOCK_BYTES);
    const target = await prepareDisc(burner, { ...preparing, wanted: { blocks, ...wanted }, onStep });
    const resumeAtBytes = [(wanted.resumeBlocks ?? 0) * BLOCK_BYTES];
    const result = await transferOf(fakeImage(bytes), [target], { resumeAtBytes, ...transfer });
    const lane = result.lanes[0]?.lane;
    return { result, steps, state: lane?.state, failure: (result.failure ?? lane?.failure)?.code };
  } finally {
    await burner.device.close();
  }
}
