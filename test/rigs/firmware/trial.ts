import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Forecast } from '../../../src/engine/contract/events/inspection.ts';
import { inspectImage } from '../../../src/engine/read/inspect/inspect.ts';
import type { Medium } from './machines.ts';

/** One medium that firmware is given, and what is said of it before. */
export interface Trial {
  readonly name: string;
  readonly as: Medium['as'];
  readonly sectorBytes?: 512 | 4096;
  readonly bytes: Uint8Array;
  /** Whether it boots, and why. */
  readonly says: readonly [Forecast['boots'], string];
}

/** What is said of it, in the form of `says`. */
export async function forecastOf(trial: Trial, firmware: string): Promise<readonly unknown[]> {
  const { forecast } = await inspectImage({
    sizeBytes: trial.bytes.length,
    read: async (at, into) => into.set(trial.bytes.subarray(at, at + into.length)),
  });
  const one = forecast.find((row) => row.firmware === firmware && row.medium === trial.as);
  return [one?.boots, one?.because?.reason];
}

const LONGER_BYTES = 32 << 20;

/** Put into a file for a machine; what is called so, on a longer drive. */
export function mediumOf(trial: Trial, folder: string): Medium {
  const file = join(folder, trial.name);
  writeFileSync(file, trial.bytes);
  if (/-longer-drive$/.test(trial.name)) truncateSync(file, LONGER_BYTES);
  return { file, as: trial.as, ...(trial.sectorBytes && { sectorBytes: trial.sectorBytes }) };
}

/** "boots" and "does not boot" are promises; "not certain" is none. */
export function agrees(said: unknown, started: boolean): boolean {
  return said === 'unknown' || said === started;
}
