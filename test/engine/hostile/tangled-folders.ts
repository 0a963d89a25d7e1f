const SECTOR = 2048;
const RECORD_BYTES = 34;
const RECORDS_A_SECTOR = Math.floor(SECTOR / RECORD_BYTES);
const FIRST = 20;

/**
 * An ISO 9660 image whose folders lie over each other: each begins in another sector of the same stretch, and names all the
 * others. A few megabytes speak of a hundred million entries.
 */
export function tangledFolders(sectors: number): Buffer {
  const bytes = Buffer.alloc((FIRST + sectors) * SECTOR);
  const descriptor = bytes.subarray(16 * SECTOR);
  descriptor.write('\x01CD001\x01', 0, 'latin1');
  descriptor.writeUInt32LE(FIRST + sectors, 80);
  descriptor.writeUInt16LE(SECTOR, 128);
  folderAt(descriptor, 156, 0, 0, sectors);
  bytes.write('\xffCD001\x01', 17 * SECTOR, 'latin1');
  for (let sector = 0, count = 0; sector < sectors; sector++)
    for (let i = 0; i < RECORDS_A_SECTOR; i++, count++)
      folderAt(bytes, (FIRST + sector) * SECTOR + i * RECORD_BYTES, 0x41, count % sectors, sectors);
  return bytes;
}

/** A record of a folder that begins so many sectors into the stretch and goes to its end. ECMA-119 §9.1. */
function folderAt(bytes: Buffer, at: number, name: number, sector: number, sectors: number): void {
  bytes[at] = RECORD_BYTES;
  bytes.writeUInt32LE(FIRST + sector, at + 2);
  bytes.writeUInt32LE((sectors - sector) * SECTOR, at + 10);
  bytes[at + 25] = 2;
  bytes[at + 32] = 1;
  bytes[at + 33] = name;
}
