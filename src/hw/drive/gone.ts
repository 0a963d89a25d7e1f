import { setTimeout as wait } from 'node:timers/promises';
import { alignedBytes } from '../../engine/host/memory/aligned-memory.ts';
import { type DeviceState, deviceState, isGone } from '../linux/live-device.ts';
import { within } from '../within.ts';
import { type Device, readDevice } from './device-io.ts';

/** A pulled stick fails its requests a moment before the kernel takes its entry away. */
const GRACE_MS = 500;
const POLL_MS = 25;
const ANSWER_LIMIT_MS = 3000;

export interface Watched extends Device {
  readonly deviceNumber: string;
  readonly sizeBytes: number;
  readonly before: DeviceState;
}

/**
 * Decides after an error whether the drive is gone or only a place on it is bad: by its entry in /sys, and when that
 * still stands, by asking for three places far apart. A drive that answers none of them is as good as gone.
 *
 * Whatever the error was: a lost device gives EIO, ENXIO, ENODEV, ENOSPC (its size is 0) and even EINVAL.
 */
export function createGoneCheck(drive: Watched): () => Promise<boolean> {
  let running: Promise<boolean> | undefined;
  return () => {
    running ??= look(drive).finally(() => {
      running = undefined;
    });
    return running;
  };
}

async function look(drive: Watched): Promise<boolean> {
  const isAway = () => isGone(drive.before, deviceState(drive.deviceNumber));
  if (isAway()) return true;
  if (await within(answers(drive), ANSWER_LIMIT_MS, () => false)) return isAway();
  for (let waitedMs = 0; waitedMs < GRACE_MS && !isAway(); waitedMs += POLL_MS) await wait(POLL_MS);
  return true;
}

async function answers(drive: Watched): Promise<boolean> {
  const into = alignedBytes(drive.blockBytes);
  const blocks = Math.floor(drive.sizeBytes / drive.blockBytes);
  for (const block of [0, Math.floor(blocks / 2), blocks - 1]) {
    const answered = await readDevice(drive, block * drive.blockBytes, into).then(
      () => true,
      () => false,
    );
    if (answered) return true;
  }
  return false;
}
