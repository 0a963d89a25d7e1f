import { SECTOR_BYTES } from '../../bytes/formats/iso9660/sector.ts';
import { FIRST_DESCRIPTOR_LBA, primaryVolume } from '../../bytes/formats/iso9660/volume-descriptor.ts';
import type { ReadAt } from '../../bytes/ranges/bytes-of.ts';
import type { InspectionNote } from '../../contract/events/inspection.ts';

/** Between two sessions of a CD lie at most 11,400 sectors (ECMA-394 §10.2); twice of it, and the descriptors. */
const MOST_SECTORS = 32 << 10;
const CHUNK_SECTORS = 512;
const MOST_SESSIONS = 99;

/** A session that was added behind the first: its volume begins 16 sectors into it and says to be longer than what lies before it. */
export async function laterSessions(bytes: ReadAt): Promise<InspectionNote[]> {
  const notes: InspectionNote[] = [];
  const first = await volumeAt(bytes, FIRST_DESCRIPTOR_LBA);
  let endLba = first?.endLba ?? 0;
  while (endLba > 0 && notes.length < MOST_SESSIONS) {
    const next = await nextVolume(bytes, endLba);
    if (next === undefined) break;
    notes.push({ code: 'another-session', atByte: (next.lba - FIRST_DESCRIPTOR_LBA) * SECTOR_BYTES });
    endLba = Math.max(next.endLba, next.lba + 1);
  }
  return notes;
}

interface Found {
  readonly lba: number;
  readonly endLba: number;
}

async function nextVolume(bytes: ReadAt, fromLba: number): Promise<Found | undefined> {
  for (let lba = fromLba; lba < fromLba + MOST_SECTORS; lba += CHUNK_SECTORS) {
    const chunk = await bytes(lba * SECTOR_BYTES, CHUNK_SECTORS * SECTOR_BYTES);
    for (let i = 0; (i + 1) * SECTOR_BYTES <= chunk.length; i++) {
      const found = volumeIn(chunk.subarray(i * SECTOR_BYTES, (i + 1) * SECTOR_BYTES), lba + i);
      if (found && found.endLba > found.lba) return found;
    }
    if (chunk.length < CHUNK_SECTORS * SECTOR_BYTES) return undefined;
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
  return { lba, endLba: sectors > lba ? sectors : lba + sectors };
}
