import { le32 } from '../../../bytes/codec/little.ts';
import { FLAG_DIRECTORY, systemUseStart } from '../../../bytes/formats/iso9660/directory-record.ts';
import { SECTOR_BYTES } from '../../../bytes/formats/iso9660/sector.ts';
import { FIRST_DESCRIPTOR_LBA } from '../../../bytes/formats/iso9660/volume-descriptor.ts';
import type { ReadAt } from '../../../bytes/ranges/bytes-of.ts';
import { present } from '../../../contract/failure/present.ts';
import { damageOf } from '../../browse/iso/damage.ts';
import { descriptorsOf } from '../../browse/iso/descriptors.ts';
import { identifierBytesAt, recordAfter, recordFrom, windowsOf } from '../../browse/iso/records.ts';
import type { Claim } from './shortfalls.ts';

/** Places in a directory record. ECMA-119 §9.1. */
const EXTENT = 2;
const DATA_BYTES = 10;
const FLAGS = 25;
const IDENTIFIER = 33;
const MOST_FOLDER_BYTES = 4 << 20;

/** How much is looked at: folders may lie over each other, and each name a thousand others. */
interface Effort {
  readonly folders: number;
  /** Of all folders together. */
  readonly lengthBytes: number;
}

/** Without need: looking must cost nothing that a person notices. */
export const QUICK: Effort = { folders: 1000, lengthBytes: 32 << 20 };
/** When a volume is a little short, everything in it is looked at. */
const THOROUGH: Effort = { folders: 100_000, lengthBytes: 128 << 20 };
/** Bytes 8 of an XA field, after 'XA' at 6: form 2, interleaved, audio lie in tracks of their own. System Description CD-ROM XA. */
const XA_ELSEWHERE = 0x70;

interface Place {
  readonly atByte: number;
  readonly lengthBytes: number;
}

/** ISO 9660: what each descriptor says of the volume, and the end of the files. ECMA-119 §8.4.8, §9.1. */
export async function isoClaims(bytes: ReadAt): Promise<Claim[]> {
  const descriptors = await descriptorsOf(bytes);
  const volumes = descriptors.map(
    ({ kind, values }): Claim => ({
      part: 'volume',
      name: kind,
      endByte: values.volumeBlocks * (values.blockBytes || SECTOR_BYTES),
      spared: 'run-out',
    }),
  );
  if (descriptors.length === 0) return firstDescriptor(bytes);
  const { last } = await lastFile(bytes, QUICK);
  return last ? [...volumes, last] : volumes;
}

/** One whose sector is not all there cannot be read. */
async function firstDescriptor(bytes: ReadAt): Promise<Claim[]> {
  const atByte = FIRST_DESCRIPTOR_LBA * SECTOR_BYTES;
  const [type, ...name] = await bytes(atByte, 6);
  const isOne = type === 1 && String.fromCharCode(...name) === 'CD001';
  return isOne ? [{ part: 'volume', name: 'primary', endByte: atByte + SECTOR_BYTES }] : [];
}

/** The file that ends last; `isWhole`: every folder was read. */
export async function lastFile(
  bytes: ReadAt,
  most = THOROUGH,
): Promise<{ last: Claim | undefined; isWhole: boolean }> {
  const descriptor = (await descriptorsOf(bytes)).find(({ kind }) => kind === 'primary');
  if (!descriptor) return { last: undefined, isWhole: false };
  const blockBytes = descriptor.values.blockBytes || SECTOR_BYTES;
  const { extentLba, extendedAttributeSectors, dataBytes } = descriptor.values.rootRecord;
  const folders = new Folders(most);
  folders.add({ atByte: (extentLba + extendedAttributeSectors) * blockBytes, lengthBytes: dataBytes });
  const found: Found = { blockBytes, folders, last: undefined };
  for (let place = folders.next(); place; place = folders.next()) await lookInto(bytes, place, found);
  return { last: found.last, isWhole: folders.isWhole };
}

interface Found {
  readonly blockBytes: number;
  readonly folders: Folders;
  last: Claim | undefined;
}

/** Goes through a folder, up to where it is broken or out of sight. */
async function lookInto(bytes: ReadAt, { atByte, lengthBytes }: Place, found: Found): Promise<void> {
  try {
    for await (const window of windowsOf(bytes, atByte, lengthBytes, damageOf('')))
      lookThrough(window.bytes, found);
  } catch {
    found.folders.isWhole = false;
  }
}

/** An image may have 100,000 records, and is opened often: of each nothing is made but where its bytes end. */
function lookThrough(window: Buffer, found: Found): void {
  for (let at = recordFrom(window, 0); at < window.length; at = recordAfter(window, at)) {
    const identifierBytes = identifierBytesAt(window, at);
    if (identifierBytes === 0) throw damageOf('')('directory-record', at);
    const atByte = (le32(window, at + EXTENT) + present(window[at + 1])) * found.blockBytes;
    const lengthBytes = le32(window, at + DATA_BYTES);
    if (present(window[at + FLAGS]) & FLAG_DIRECTORY) found.folders.add({ atByte, lengthBytes });
    const endByte = atByte + lengthBytes;
    if (lengthBytes === 0 || endByte <= (found.last?.endByte ?? -1) || isElsewhere(window, at)) continue;
    const name = nameOf(window.subarray(at + IDENTIFIER, at + IDENTIFIER + identifierBytes));
    found.last = { part: 'file', endByte, name };
  }
}

/** Folders that are still to be looked at, each once, and no more than the effort allows. */
class Folders {
  readonly #most: Effort;
  readonly #waiting: Place[] = [];
  readonly #seen = new Set<number>();
  #leftBytes: number;
  /** None of them was left out. */
  isWhole = true;

  constructor(most: Effort) {
    this.#most = most;
    this.#leftBytes = most.lengthBytes;
  }

  add(place: Place): void {
    if (this.#seen.has(place.atByte)) return;
    if (this.#waiting.length < this.#most.folders) this.#waiting.push(place);
    else this.isWhole = false;
  }

  /** Undefined when there is no other one, or it would be too many. */
  next(): Place | undefined {
    let place = this.#waiting.pop();
    while (place && this.#seen.has(place.atByte)) place = this.#waiting.pop();
    if (!place) return undefined;
    this.#leftBytes -= place.lengthBytes;
    const isTooLarge = place.lengthBytes > MOST_FOLDER_BYTES || this.#leftBytes < 0;
    if (isTooLarge || this.#seen.size >= this.#most.folders) {
      this.isWhole = false;
      return undefined;
    }
    this.#seen.add(place.atByte);
    return place;
  }
}

/** `.` and `..` are one byte, and lie where their folders do. */
function nameOf(identifier: Uint8Array): string {
  return String.fromCharCode(...identifier).replace(/;1$/, '');
}

/** What has no bytes here. */
function isElsewhere(window: Buffer, at: number): boolean {
  const systemUse = window.subarray(
    at + systemUseStart(identifierBytesAt(window, at)),
    recordEnd(window, at),
  );
  const hasXa = systemUse[6] === 0x58 && systemUse[7] === 0x41;
  return hasXa && ((systemUse[4] ?? 0) & XA_ELSEWHERE) !== 0;
}

const recordEnd = (window: Buffer, at: number): number => at + present(window[at]);
