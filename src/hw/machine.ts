import { realpath } from 'node:fs/promises';
import type { Machine } from '../engine/ports/machine.ts';
import { openLinuxDrive } from './drive/open-drive.ts';
import { unmountDrive } from './drive/unmount.ts';
import { elevationCommand } from './elevation.ts';
import { machineElsewhere } from './elsewhere/machine.ts';
import { judge } from './judge/drives.ts';
import { keepAwake } from './keep-awake.ts';
import { placeOf } from './linux/file-place.ts';
import { gatherLinux } from './linux/gather.ts';
import { linuxSignature } from './linux/signature.ts';
import { createHints, type Hints } from './system-information.ts';

/** How long a list waits for systeminformation; what comes later is in the next list. */
const HINT_PATIENCE_MS = 250;

export interface MachineOptions {
  /** Default: this process's. */
  readonly platform?: string;
  /** Default: systeminformation. */
  readonly hints?: Hints;
  /** Serials of drives that must not be written to. Default: none. */
  readonly neverTouch?: () => Promise<readonly string[]>;
}

/** The machine this process runs on. */
export function createMachine(options: MachineOptions = {}): Machine {
  const { platform = process.platform, hints = createHints(), neverTouch = async () => [] } = options;
  return platform === 'linux' ? linuxMachine(hints, neverTouch) : machineElsewhere(platform, hints);
}

function linuxMachine(hints: Hints, neverTouch: NonNullable<MachineOptions['neverTouch']>): Machine {
  return {
    async listDrives(need = {}) {
      const { sizeBytes, sourcePath } = need;
      const [facts, told, source, serials] = await Promise.all([
        gatherLinux(),
        hints.read(HINT_PATIENCE_MS),
        sourcePath === undefined ? undefined : placeOf(sourcePath),
        // A list nobody can read stops the opening; looking is allowed.
        neverTouch().catch(() => []),
      ]);
      const all = { ...facts, hints: told, neverTouch: serials };
      return judge(all, { ...(sizeBytes === undefined ? {} : { sizeBytes }), ...(source ? { source } : {}) });
    },
    signature: () => linuxSignature(),
    openDrive: async (path, expected, opening) =>
      openLinuxDrive(path, expected, opening, opening?.purpose === 'read' ? [] : await neverTouch()),
    unmount: async (path, expected) =>
      unmountDrive(path, await realpath(path).catch(() => path), expected, await neverTouch()),
    keepAwake: (why) => keepAwake(why),
    isPrivileged: () => process.geteuid?.() === 0,
    elevate: (argv) => elevationCommand(argv),
  };
}
