import { readTextNow } from './read.ts';

const SYS_SECTOR_BYTES = 512;

/** What must stay the same while a device is open. */
export interface DeviceState {
  readonly sizeBytes: number;
  readonly diskSequence?: number;
  /** SCSI: `running`, `offline`, `cancel`, `deleted`, `blocked`; '' for others. */
  readonly state: string;
}

/**
 * State of a device by its number, from /sys: memory of the kernel, so this never waits for the device and may be
 * synchronous even while every pool thread hangs in it. Undefined when the device is not there any more.
 */
export function deviceState(deviceNumber: string, root = ''): DeviceState | undefined {
  const folder = `${root}/sys/dev/block/${deviceNumber}`;
  const size = readTextNow(`${folder}/size`);
  if (size === undefined) return undefined;
  const diskSequence = readTextNow(`${folder}/diskseq`);
  return {
    sizeBytes: Number(size) * SYS_SECTOR_BYTES,
    ...(diskSequence === undefined ? {} : { diskSequence: Number(diskSequence) }),
    state: readTextNow(`${folder}/device/state`) ?? '',
  };
}

/** Gone: no entry, no size, another medium or device under the same number, or taken offline by the kernel. */
export function isGone(before: DeviceState, now: DeviceState | undefined): boolean {
  if (!now || now.sizeBytes === 0) return true;
  if (before.diskSequence !== undefined && now.diskSequence !== before.diskSequence) return true;
  return ['offline', 'cancel', 'deleted', 'transport-offline', 'dead', 'deleting'].includes(now.state);
}
