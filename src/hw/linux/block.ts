import { realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { BlockFacts } from '../facts.ts';
import { readNames, readNumber, readText } from './read.ts';
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
  const deviceNumber = folder && (await readText(join(folder, 'dev')));
  if (!folder || !deviceNumber) return undefined;
  const [state, stack, extras, device, usb, udev] = await Promise.all([
    readState(folder),
    readStack(folder),
    readExtras(folder),
    readFiles(join(folder, 'device'), DEVICE_FILES),
    readUsb(folder),
    readUdev(root, deviceNumber),
  ]);
  const sysPath = folder.slice(root === '/' ? 0 : (await realpath(root)).length);
  return { name, deviceNumber, sysPath, ...state, ...stack, ...extras, device, ...usb, ...udev };
}

async function readState(folder: string) {
  const number = (file: string) => readNumber(join(folder, file));
  const [size, ro, removable, hidden, diskSequence, logical, physical, partition] = await Promise.all(
    [
      'size',
      'ro',
      'removable',
      'hidden',
      'diskseq',
      'queue/logical_block_size',
      'queue/physical_block_size',
      'partition',
    ].map(number),
  );
  return {
    sizeBytes: (size ?? 0) * SYS_SECTOR_BYTES,
    readOnly: ro === 1,
    removable: removable === 1,
    hidden: hidden === 1,
    ...(diskSequence === undefined ? {} : { diskSequence }),
    ...(logical === undefined ? {} : { logicalBlockBytes: logical }),
    ...(physical === undefined ? {} : { physicalBlockBytes: physical }),
    ...(partition === undefined ? {} : { partition: await readPartition(folder, partition) }),
  };
}

/** A partition's folder lies in its disk's folder. */
async function readPartition(folder: string, number: number) {
  const startBytes = ((await readNumber(join(folder, 'start'))) ?? 0) * SYS_SECTOR_BYTES;
  return { number, disk: dirname(folder).split('/').at(-1)!, startBytes };
}

async function readStack(folder: string) {
  const [holders, slaves] = await Promise.all([
    readNames(join(folder, 'holders')),
    readNames(join(folder, 'slaves')),
  ]);
  return { holders, slaves };
}

async function readExtras(folder: string) {
  const [dmName, dmUuid, raidLevel, backingFile, partscan] = await Promise.all(
    ['dm/name', 'dm/uuid', 'md/level', 'loop/backing_file', 'loop/partscan'].map((file) =>
      readText(join(folder, file)),
    ),
  );
  return {
    ...(dmName === undefined ? {} : { deviceMapper: { name: dmName, uuid: dmUuid ?? '' } }),
    ...(raidLevel === undefined ? {} : { raidLevel }),
    ...(backingFile === undefined ? {} : { loop: { backingFile, partitionScan: partscan === '1' } }),
  };
}

/** The nearest folder above that is a USB device (it has `idVendor`; an interface has not). */
async function readUsb(folder: string) {
  if (!/\/usb\d+\//.test(folder)) return {};
  for (let above = dirname(folder); above.length > 1; above = dirname(above)) {
    const usb = await readFiles(above, USB_FILES);
    if (usb.idVendor) return { usb };
  }
  return {};
}

async function readFiles(folder: string, names: readonly string[]): Promise<Record<string, string>> {
  const texts = await Promise.all(
    names.map(async (name) => [name, await readText(join(folder, name))] as const),
  );
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
