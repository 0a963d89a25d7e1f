import type { Machine } from '../engine/ports/machine.ts';
import { openLinuxDrive } from './drive/open-drive.ts';
import { elevationCommand } from './elevation.ts';
import { machineElsewhere } from './elsewhere/machine.ts';
import { judge } from './judge/drives.ts';
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
}

/** The machine this process runs on. */
export function createMachine(options: MachineOptions = {}): Machine {
  const { platform = process.platform, hints = createHints() } = options;
  return platform === 'linux' ? linuxMachine(hints) : machineElsewhere(platform, hints);
}

function linuxMachine(hints: Hints): Machine {
  return {
    async listDrives(need = {}) {
      const { sizeBytes, sourcePath } = need;
      const [facts, told, source] = await Promise.all([
        gatherLinux(),
        hints.read(HINT_PATIENCE_MS),
        sourcePath === undefined ? undefined : placeOf(sourcePath),
      ]);
      const all = { ...facts, hints: told };
      return judge(all, { ...(sizeBytes === undefined ? {} : { sizeBytes }), ...(source ? { source } : {}) });
    },
    signature: () => linuxSignature(),
    openDrive: (path, expected, opening) => openLinuxDrive(path, expected, opening),
    isPrivileged: () => process.geteuid?.() === 0,
    elevate: (argv) => elevationCommand(argv),
  };
}
