import fs from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { Failure } from '../../engine/contract/failure/failure.ts';
import type { RefusalFacts } from '../../engine/contract/failure/refusal-reasons.ts';
import { deviceNumberText } from '../../engine/contract/ports/device-number.ts';
import type { ExpectedDrive, OpenDrive } from '../../engine/contract/ports/machine.ts';
import { refusalFailure } from '../../engine/contract/ports/refusal-failure.ts';
import type { Target } from '../../engine/contract/ports/target.ts';
import { driveKey, holderOf, type LockHolder } from '../../engine/host/trust/lock-holder.ts';
import type { BlockFacts, MachineFacts } from '../facts.ts';
import { judge } from '../judge/drives.ts';
import { graphOf, isFileKey } from '../judge/graph.ts';
import { hasMedium } from '../judge/kind.ts';
import type { Need } from '../judge/refusals.ts';
import { deviceNumbersOf, readBlock } from '../linux/block.ts';
import { placeOf } from '../linux/file-place.ts';
import { gatherLinux } from '../linux/gather.ts';
import { holdersOf } from '../linux/holders.ts';
import { deviceState } from '../linux/live-device.ts';
import { claimDevices, otherDevices } from './claims.ts';
import { closeDevice } from './device-io.ts';
import { canDiscard } from './discard.ts';
import { DriveTarget, type OpenDrive as OpenedDrive } from './drive-target.ts';
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
  else if (!hasMedium(block)) throw new Failure('target-missing', { target: path, noMedium: true });
  if (purpose === 'write') await flushPartitions(block.name);
  const others = purpose === 'write' ? otherDevices(facts, block) : [];
  const claims = await claimDevices(path, others);
  try {
    const fd = await openDevice(found.realPath, purpose).catch((error) =>
      nameHolder(error, path, block.name),
    );
    const files = [...graphOf(facts).storage(block.name)].filter(isFileKey);
    const keys = [driveKey(block.deviceNumber), ...files];
    return await identifiedTarget(fd, block, path, expected, { purpose, claims, files: keys });
  } catch (error) {
    await claims.release();
    throw error;
  }
}

/** Says who has the drive, or a partition of it, when somebody can be found. */
async function nameHolder(error: unknown, target: string, name: string): Promise<never> {
  const isBusy =
    error instanceof Failure &&
    error.code === 'target-busy' &&
    !('holder' in error.facts || 'because' in error.facts);
  const job = isBusy ? await jobThatHas(target) : undefined;
  if (job)
    throw new Failure(
      'target-busy',
      { target, because: { reason: 'written-by-job', ...job } },
      { cause: error },
    );
  const holders = isBusy ? await holdersOf({ deviceNumbers: await deviceNumbersOf(name) }) : [];
  if (holders.length === 0) throw error;
  throw new Failure('target-busy', { target, holders }, { cause: error });
}

/** A job of this program, when it is one. */
async function jobThatHas(path: string): Promise<LockHolder | undefined> {
  const { rdev } = await stat(path);
  return holderOf(driveKey(deviceNumberText(rdev)));
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
  throw new Failure('target-refused', refusedAs(path, { reason: 'no-drive' }));
}

function demandAllowed(path: string, facts: MachineFacts, block: BlockFacts, need: Need): void {
  const drive = judge(facts, need).find((candidate) => candidate.name === block.name);
  if (!drive) throw new Failure('target-refused', refusedAs(path, notWhole(block)));
  const [refusal] = drive.refusals;
  if (refusal?.code === 'source-on-it' && need.source)
    throw new Failure('source-on-target', { target: path, source: need.source.path });
  if (refusal) throw refusalFailure(drive, refusal, { target: path });
}

function refusedAs(target: string, because: RefusalFacts) {
  return { target, reason: because.reason, refusal: 'held', because };
}

function notWhole({ name, partition }: BlockFacts): RefusalFacts {
  return partition
    ? { reason: 'part-of-drive', name, drive: partition.disk }
    : { reason: 'no-whole-drive', name };
}

/** What is open now must be what was judged before, and what the person saw. */
async function identifiedTarget(
  fd: number,
  judged: BlockFacts,
  path: string,
  expected: ExpectedDrive,
  how: Pick<OpenedDrive, 'purpose' | 'claims' | 'files'>,
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
    return new DriveTarget({ ...how, fd, name, blockBytes, deviceNumber, sizeBytes, before, discards });
  } catch (error) {
    await closeDevice({ fd, blockBytes });
    throw error;
  }
}
