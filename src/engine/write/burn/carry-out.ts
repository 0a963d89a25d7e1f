import {
  blankDisc,
  CLOSE_FOR_GOOD,
  CLOSE_SESSION,
  CLOSE_TRACK,
  closeTrackSession,
  formatUnit,
  reserveTrack,
  selectParameters,
  sendCueSheet,
  sendLayerBreak,
  sendOpc,
  senseWriteParameters,
  setCdSpeed,
  setStreaming,
  synchronizeCache,
} from '../../bytes/formats/mmc/commands.ts';
import { encodeCueSheet, encodeLayerBreak } from '../../bytes/formats/mmc/cue-sheet.ts';
import { encodeFormat } from '../../bytes/formats/mmc/format-capacities.ts';
import { encodeStreaming } from '../../bytes/formats/mmc/performance.ts';
import { encodeWriteParameters } from '../../bytes/formats/mmc/write-parameters.ts';
import type { BurnStep, ClosedPart } from '../../contract/events/burn-steps.ts';
import { type Burner, verdictOf, type Wait } from './burner.ts';

const MINUTE_MS = 60_000;
/** How long a drive may be at work on a step: a full format of a BD, or of a DVD-RW at 1×, takes hours. */
const MOST_MS = {
  blank: 120 * MINUTE_MS,
  format: 360 * MINUTE_MS,
  flush: 10 * MINUTE_MS,
  close: 40 * MINUTE_MS,
};

const functions: Readonly<Record<ClosedPart, number>> = {
  track: CLOSE_TRACK,
  session: CLOSE_SESSION,
  disc: CLOSE_FOR_GOOD,
};

/** What a step is told while it goes on. */
export type StepWait = Omit<Wait, 'mostMs'>;

/** Carries out one step and waits until the drive has done it. @throws ScsiError, Failure */
export async function carryOut(
  burner: Burner,
  step: BurnStep,
  wait: StepWait,
  blocks: number,
): Promise<void> {
  switch (step.step) {
    case 'blank':
      await burner.ask(blankDisc(step.how));
      return burner.ready({ ...wait, mostMs: MOST_MS.blank });
    case 'format':
      await burner.ask(formatUnit(encodeFormat(step)));
      return burner.ready({ ...wait, mostMs: MOST_MS.format });
    case 'speed':
      return setSpeed(burner, step, blocks);
    case 'parameters': {
      const told = await burner.ask(senseWriteParameters());
      await burner.ask(selectParameters(encodeWriteParameters(told, step)));
      return;
    }
    case 'layer-break':
      await burner.ask(sendLayerBreak(encodeLayerBreak(step.atBlock)));
      return;
    case 'calibrate':
      return calibrate(burner);
    case 'reserve':
      await burner.ask(reserveTrack(step.blocks));
      return;
    case 'cue-sheet':
      await burner.ask(sendCueSheet(encodeCueSheet(step.blocks)));
      return;
    case 'flush':
      await burner.push(synchronizeCache());
      return burner.ready({ ...wait, mostMs: MOST_MS.flush });
    case 'end-format':
      await burner.askIfKnown(closeTrackSession(CLOSE_SESSION, 0));
      return burner.ready({ ...wait, mostMs: MOST_MS.close });
    case 'close':
      await burner.ask(closeTrackSession(functions[step.what], step.track));
      return burner.ready({ ...wait, mostMs: MOST_MS.close });
  }
}

/** A CD drive may know the older command only. */
async function setSpeed(
  burner: Burner,
  { kBps, readKBps }: Extract<BurnStep, { step: 'speed' }>,
  blocks: number,
): Promise<void> {
  const answer = await burner.askIfKnown(setStreaming(encodeStreaming({ kBps, readKBps }, blocks)));
  if (answer === undefined) await burner.askIfKnown(setCdSpeed(kBps));
}

/** A drive that cannot find the power of its laser may write all the same: what comes of it is read back. */
async function calibrate(burner: Burner): Promise<void> {
  await burner.ask(sendOpc()).catch((error: unknown) => {
    const verdict = verdictOf(error);
    if (verdict !== 'refused' && verdict !== 'spoiled') throw error;
  });
}
