import { closeSync, constants, fstatSync, openSync } from 'node:fs';
import { errnoOf } from '../../contract/failure/errno.ts';
import { deviceNumberText, fileKey } from '../../contract/ports/device-number.ts';
import type { GivenOutput } from './hand.ts';

export interface MediumToOpen {
  readonly path: string;
  /** The device must be this one. */
  readonly deviceNumber?: string | undefined;
  /** Past the cache of the system, in whole sectors. */
  readonly direct: boolean;
}

/** @throws the system's error; ENODEV for another device than the one that is meant */
export function openMedium({ path, direct, deviceNumber }: MediumToOpen): number {
  const fd = opened(path, direct ? (constants.O_DIRECT ?? 0) : 0);
  if (deviceNumber === undefined || deviceNumberText(fstatSync(fd).rdev) === deviceNumber) return fd;
  closeSync(fd);
  throw Object.assign(new Error('ENODEV'), { code: 'ENODEV' });
}

/** @throws the system's error; ESTALE for another file than the one that is meant */
export function openOutput({ path, key }: GivenOutput): number {
  const fd = openSync(path, constants.O_RDWR | (constants.O_NONBLOCK ?? 0));
  const found = fstatSync(fd, { bigint: true });
  if (fileKey(deviceNumberText(Number(found.dev)), found.ino) === key) return fd;
  closeSync(fd);
  throw Object.assign(new Error('ESTALE'), { code: 'ESTALE' });
}

function opened(path: string, direct: number): number {
  try {
    return openSync(path, constants.O_RDONLY | direct);
  } catch (error) {
    if (direct === 0 || errnoOf(error) !== 'EINVAL') throw error;
    return openSync(path, constants.O_RDONLY);
  }
}
