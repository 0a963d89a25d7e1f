import fs, { constants } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { Failure } from '../../engine/contract/failure/failure.ts';
import { reasonAgainstBurning } from '../../engine/contract/ports/burners.ts';
import { deviceNumberText } from '../../engine/contract/ports/device-number.ts';
import type { ExpectedDrive } from '../../engine/contract/ports/machine.ts';
import { refusalFailure } from '../../engine/contract/ports/refusal-failure.ts';
import type { ScsiDevice } from '../../engine/contract/ports/scsi.ts';
import type { BlockFacts, MachineFacts } from '../facts.ts';
import { judge } from '../judge/drives.ts';
import { libc } from '../linux/ffi.ts';
import { gatherLinux } from '../linux/gather.ts';
import { holdersOf } from '../linux/holders.ts';
import { SG_IO_ARCHITECTURES } from '../linux/sg-io.ts';
import { demandIdentity } from './identify.ts';
import { openFailure } from './open-device.ts';
import { ScsiDrive } from './scsi-drive.ts';

const open = promisify(fs.open);
const close = promisify(fs.close);
/** An empty tray does not keep a drive from being opened, and nobody mounts what is in it meanwhile. */
const FLAGS = constants.O_RDWR | constants.O_NONBLOCK | constants.O_EXCL;

/**
 * Opens an optical drive for commands of its own: judged anew, exclusively, and what was confirmed.
 *
 * @throws Failure `module-missing`, `not-supported-here`, `target-missing`, `target-changed`, `target-busy`, `target-mounted`,
 *   `target-refused`, `permission-denied`
 */
export async function openLinuxBurner(
  path: string,
  expected: ExpectedDrive,
  neverTouch: readonly string[] = [],
): Promise<ScsiDevice> {
  if (!SG_IO_ARCHITECTURES.includes(process.arch))
    throw new Failure('not-supported-here', { what: 'burn', platform: process.arch });
  const library = await libc();
  const { realPath, deviceNumber } = await find(path);
  const facts = await gatherLinux({ lsblk: false, probe: false });
  const block = facts.blocks.find((candidate) => candidate.deviceNumber === deviceNumber);
  if (!block) throw new Failure('target-missing', { target: path });
  // Its size is that of the disc, as the kernel saw it last.
  demandIdentity(path, { ...expected, sizeBytes: undefined, diskSequence: undefined }, block);
  demandBurner(path, { ...facts, neverTouch }, block);
  const fd = await open(realPath, FLAGS).catch((error: unknown) => busyOr(error, path, deviceNumber));
  return new ScsiDrive({ name: block.name, path, fd, libc: library, close: () => close(fd) });
}

async function find(path: string): Promise<{ realPath: string; deviceNumber: string }> {
  try {
    const realPath = await realpath(path);
    const stats = await stat(realPath);
    if (stats.isBlockDevice()) return { realPath, deviceNumber: deviceNumberText(stats.rdev) };
  } catch (cause) {
    throw new Failure('target-missing', { target: path }, { cause });
  }
  throw new Failure('target-refused', refused(path));
}

function demandBurner(path: string, facts: MachineFacts, block: BlockFacts): void {
  const drive = judge(facts, {}).find(({ name }) => name === block.name);
  if (drive?.kind !== 'optical') throw new Failure('target-refused', refused(path));
  const reason = reasonAgainstBurning(drive);
  if (reason) throw refusalFailure(drive, reason, { target: path });
}

function refused(target: string) {
  const because = { reason: 'no-burner' } as const;
  return { target, reason: because.reason, refusal: 'held', because };
}

/** Says who has the drive, where that can be seen. */
async function busyOr(error: unknown, target: string, deviceNumber: string): Promise<never> {
  const failure = openFailure(target, error);
  if (failure.code !== 'target-busy') throw failure;
  const holders = await holdersOf({ deviceNumbers: [deviceNumber] });
  throw holders.length === 0 ? failure : new Failure('target-busy', { target, holders }, { cause: error });
}
