import { realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { BlockFacts, LoopFacts } from '../facts.ts';
import { readNames, readNamesNow, readNumberNow, readText, readTextNow } from './read.ts';
import { readUdev } from './udev.ts';

/** Sizes in /sys are counted in these, whatever the drive's own block is. */
const SYS_SECTOR_BYTES = 512;

const DEVICE_FILES = ['vendor', 'model', 'serial', 'type', 'name', 'wwid', 'state', 'cid'];
const USB_FILES = ['manufacturer', 'product', 'serial', 'idVendor', 'idProduct', 'speed'];

/**
 * Reads one entry of `/sys/class/block`. `root` is `/`, or a copied tree in tests.
 * Undefined when the device went away meanwhile.
 */
export async function readBlock(root: string, name: string): Promise<BlockFacts | undefined> {
  const folder = await realpath(join(root, 'sys/class/block', name)).catch(() => undefined);
  const deviceNumber = folder && readTextNow(join(folder, 'dev'));
  if (!folder || !deviceNumber) return undefined;
  const entries = readNamesNow(folder);
  const has = (file: string): boolean => entries.includes(file.replace(/\/.*$/, ''));
  const kernel = {
    ...readState(folder, has),
    holders: readNamesNow(join(folder, 'holders')),
    slaves: readNamesNow(join(folder, 'slaves')),
    ...readExtras(folder, has),
    device: has('device') ? readDevice(join(folder, 'device')) : {},
  };
  const [usb, udev] = await Promise.all([readUsb(folder), readUdev(root, deviceNumber)]);
  const sysPath = folder.slice(root === '/' ? 0 : (await realpath(root)).length);
  return { name, deviceNumber, sysPath, ...kernel, ...usb, ...udev };
}

/** Whether there is such a file; asking in vain costs more than reading. */
type Has = (file: string) => boolean;

function readState(folder: string, has: Has) {
  const number = (file: string) => (has(file) ? readNumberNow(join(folder, file)) : undefined);
  const size = number('size');
  const diskSequence = number('diskseq');
  const logical = number('queue/logical_block_size');
  const physical = number('queue/physical_block_size');
  const partition = number('partition');
  const zoned = has('queue/zoned') ? readTextNow(join(folder, 'queue/zoned')) : undefined;
  return {
    sizeBytes: (size ?? 0) * SYS_SECTOR_BYTES,
    readOnly: number('ro') === 1,
    removable: number('removable') === 1,
    hidden: number('hidden') === 1,
    ...(zoned === undefined || zoned === 'none' ? {} : { zoned }),
    ...(diskSequence === undefined ? {} : { diskSequence }),
    ...(logical === undefined ? {} : { logicalBlockBytes: logical }),
    ...(physical === undefined ? {} : { physicalBlockBytes: physical }),
    ...(partition === undefined ? {} : { partition: readPartition(folder, partition) }),
  };
}

/** A partition's folder lies in its disk's folder. */
function readPartition(folder: string, number: number) {
  const startBytes = (readNumberNow(join(folder, 'start')) ?? 0) * SYS_SECTOR_BYTES;
  return { number, disk: basename(dirname(folder)), startBytes };
}

function readExtras(folder: string, has: Has) {
  const text = (file: string) => (has(file) ? readTextNow(join(folder, file)) : undefined);
  const dmName = text('dm/name');
  const raidLevel = text('md/level');
  const loop = has('loop') ? readLoop(folder) : undefined;
  return {
    ...(dmName === undefined ? {} : { deviceMapper: { name: dmName, uuid: text('dm/uuid') ?? '' } }),
    ...(raidLevel === undefined ? {} : { raidLevel }),
    ...(loop === undefined ? {} : { loop }),
  };
}

/** What a loop device stands for; undefined for one that stands for nothing, or that is just being let go. */
export function readLoop(folder: string): LoopFacts | undefined {
  const backingFile = readTextNow(join(folder, 'loop/backing_file'));
  if (!backingFile) return undefined;
  return { backingFile, partitionScan: readTextNow(join(folder, 'loop/partscan')) === '1' };
}

function readDevice(folder: string): Record<string, string> {
  const entries = readNamesNow(folder);
  const present = DEVICE_FILES.filter((name) => entries.includes(name));
  return named(present.map((name) => [name, readTextNow(join(folder, name))]));
}

/** The nearest folder above that is a USB device (it has `idVendor`; an interface has not). */
async function readUsb(folder: string) {
  if (!/\/usb\d+\//.test(folder)) return {};
  for (let above = dirname(folder); above.length > 1; above = dirname(above)) {
    const usb = await readStrings(above);
    if (usb.idVendor) return { usb };
  }
  return {};
}

/** These wait while the device is being reset. */
async function readStrings(folder: string): Promise<Record<string, string>> {
  return named(
    await Promise.all(
      USB_FILES.map(async (name): Promise<Named> => [name, await readText(join(folder, name))]),
    ),
  );
}

type Named = [name: string, text: string | undefined];

function named(texts: readonly Named[]): Record<string, string> {
  return Object.fromEntries(texts.filter((entry): entry is [string, string] => !!entry[1]));
}

/** Kernel names of a drive's partitions. */
export async function partitionNames(name: string): Promise<string[]> {
  return (await readNames(join('/sys/block', name))).filter((entry) => entry.startsWith(name));
}

/** Device numbers of a drive and its partitions. */
export async function deviceNumbersOf(name: string): Promise<string[]> {
  const partitions = await partitionNames(name);
  const folders = [name, ...partitions.map((partition) => join(name, partition))];
  const numbers = await Promise.all(folders.map((folder) => readText(join('/sys/block', folder, 'dev'))));
  return numbers.filter((number) => number !== undefined);
}
