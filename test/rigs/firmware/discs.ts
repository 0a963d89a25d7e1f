/** Discs of a few sectors whose boot records say what a test wants. ECMA-119 §8, El Torito 1.0. */

export interface BootImage {
  readonly image: Uint8Array;
  readonly platform?: 0 | 0xef;
  readonly bootable?: boolean;
  /** 0 no emulation, 2 a floppy of 1.44 MB, 4 a hard disk. */
  readonly media?: number;
  /** Of 512 bytes, as the entry says. */
  readonly sectors?: number;
  /** Says this place instead of its own. */
  readonly saysLba?: number;
}

export interface DiscOptions {
  readonly recordLba?: 17 | 18;
  /** How many sectors the volume says to have, of those there are. */
  readonly volumeSectors?: number;
  readonly header?: number;
  readonly key?: number;
  readonly checksum?: number;
}

const SECTOR = 2048;
const CATALOGUE_LBA = 22;
const ROOT_LBA = 23;
const FIRST_LBA = 24;

/** A volume with an empty root folder, and its boot images behind it in order. */
export function disc(images: readonly BootImage[], options: DiscOptions = {}): Buffer {
  const places: number[] = [];
  let lba = FIRST_LBA;
  for (const { image } of images) {
    places.push(lba);
    lba += Math.ceil(image.length / SECTOR);
  }
  const bytes = Buffer.alloc(lba * SECTOR);
  descriptors(bytes, options.volumeSectors ?? lba, images.length > 0, options.recordLba ?? 17);
  for (const [i, id] of [0, 1].entries()) bytes.set(rootRecord(id), ROOT_LBA * SECTOR + i * 34);
  if (images.length > 0) bytes.set(catalogue(images, places, options), CATALOGUE_LBA * SECTOR);
  for (const [i, { image }] of images.entries()) bytes.set(image, (places[i] ?? 0) * SECTOR);
  return bytes;
}

function descriptors(bytes: Buffer, sectors: number, boots: boolean, recordLba: number): void {
  const at = (lba: number, type: number): Buffer => {
    const sector = bytes.subarray(lba * SECTOR, (lba + 1) * SECTOR);
    sector[0] = type;
    sector.write('CD001\x01', 1, 'latin1');
    return sector;
  };
  const primary = at(16, 1);
  primary.fill(' ', 8, 72).write('TRIAL', 40, 'latin1');
  for (const [place, value, width] of [
    [80, sectors, 4],
    [120, 1, 2],
    [124, 1, 2],
    [128, SECTOR, 2],
    [132, 10, 4],
  ] as const) {
    primary.writeUIntLE(value, place, width);
    primary.writeUIntBE(value, place + width, width);
  }
  primary.set(rootRecord(0), 156);
  primary[881] = 1;
  // A descriptor of a partition, which nobody looks at, makes room.
  for (let lba = 17; lba < recordLba; lba++) at(lba, 3);
  if (boots) {
    const record = at(recordLba, 0);
    record.write('EL TORITO SPECIFICATION', 7, 'latin1');
    record.writeUInt32LE(CATALOGUE_LBA, 71);
  }
  at(boots ? recordLba + 1 : 17, 255);
}

function rootRecord(id: number): Buffer {
  const record = Buffer.alloc(34);
  record[0] = 34;
  record.writeUInt32LE(ROOT_LBA, 2);
  record.writeUInt32BE(ROOT_LBA, 6);
  record.writeUInt32LE(SECTOR, 10);
  record.writeUInt32BE(SECTOR, 14);
  record.set([120, 1, 1, 0, 0, 0, 0, 2, 0, 0, 1, 0, 0, 1, 1, id], 18);
  record.set([1, 0, 0, 1, 1, id], 28);
  return record;
}

function catalogue(images: readonly BootImage[], places: readonly number[], options: DiscOptions): Buffer {
  const { header = 1, key = 0x55aa } = options;
  const validation = Buffer.alloc(32);
  validation.set([header, images[0]?.platform ?? 0]);
  validation.writeUInt16BE(key, 30);
  let sum = 0;
  for (let at = 0; at < 32; at += 2) sum += validation.readUInt16LE(at);
  validation.writeUInt16LE(((0x10000 - (sum & 0xffff)) & 0xffff) ^ (options.checksum ?? 0), 28);
  const parts: Buffer[] = [validation];
  for (const [i, image] of images.entries()) {
    if (i > 0) {
      const section = Buffer.alloc(32);
      section.set([i === images.length - 1 ? 0x91 : 0x90, image.platform ?? 0, 1]);
      parts.push(section);
    }
    parts.push(entryOf(image, places[i] ?? 0));
  }
  return Buffer.concat(parts);
}

function entryOf({ bootable = true, media = 0, sectors, saysLba, image }: BootImage, lba: number): Buffer {
  const entry = Buffer.alloc(32);
  entry.set([bootable ? 0x88 : 0, media]);
  entry.writeUInt16LE(sectors ?? Math.min(0xffff, Math.ceil(image.length / 512)), 6);
  entry.writeUInt32LE(saysLba ?? lba, 8);
  return entry;
}
