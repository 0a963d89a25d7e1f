import { readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Failure } from '../../engine/contract/failure/failure.ts';
import { usageRefused } from '../../engine/contract/failure/refused.ts';
import { notAnImage } from '../../engine/contract/failure/source-failures.ts';
import { deviceNumberText } from '../../engine/contract/ports/device-number.ts';
import type { ExpectedDrive } from '../../engine/contract/ports/machine.ts';
import type { Medium } from '../../engine/contract/ports/medium.ts';
import { demandIdentity } from '../drive/identify.ts';
import type { BlockFacts } from '../facts.ts';
import { modelOf, serialOf } from '../judge/identity.ts';
import { readBlock } from './block.ts';
import { commandBytesOf } from './command-bytes.ts';
import { driveHealth } from './drive-health.ts';
import { deviceState, isGone } from './live-device.ts';
import { flushMounts, mountedOn } from './mounted-on.ts';
import { readTextNow } from './read.ts';

const CLASS = '/sys/class/block';
const DISC_SECTOR_BYTES = 2048;
/** LVM on a LUKS container on a RAID of partitions has four. */
const MOST_LEVELS = 8;

/**
 * A drive, a partition or a disc, as the kernel shows it; nothing is opened.
 *
 * @throws Failure `target-missing`, `target-changed`, `target-refused` for what is no block device, `source-not-an-image` for music
 */
export async function findLinuxMedium(path: string, expected: ExpectedDrive): Promise<Medium> {
  const block = await blockAt(path);
  demandIdentity(path, expected, block);
  if (isAudioDisc(block)) throw notAnImage(path, { reason: 'audio-disc' });
  return mediumOf(path, realpathSync(path), block);
}

/** As udev's cdrom_id has it from the table of contents: tracks of music, and none of data. */
export function isAudioDisc({ udev = {} }: Pick<BlockFacts, 'udev'>): boolean {
  const { ID_CDROM_MEDIA_TRACK_COUNT_AUDIO: audio, ID_CDROM_MEDIA_TRACK_COUNT_DATA: data } = udev;
  return Number(audio ?? 0) > 0 && Number(data ?? 0) === 0;
}

async function blockAt(path: string): Promise<BlockFacts> {
  const name = nameAt(path);
  const block = name === undefined ? undefined : await readBlock('/', name);
  if (name === undefined) throw new Failure('target-missing', { target: path, toRead: true });
  // A slot without a card, a loop device without a file.
  if (!block || block.sizeBytes === 0) throw usageRefused({ reason: 'medium-empty', path, isDevice: true });
  return block;
}

/** By its number: a node may have any name. */
function nameAt(path: string): string | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return undefined;
  if (!found.isBlockDevice())
    throw new Failure('target-refused', {
      target: path,
      reason: 'no-drive',
      refusal: 'held',
      because: { reason: 'no-drive' },
    });
  return basename(realpathSync(`/sys/dev/block/${deviceNumberText(found.rdev)}`));
}

async function mediumOf(path: string, realPath: string, block: BlockFacts): Promise<Medium> {
  const { name, sizeBytes, deviceNumber, diskSequence } = block;
  const disk = block.partition ? await readBlock('/', block.partition.disk) : block;
  const serial = serialOf(disk ?? block);
  const before = deviceState(deviceNumber);
  const isDisc = /^(sr|scd)\d/.test(name);
  const holds = (number: string): boolean => isBuiltOn(number, name);
  const mountedAt = mountedOn(holds);
  return {
    path,
    realPath,
    name,
    sizeBytes,
    sectorBytes: isDisc ? DISC_SECTOR_BYTES : (block.logicalBlockBytes ?? disk?.logicalBlockBytes ?? 512),
    commandBytes: commandBytesOf(join(CLASS, (disk ?? block).name, 'queue')),
    serial,
    model: modelOf(disk ?? block),
    kind: isDisc ? 'disc' : 'device',
    deviceNumber,
    ...(diskSequence !== undefined && { diskSequence }),
    holds,
    ...(mountedAt.length > 0 && { mountedAt, flush: () => flushMounts(mountedAt) }),
    ...(!isDisc && { health: () => driveHealth(`/dev/${(disk ?? block).name.replaceAll('!', '/')}`) }),
    isThere: () => {
      const now = deviceState(deviceNumber);
      return before !== undefined && !isGone(before, now) && now?.sizeBytes === before.sizeBytes;
    },
    findAgain: async () => (serial === '' ? undefined : findBySerial(path, block, serial)),
  };
}

/** Of a device, through partitions and what is mapped onto others. */
function isBuiltOn(deviceNumber: string, name: string, level = 0): boolean {
  const folder = realPathOf(`/sys/dev/block/${deviceNumber}`);
  if (folder === undefined || level > MOST_LEVELS) return false;
  const isIt = basename(folder) === name || basename(dirname(folder)) === name;
  return isIt || slavesIn(folder).some((number) => isBuiltOn(number, name, level + 1));
}

function realPathOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

/** Device numbers of what a mapped device is made of; a partition has none. */
function slavesIn(folder: string): string[] {
  try {
    const slaves = join(folder, 'slaves');
    return readdirSync(slaves).flatMap((slave) => readTextNow(join(slaves, slave, 'dev')) ?? []);
  } catch {
    return [];
  }
}

/** Whatever name it has now; of a drive in parts the part of the same number. */
async function findBySerial(path: string, block: BlockFacts, serial: string): Promise<Medium | undefined> {
  const names = readdirSync(CLASS).sort();
  for (const name of names) {
    const found = await readBlock('/', name);
    if (!found || found.sizeBytes !== block.sizeBytes) continue;
    if (found.partition?.number !== block.partition?.number) continue;
    const disk = found.partition ? await readBlock('/', found.partition.disk) : found;
    if (disk && serialOf(disk) === serial) return mediumOf(path, `/dev/${name.replaceAll('!', '/')}`, found);
  }
  return undefined;
}
