import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { latin1 } from '../../bytes/codec/text.ts';
import { VMDK_SECTOR_BYTES, vmdkHeader } from '../../bytes/formats/vmdk/vmdk.ts';
import { sheetParts } from './discs/sheet-parts.ts';
import { partPlace } from './name-beside.ts';
import { isPlainName } from './plain-name.ts';
import { splitSetOf } from './split-set.ts';
import { vmdkDescriptor } from './vmdk/descriptor.ts';

const MOST_DESCRIPTOR_BYTES = 1 << 20;

/**
 * The files beside a container that belong to it, by what it says itself: whoever confirms it confirms them too. Nothing for what is no
 * container in parts, or cannot be read: opening it says why.
 */
export function partPathsOf(path: string): readonly string[] {
  const set = splitSetOf(path);
  if (!set) return namedParts(path).map((name) => partPlace(path, name));
  return set.names.filter((name) => name !== set.own).map((name) => join(set.folder, name));
}

function namedParts(path: string): readonly string[] {
  try {
    const { O_RDONLY, O_NONBLOCK = 0 } = constants;
    const fd = openSync(path, O_RDONLY | O_NONBLOCK);
    try {
      if (!fstatSync(fd).isFile()) return [];
      if (!isVmdk(bytesAt(fd, 0, VMDK_SECTOR_BYTES)))
        return sheetParts(path, bytesAt(fd, 0, MOST_DESCRIPTOR_BYTES));
      const { extents } = vmdkDescriptor(descriptorIn(fd));
      return extents.length < 2 && isSparse(fd)
        ? []
        : [...new Set(extents.map(({ file }) => file))].filter(isPlainName);
    } finally {
      closeSync(fd);
    }
  } catch {
    return [];
  }
}

const DESCRIPTOR_START = '# Disk DescriptorFile';
const SPARSE_START = 'KDMV';

function isVmdk(first: Uint8Array): boolean {
  const start = latin1(first.subarray(0, DESCRIPTOR_START.length));
  return start === DESCRIPTOR_START || start.startsWith(SPARSE_START);
}

function descriptorIn(fd: number): string {
  const first = bytesAt(fd, 0, VMDK_SECTOR_BYTES);
  if (latin1(first.subarray(0, DESCRIPTOR_START.length)) === DESCRIPTOR_START)
    return latin1(bytesAt(fd, 0, MOST_DESCRIPTOR_BYTES));
  const { descriptorSector, descriptorSectors } = vmdkHeader.decode(first);
  const lengthBytes = Math.min(descriptorSectors * VMDK_SECTOR_BYTES, MOST_DESCRIPTOR_BYTES);
  return latin1(bytesAt(fd, descriptorSector * VMDK_SECTOR_BYTES, lengthBytes));
}

const isSparse = (fd: number): boolean => latin1(bytesAt(fd, 0, SPARSE_START.length)) === SPARSE_START;

function bytesAt(fd: number, atByte: number, lengthBytes: number): Uint8Array {
  const into = new Uint8Array(lengthBytes);
  return into.subarray(0, readSync(fd, into, 0, lengthBytes, atByte));
}
