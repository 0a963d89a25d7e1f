import fs from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { Failure } from '../../engine/ports/failure.ts';
import type { ExpectedDrive, OpenDrive } from '../../engine/ports/machine.ts';
import { refusalFailure } from '../../engine/ports/refusal-failure.ts';
import type { Target } from '../../engine/ports/target.ts';
import type { BlockFacts, MachineFacts } from '../facts.ts';
import { judge } from '../judge/drives.ts';
import { hasMedium } from '../judge/kind.ts';
import type { Need } from '../judge/refusals.ts';
import { deviceNumbersOf, readBlock } from '../linux/block.ts';
import { deviceNumberText } from '../linux/device-number.ts';
import { placeOf } from '../linux/file-place.ts';
import { gatherLinux } from '../linux/gather.ts';
import { holdersOf, holdersText } from '../linux/holders.ts';
import { deviceState } from '../linux/live-device.ts';
import { closeDevice } from './device-io.ts';
import { canDiscard } from './discard.ts';
import { DriveTarget } from './drive-target.ts';
import { flushPartitions } from './flush-partitions.ts';
import { demandIdentity } from './identify.ts';
import { openDevice } from './open-device.ts';

const fstat = promisify(fs.fstat);

/**
 * Opens a drive on Linux: judges the machine anew, opens exclusively, and identifies the drive again once it is open
 * and nobody can swap it. For reading neither refusals nor exclusiveness apply.
 */
export async function openLinuxDrive(
  path: string,
  expected: ExpectedDrive,
  options: OpenDrive = {},
  neverTouch: readonly string[] = [],
): Promise<Target> {
  const { purpose = 'write', sourcePath } = options;
  const found = await find(path);
  const facts = await gatherLinux({ lsblk: false, probe: { deviceNumber: found.deviceNumber } });
  const block = facts.blocks.find((candidate) => candidate.deviceNumber === found.deviceNumber);
  if (!block) throw new Failure('target-missing', { target: path });
  demandIdentity(path, expected, block);
  const source = sourcePath === undefined ? {} : { source: await placeOf(sourcePath) };
  if (purpose === 'write') demandAllowed(path, { ...facts, neverTouch }, block, source);
  else if (!hasMedium(block)) throw new Failure('target-missing', { target: `${path} (no medium in it)` });
  if (purpose === 'write') await flushPartitions(block.name);
  const fd = await openDevice(found.realPath, purpose).catch((error) => nameHolder(error, path, block.name));
  return identifiedTarget(fd, block, path, expected, purpose);
}

/** Says who has the drive, or a partition of it, when somebody can be found. */
async function nameHolder(error: unknown, target: string, name: string): Promise<never> {
  const isBusy = error instanceof Failure && error.code === 'target-busy' && !('holder' in error.facts);
  const holders = isBusy ? await holdersOf({ deviceNumbers: await deviceNumbersOf(name) }) : [];
  const holder = holdersText(holders);
  if (holder === undefined) throw error;
  throw new Failure('target-busy', { target, holder, holders }, { cause: error });
}

/** Follows by-id links; the number, not the name, says which device it is. */
async function find(path: string) {
  try {
    const realPath = await realpath(path);
    const stats = await stat(realPath);
    if (stats.isBlockDevice()) return { realPath, deviceNumber: deviceNumberText(stats.rdev) };
  } catch (cause) {
    throw new Failure('target-missing', { target: path }, { cause });
  }
  throw new Failure('target-refused', { target: path, reason: 'it is not a drive', refusal: 'held' });
}

function demandAllowed(path: string, facts: MachineFacts, block: BlockFacts, need: Need): void {
  const drive = judge(facts, need).find((candidate) => candidate.name === block.name);
  if (!drive) throw new Failure('target-refused', { target: path, reason: notWhole(block), refusal: 'held' });
  const [refusal] = drive.refusals;
  if (refusal?.code === 'source-on-it' && need.source)
    throw new Failure('source-on-target', { target: path, source: need.source.path });
  if (refusal) throw refusalFailure(drive, refusal, { target: path });
}

function notWhole({ name, partition }: BlockFacts): string {
  return partition
    ? `${name} is a part of /dev/${partition.disk}: name the whole drive`
    : `${name} is not a whole drive`;
}

/** What is open now must be what was judged before, and what the person saw. */
async function identifiedTarget(
  fd: number,
  judged: BlockFacts,
  path: string,
  expected: ExpectedDrive,
  purpose: 'write' | 'read',
): Promise<Target> {
  const blockBytes = judged.logicalBlockBytes ?? 512;
  try {
    const deviceNumber = deviceNumberText((await fstat(fd)).rdev);
    const [now, before] = [await readBlock('/', judged.name), deviceState(deviceNumber)];
    if (!now || !before) throw new Failure('target-gone', { target: path });
    demandIdentity(path, expected, now);
    demandIdentity(path, { ...judged, serial: undefined }, { ...now, deviceNumber });
    const { name } = judged;
    const discards = canDiscard(deviceNumber);
    const { sizeBytes } = now;
    return new DriveTarget({ fd, name, purpose, blockBytes, deviceNumber, sizeBytes, before, discards });
  } catch (error) {
    await closeDevice({ fd, blockBytes });
    throw error;
  }
}
