import { Failure } from '../../engine/contract/failure/failure.ts';
import type { Drive } from '../../engine/contract/ports/drive.ts';
import type { GuestOrder } from '../../engine/contract/ports/guest.ts';
import type { Machine } from '../../engine/contract/ports/machine.ts';
import type { DiskHint } from '../facts.ts';
import { canStartGuest, startGuest } from '../guest/start-guest.ts';
import { warningsOf } from '../judge/warnings.ts';
import { keepAwake } from '../keep-awake.ts';
import type { Hints } from '../system-information.ts';
import { darwinMounts } from './darwin-mounts.ts';
import { windowsMounts } from './windows-mounts.ts';

/** Asking costs seconds of work here: a list is taken to be good for this long. */
const GOOD_FOR_MS = 10_000;
/** PowerShell starts slowly. */
const PATIENCE_MS = 8000;

/**
 * Systems whose drives can be listed but not yet written: every drive is refused with the reason.
 *
 * @param platform `win32`, `darwin`, …: goes into the failure.
 */
export function machineElsewhere(platform: string, hints: Hints): Machine {
  const list = async () => {
    const { disks } = await hints.read(PATIENCE_MS);
    // It was started from one: no drive at all is no answer (PowerShell is missing, broken, or forbidden).
    if (disks.length === 0) throw new Failure('drives-unknown', { platform });
    return disks.map(driveOf);
  };
  return {
    listDrives: list,
    signature: async () => `${Math.floor(performance.now() / GOOD_FOR_MS)}`,
    openDrive: () => Promise.reject(new Failure('not-supported-here', { what: 'writing-drives', platform })),
    unmount: () => Promise.reject(new Failure('not-supported-here', { what: 'unmounting-drives', platform })),
    ...mountsElsewhere(platform),
    keepAwake: (why) => keepAwake(why, { platform }),
    ...(platform === 'darwin' && {
      startGuest: (order: GuestOrder) => startGuest(order, platform),
      canStartGuest,
    }),
    isPrivileged: () => false,
    elevate: () => undefined,
  };
}

function mountsElsewhere(platform: string): Pick<Machine, 'mounts'> {
  if (platform === 'darwin') return { mounts: darwinMounts() };
  return platform === 'win32' ? { mounts: windowsMounts() } : {};
}

export function driveOf(disk: DiskHint): Drive {
  const described = {
    path: disk.path,
    name: disk.path.replace(/^.*[\\/]/s, ''),
    kind: disk.optical ? ('optical' as const) : ('disk' as const),
    sizeBytes: disk.sizeBytes,
    sectorBytes: 512,
    ...(disk.vendor ? { vendor: disk.vendor } : {}),
    model: disk.model,
    serial: disk.serial,
    transport: disk.transport,
    removable: disk.removable,
    readOnly: false,
    ids: [],
    parts: [],
  };
  return {
    ...described,
    refusals: [{ code: 'not-supported-here', facts: { reason: 'not-supported-here' } }],
    warnings: warningsOf(described),
  };
}
