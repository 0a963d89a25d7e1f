import { realpathSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { dirname } from 'node:path';
import { asFailure } from '../engine/contract/failure/failure.ts';
import type { Drive } from '../engine/contract/ports/drive.ts';
import type { ElevatedCommand, Machine } from '../engine/contract/ports/machine.ts';
import { ownFiles } from '../engine/host/tools/own-parts.ts';
import { openLinuxBurner } from './drive/open-burner.ts';
import { openLinuxDrive } from './drive/open-drive.ts';
import { unmountDrive } from './drive/unmount.ts';
import { writersOf } from './drive/writers.ts';
import { elevationCommand } from './elevation.ts';
import { machineElsewhere } from './elsewhere/machine.ts';
import { canStartGuest, startGuest } from './guest/start-guest.ts';
import { judge } from './judge/drives.ts';
import { fileRefusal } from './judge/file-refusal.ts';
import { keepAwake } from './keep-awake.ts';
import { withContents } from './linux/drive-content.ts';
import { ffiFolders } from './linux/ffi.ts';
import { placeOf } from './linux/file-place.ts';
import { gatherLinux } from './linux/gather.ts';
import { withDifferences } from './linux/loop-content.ts';
import { findLinuxMedium } from './linux/medium.ts';
import { findLinuxMediumAgain } from './linux/medium-again.ts';
import { linuxSignature } from './linux/signature.ts';
import { linuxMounts } from './mounts/linux.ts';
import { hasOwnRights } from './own-rights.ts';
import { createHints, type Hints } from './system-information.ts';
import { demandTrustedCode } from './trusted-code.ts';

/** How long a list waits for systeminformation; what comes later is in the next list. */
const HINT_PATIENCE_MS = 250;

export interface MachineOptions {
  /** Default: this process's. */
  readonly platform?: string;
  /** Default: systeminformation. */
  readonly hints?: Hints;
  /** Serials of drives that must not be written to. Default: none. */
  readonly neverTouch?: () => Promise<readonly string[]>;
  /** How this program is started as a server of an image's bytes. Default: images in containers are not mounted. */
  readonly serves?: readonly string[];
}

/** The machine this process runs on. */
export function createMachine(options: MachineOptions = {}): Machine {
  const {
    platform = process.platform,
    hints = createHints(),
    neverTouch = async () => [],
    serves = [],
  } = options;
  if (platform !== 'linux') return machineElsewhere(platform, hints);
  return { ...linuxMachine(hints, neverTouch), mounts: linuxMounts(serves) };
}

/** @throws Failure `install-not-safe` when somebody else could change what would run as root */
function elevate(argv: readonly string[]): ElevatedCommand | undefined {
  const elevated = elevationCommand(argv);
  const [script] = argv;
  if (elevated && script !== undefined) {
    const files = ownFiles(script);
    const folders = files.map((path) => dirname(realpathSync(path)));
    demandTrustedCode([elevated.command, process.execPath, ...files], [...folders, ...ffiFolders()]);
  }
  return elevated;
}

function unreadable(error: unknown): { readonly problem: string } {
  const { code, facts } = asFailure(error);
  return { problem: 'problem' in facts ? String(facts.problem) : code };
}

const isRoot = (): boolean => process.geteuid?.() === 0;

/** What nobody but root may write to is the rule, and not said. */
function withRights(drive: Drive): Drive {
  return !isRoot() && hasOwnRights(drive.path, 'write') ? { ...drive, ownRights: true } : drive;
}

function linuxMachine(hints: Hints, neverTouch: NonNullable<MachineOptions['neverTouch']>): Machine {
  return {
    async listDrives(need = {}) {
      const { sizeBytes, sourcePath } = need;
      const [facts, told, source, serials] = await Promise.all([
        gatherLinux(),
        hints.read(HINT_PATIENCE_MS),
        sourcePath === undefined ? undefined : placeOf(sourcePath),
        // Looking is allowed; no drive is offered then.
        neverTouch().catch(unreadable),
      ]);
      const writers = await writersOf(facts);
      const all = {
        ...(await withContents({ ...facts, writers })),
        hints: told,
        ...('problem' in serials ? { neverTouchProblem: serials.problem } : { neverTouch: serials }),
      };
      const needs = { ...(sizeBytes === undefined ? {} : { sizeBytes }), ...(source ? { source } : {}) };
      return judge(all, needs).map(withRights);
    },
    signature: () => linuxSignature(),
    openDrive: async (path, expected, opening) =>
      openLinuxDrive(path, expected, opening, opening?.purpose === 'read' ? [] : await neverTouch()),
    openBurner: async (path, expected) => openLinuxBurner(path, expected, await neverTouch()),
    findMedium: findLinuxMedium,
    findMediumAgain: findLinuxMediumAgain,
    unmount: async (path, expected) =>
      unmountDrive(path, await realpath(path).catch(() => path), expected, await neverTouch()),
    fileRefusal: async (file) => {
      const facts = await gatherLinux({ lsblk: false, probe: false, areLoopsDecisive: true });
      return fileRefusal(await withDifferences(facts, file), file);
    },
    startGuest: (order) => startGuest(order),
    canStartGuest,
    keepAwake: (why) => keepAwake(why),
    isPrivileged: isRoot,
    hasOwnRights,
    elevate,
  };
}
