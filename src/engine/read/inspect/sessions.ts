import { SECTOR_BYTES } from '../../bytes/formats/iso9660/sector.ts';
import { FIRST_DESCRIPTOR_LBA, primaryVolume } from '../../bytes/formats/iso9660/volume-descriptor.ts';
import type { ReadAt } from '../../bytes/ranges/bytes-of.ts';
import type { InspectionNote } from '../../contract/events/inspection.ts';
import { lastFile, QUICK } from './reach/iso.ts';

/** Between two sessions of a CD lie at most 11,400 sectors (ECMA-394 §10.2); twice of it, and the descriptors. */
const MOST_SECTORS = 32 << 10;
const CHUNK_SECTORS = 512;
/** Lead-out, lead-in and pre-gap behind the first session, and behind each other one (ECMA-394 §10.2). */
const GAP_SECTORS = [11_400, 6_900];
const MOST_SESSIONS = 99;
const MOST_DESCRIPTORS = 64;

/** A session that was added behind the first: its volume begins 16 sectors into it and says to be longer than what lies before it. */
export async function laterSessions(bytes: ReadAt): Promise<InspectionNote[]> {
  const [, ...later] = await sessionsOf(bytes);
  return later.map(({ startByte }) => ({ code: 'another-session', atByte: startByte }));
}

/** A session with an ISO 9660 volume: its first sector, and where its volume ends. */
export interface Session {
  readonly startByte: number;
  readonly endByte: number;
}

/**
 * All sessions, in order; none where the first has no volume.
 *
 * @param isDisc looks first where the next session of a CD begins: what lies before it cannot be read, and takes its time to say so
 */
export async function sessionsOf(bytes: ReadAt, isDisc = false): Promise<Session[]> {
  const found: Found[] = [];
  let next = await volumeAt(bytes, FIRST_DESCRIPTOR_LBA);
  while (next !== undefined && next.endLba > 0 && found.length <= MOST_SESSIONS) {
    found.push(await withEnd(bytes, next));
    const fromLba = Math.max(found.at(-1)?.endLba ?? 0, next.lba + 1);
    next = (isDisc ? await volumeBehindGap(bytes, fromLba) : undefined) ?? (await nextVolume(bytes, fromLba));
  }
  return found.map(({ lba, endLba }) => ({
    startByte: (lba - FIRST_DESCRIPTOR_LBA) * SECTOR_BYTES,
    endByte: endLba * SECTOR_BYTES,
  }));
}

interface Found {
  readonly lba: number;
  readonly endLba: number;
  /** The end, if its size is counted from its own session. */
  readonly ownEndLba: number;
}

/** A size larger than what lies before the session fits both ways of counting: then the files tell which one it is. */
async function withEnd(bytes: ReadAt, found: Found): Promise<Found> {
  const { lba, endLba, ownEndLba } = found;
  if (lba === FIRST_DESCRIPTOR_LBA || endLba === ownEndLba) return found;
  const { last } = await lastFile(seenFrom(bytes, lba), QUICK);
  return last && last.endByte > endLba * SECTOR_BYTES ? { ...found, endLba: ownEndLba } : found;
}

/** A disc as whoever mounts this session sees it. */
function seenFrom(bytes: ReadAt, lba: number): ReadAt {
  const firstByte = FIRST_DESCRIPTOR_LBA * SECTOR_BYTES;
  const shiftBytes = (lba - FIRST_DESCRIPTOR_LBA) * SECTOR_BYTES;
  const isDescriptor = (atByte: number) =>
    atByte >= firstByte && atByte < firstByte + MOST_DESCRIPTORS * SECTOR_BYTES;
  return (atByte, lengthBytes) => bytes(isDescriptor(atByte) ? atByte + shiftBytes : atByte, lengthBytes);
}

async function volumeBehindGap(bytes: ReadAt, fromLba: number): Promise<Found | undefined> {
  for (const gap of GAP_SECTORS) {
    const lba = fromLba + gap;
    const found = firstVolumeIn(await bytes(lba * SECTOR_BYTES, CHUNK_SECTORS * SECTOR_BYTES), lba);
    if (found) return found;
  }
  return undefined;
}

async function nextVolume(bytes: ReadAt, fromLba: number): Promise<Found | undefined> {
  for (let lba = fromLba; lba < fromLba + MOST_SECTORS; lba += CHUNK_SECTORS) {
    const chunk = await bytes(lba * SECTOR_BYTES, CHUNK_SECTORS * SECTOR_BYTES);
    const found = firstVolumeIn(chunk, lba);
    if (found || chunk.length < CHUNK_SECTORS * SECTOR_BYTES) return found;
  }
  return undefined;
}

function firstVolumeIn(chunk: Uint8Array, lba: number): Found | undefined {
  for (let i = 0; (i + 1) * SECTOR_BYTES <= chunk.length; i++) {
    const found = volumeIn(chunk.subarray(i * SECTOR_BYTES, (i + 1) * SECTOR_BYTES), lba + i);
    if (found && found.endLba > found.lba) return found;
  }
  return undefined;
}

async function volumeAt(bytes: ReadAt, lba: number): Promise<Found | undefined> {
  const sector = await bytes(lba * SECTOR_BYTES, SECTOR_BYTES);
  return sector.length === SECTOR_BYTES ? volumeIn(sector, lba) : undefined;
}

const TYPE_AND_ID = [1, 0x43, 0x44, 0x30, 0x30, 0x31, 1];

/** A later volume counts from the beginning of the disc, or, of some programs, from its own session. */
function volumeIn(sector: Uint8Array, lba: number): Found | undefined {
  if (!TYPE_AND_ID.every((byte, i) => sector[i] === byte)) return undefined;
  const { volumeBlocks, blockBytes, rootRecord } = primaryVolume.decode(sector, { onNote: () => {} });
  // The root of an image that lies in a file is counted from the beginning of that file.
  if (rootRecord.extentLba < lba) return undefined;
  const sectors = Math.floor((volumeBlocks * (blockBytes || SECTOR_BYTES)) / SECTOR_BYTES);
  const ownEndLba = lba - FIRST_DESCRIPTOR_LBA + sectors;
  return { lba, endLba: sectors > lba ? sectors : ownEndLba, ownEndLba };
}
