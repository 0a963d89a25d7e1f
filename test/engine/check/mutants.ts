import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RuleId } from '../../../src/engine/contract/events/rule-sections.ts';
import { author, bytesOf, temporaryFolder } from '../author/making.ts';
import { ImageBytes } from './image-bytes.ts';

// Images of ours, each with exactly one defect.

const SECTOR = 2048;
const PVD = 16 * SECTOR;

/** The two that are spoiled; one with packed files. */
export async function cleanImages(): Promise<{ readonly clean: Uint8Array; readonly packed: Uint8Array }> {
  const folder = join(temporaryFolder(), 'source');
  mkdirSync(join(folder, 'ALPHA/BETA/GAMMA'), { recursive: true });
  mkdirSync(join(folder, 'DELTA'));
  for (const name of ['AAA.TXT', 'AAB.TXT', 'ZZZ.TXT'])
    writeFileSync(join(folder, name), `content of ${name}`);
  writeFileSync(join(folder, 'long'.repeat(50)), 'long');
  symlinkSync('AAA.TXT', join(folder, 'LINK'));
  for (let i = 0; i < 60; i++) writeFileSync(join(folder, `DELTA/FILE${100 + i}.TXT`), '');
  writeFileSync(join(folder, 'PACKED'), Buffer.alloc(200_000, 'packed '));
  const options = { fixedTime: 1_000_000_000, exclude: ['[!P]*'] };
  const packed = await bytesOf(await author(folder, { ...options, zisofs: true }));
  rmSync(join(folder, 'PACKED'));
  const clean = await bytesOf(await author(folder, { udf: true, fixedTime: 1_000_000_000 }));
  return { clean, packed };
}

export type Mutant = readonly [
  rule: RuleId,
  defect: string,
  spoil: (image: ImageBytes) => void,
  /** Other rules that cannot hold either. */
  also?: readonly RuleId[],
];

const TREE: readonly RuleId[] = ['iso.path-table.tree'];

export const mutants: readonly Mutant[] = [
  ['iso.primary.missing', 'type 0 at sector 16', ({ bytes }) => bytes.fill(0, PVD, PVD + 1)],
  ['iso.terminator.missing', 'no 255', (i) => i.bytes.fill(0, i.descriptor(255), i.descriptor(255) + 1)],
  ['iso.descriptor.version', 'PVD version 2', ({ bytes }) => bytes.fill(2, PVD + 6, PVD + 7)],
  ['iso.volume.both-endian', 'volume size BE ≠ LE', ({ bytes }) => bytes.fill(9, PVD + 84, PVD + 85)],
  ['iso.volume.block-size', '1000', (i) => i.setBoth16(PVD + 128, 1000)],
  ['iso.volume.size', 'larger than the image', (i) => i.setBoth32(PVD + 80, i.bytes.length / SECTOR + 2)],
  ['iso.volume.date', 'month 99', ({ bytes }) => bytes.fill(0x39, PVD + 817, PVD + 819)],
  ['iso.volume.root', 'identifier 01', ({ bytes }) => bytes.fill(1, PVD + 189, PVD + 190)],
  [
    'iso.record.length',
    'identifier longer than the record',
    (i) => i.bytes.fill(250, lastRecord(i) + 32, lastRecord(i) + 33),
  ],
  ['iso.record.even', 'odd', (i) => void i.bytes[lastRecord(i)]!++],
  [
    'iso.record.crosses-sector',
    'the last of a sector is longer',
    crossingRecord,
    [
      'iso.record.length',
      'iso.record.order',
      'iso.record.both-endian',
      'iso.record.date',
      'iso.record.flags',
      'iso.record.extent',
      'iso.record.identifier',
      'iso.record.even',
      'iso.directory.filler',
      'susp.field',
      'iso.record.duplicate',
      'iso.record.sections',
      ...TREE,
    ],
  ],
  ['iso.record.both-endian', 'file length BE ≠ LE', (i) => void i.bytes[i.record('/AAA.TXT;1') + 17]!++],
  ['iso.record.both-endian', 'extent BE ≠ LE', (i) => void i.bytes[i.record('/AAA.TXT;1') + 9]!++],
  [
    'iso.record.date',
    'month 13',
    (i) => void i.bytes.fill(13, i.record('/AAA.TXT;1') + 19, i.record('/AAA.TXT;1') + 20),
  ],
  ['iso.record.flags', 'a reserved bit', (i) => i.setByte(i.record('/AAA.TXT;1') + 25, 0x40)],
  ['iso.record.extent', 'beyond the end', (i) => i.setBoth32(i.record('/AAA.TXT;1') + 2, 0x7fffffff)],
  [
    'iso.record.identifier',
    'a small letter',
    (i) => i.bytes.fill(0x7a, i.record('/ZZZ.TXT;1') + 33, i.record('/ZZZ.TXT;1') + 34),
  ],
  [
    'iso.record.order',
    'not sorted',
    (i) => i.bytes.fill(0x51, i.record('/AAA.TXT;1') + 33, i.record('/AAA.TXT;1') + 34),
  ],
  [
    'iso.record.duplicate',
    'one name twice',
    (i) => i.bytes.fill(0x41, i.record('/AAB.TXT;1') + 35, i.record('/AAB.TXT;1') + 36),
  ],
  [
    'iso.record.self',
    '"." says another sector',
    (i) => i.setBoth32(i.records('/ALPHA')[0]! + 2, i.le32(i.records('/ALPHA')[0]! + 2) - 1),
  ],
  [
    'iso.record.parent',
    '".." says another sector',
    (i) => i.setBoth32(i.records('/ALPHA')[1]! + 2, i.le32(i.records('/ALPHA')[1]! + 2) + 1),
  ],
  [
    'iso.record.sections',
    'more sections, and none follows',
    (i) => i.setByte(i.record('/AAA.TXT;1') + 25, 0x80),
  ],
  [
    'iso.directory.length',
    'not n × 2048',
    (i) => {
      i.setBoth32(i.record('/ALPHA/BETA/GAMMA') + 10, 2000);
      i.setBoth32(i.records('/ALPHA/BETA/GAMMA')[0]! + 10, 2000);
    },
  ],
  [
    'iso.directory.filler',
    'a byte behind the last record',
    (i) => i.bytes.fill(1, i.records('/ALPHA')[0]! + SECTOR - 1, i.records('/ALPHA')[0]! + SECTOR),
  ],
  [
    'iso.directory.loop',
    'a folder inside itself',
    (i) => i.setBoth32(i.record('/ALPHA/BETA/GAMMA') + 2, i.le32(i.record('/ALPHA') + 2)),
    TREE,
  ],
  ['iso.path-table.outside', 'beyond the end', (i) => i.setLe32(PVD + 140, 0x7fffffff)],
  [
    'iso.path-table.record',
    'length 0',
    (i) => i.bytes.fill(0, i.le32(PVD + 140) * SECTOR, i.le32(PVD + 140) * SECTOR + 1),
  ],
  [
    'iso.path-table.differ',
    'M zeroed behind the root',
    (i) => i.bytes.fill(7, i.be32(PVD + 148) * SECTOR + 15, i.be32(PVD + 148) * SECTOR + 16),
  ],
  ['iso.path-table.order', 'two of one parent swapped', swappedTables, TREE],
  ['iso.path-table.tree', 'a wrong sector in both', wrongTables],
  ['joliet.escape', 'none', (i) => i.zero(i.descriptor(2) + 88, 32)],
  [
    'joliet.identifier',
    'a colon',
    (i) => i.bytes.fill(0x3a, lastJoliet(i) + 34 + 12, lastJoliet(i) + 35 + 12),
  ],
  [
    'susp.sp',
    'check bytes',
    (i) => i.bytes.fill(0, i.records('/')[0]! + 34 + 4, i.records('/')[0]! + 34 + 5),
  ],
  [
    'susp.field',
    'length 3',
    (i) =>
      i.bytes.fill(3, i.field(i.record('/AAA.TXT;1'), 'PX') + 2, i.field(i.record('/AAA.TXT;1'), 'PX') + 3),
  ],
  ['susp.ce', 'reaches out of its block', (i) => i.setBoth32(continued(i) + 12, 2040)],
  ['susp.ce.loop', 'leads to itself', loopingArea, ['susp.field']],
  [
    'susp.er',
    'none',
    (i) => i.bytes.fill(0x58, i.field(i.records('/')[0]!, 'ER'), i.field(i.records('/')[0]!, 'ER') + 1),
  ],
  ['rr.both-endian', 'mode BE ≠ LE', (i) => void i.bytes[i.field(i.record('/AAA.TXT;1'), 'PX') + 11]!++],
  [
    'rr.field',
    'a stamp more than there is room',
    (i) =>
      i.bytes.fill(6, i.field(i.record('/AAA.TXT;1'), 'TF') + 4, i.field(i.record('/AAA.TXT;1'), 'TF') + 5),
  ],

  ['udf.recognition', 'no NSR', (i) => i.zero(nsr(i))],
  [
    'udf.recognition',
    'no BEA and TEA',
    (i) => {
      i.zero(nsr(i) - SECTOR);
      i.zero(nsr(i) + SECTOR);
    },
  ],
  ['udf.anchor', 'only at 256', (i) => i.zero(i.bytes.length - 150 * SECTOR, 150 * SECTOR)],
  ['udf.anchor', 'only at the end', (i) => i.zero(256 * SECTOR)],
  ['udf.tag.checksum', 'of the first anchor', (i) => void i.bytes[256 * SECTOR + 4]!++, ['udf.anchor']],
  ['udf.tag.checksum', 'of a file entry', (i) => void i.bytes[i.entry(1) + 4]!++],
  [
    'udf.tag.crc',
    'of both logical volumes',
    (i) => {
      i.bytes[i.udf(6) + 100]!++;
      i.bytes[i.udf(6, 48) + 100]!++;
    },
  ],
  ['udf.tag.crc', 'of a file entry', (i) => void i.bytes[i.entry(1) + 36]!++],
  ['udf.tag.location', 'of a logical volume', (i) => i.change(i.udf(6), () => i.setLe32(i.udf(6) + 12, 77))],
  ['udf.tag.location', 'of a file entry', (i) => i.change(i.entry(1), () => i.setLe32(i.entry(1) + 12, 77))],
  [
    'udf.tag.identifier',
    'of a file entry',
    (i) => i.change(i.entry(1), () => i.setLe16(i.entry(1), 262)),
    ['udf.integrity.counts', 'udf.identifier.parent', 'udf.entry.links'],
  ],
  ['udf.sequence.main', 'zero', (i) => i.zero(32 * SECTOR, 16 * SECTOR)],
  ['udf.sequence.reserve', 'zero', (i) => i.zero(48 * SECTOR, 16 * SECTOR)],
  [
    'udf.sequence.differ',
    'another label in the reserve',
    (i) => i.change(i.udf(6, 48), () => i.bytes[i.udf(6, 48) + 85]!++),
  ],
  ['udf.volume.domain', 'another', (i) => inBoth(i, 6, (at) => i.bytes[at + 218]!++)],
  ['udf.volume.block-size', '512', (i) => inBoth(i, 6, (at) => i.setLe32(at + 212, 512))],
  ['udf.volume.map', 'type 2', (i) => inBoth(i, 6, (at) => i.bytes.fill(2, at + 440, at + 441))],
  [
    'udf.partition',
    'longer than the image',
    (i) => inBoth(i, 5, (at) => i.setLe32(at + 192, 0x7fffffff)),
    ['udf.integrity.size'],
  ],
  ['udf.partition', 'other contents', (i) => inBoth(i, 5, (at) => i.bytes[at + 25]!++)],
  ['udf.integrity.missing', 'zero', (i) => i.zero(64 * SECTOR)],
  ['udf.integrity.open', 'open', (i) => i.change(64 * SECTOR, () => i.setLe32(64 * SECTOR + 28, 0))],
  [
    'udf.integrity.counts',
    'a file too many',
    (i) => i.change(64 * SECTOR, () => i.bytes[64 * SECTOR + 120]!++),
  ],
  [
    'udf.integrity.size',
    'partition length too short',
    (i) => i.change(64 * SECTOR, () => i.setLe32(64 * SECTOR + 84, 5)),
  ],
  [
    'udf.integrity.unique-id',
    'one that is in use',
    (i) => i.change(64 * SECTOR, () => i.setLe32(64 * SECTOR + 40, 17)),
  ],
  ['udf.file-set', 'missing', (i) => i.zero(i.partitionAt)],
  ['udf.entry.type', 'strategy 7', (i) => i.change(i.entry(1), () => i.setLe16(i.entry(1) + 20, 7))],
  [
    'udf.entry.type',
    'a folder that says it is a file',
    (i) => i.change(i.entry(3), () => i.bytes.fill(5, i.entry(3) + 27, i.entry(3) + 28)),
    ['udf.integrity.counts'],
  ],
  [
    'udf.entry.length',
    'more descriptors than its block has',
    (i) => i.change(i.entry(1), () => i.setLe32(i.entry(1) + 172, 5000)),
    ['udf.integrity.counts'],
  ],
  ['udf.entry.size', 'a byte more', (i) => i.change(i.entry(1), () => i.bytes[i.entry(1) + 56]!++)],
  ['udf.entry.blocks', 'a block more', (i) => i.change(i.entry(1), () => i.bytes[i.entry(1) + 64]!++)],
  ['udf.entry.links', 'two of one name', (i) => i.change(i.entry(1), () => i.setLe16(i.entry(1) + 48, 2))],
  [
    'udf.entry.unique-id',
    'that of another',
    (i) => i.change(i.entry(1), () => i.setLe32(i.entry(1) + 160, i.le32(i.entry(2) + 160))),
  ],
  [
    'udf.extent',
    'outside the partition',
    (i) => i.change(i.entry(1), () => i.setLe32(i.entry(1) + 180, 0x7fffffff)),
  ],
  [
    'udf.extent.loop',
    'an allocation extent that leads to itself',
    loopingExtent,
    ['udf.entry.size', 'udf.entry.blocks'],
  ],
  [
    'udf.identifier.length',
    'longer than the directory',
    (i) => i.change(i.identifierAt(6), () => i.setLe16(i.identifierAt(6) + 36, 60_000)),
    ['udf.integrity.counts', 'udf.identifier.parent', 'udf.entry.links'],
  ],
  [
    'udf.identifier.parent',
    'not said to be one',
    (i) => i.change(i.identifierAt(0), () => i.bytes.fill(2, i.identifierAt(0) + 18, i.identifierAt(0) + 19)),
    ['udf.directory.loop'],
  ],
  [
    'udf.identifier.name',
    'compression 77',
    (i) =>
      i.change(i.identifierAt(1), () => i.bytes.fill(77, i.identifierAt(1) + 38, i.identifierAt(1) + 39)),
  ],
  [
    'udf.directory.loop',
    'the root inside itself',
    (i) =>
      i.change(i.identifierAt(3), () => i.setLe32(i.identifierAt(3) + 24, i.le32(i.identifierAt(0) + 24))),
    ['udf.integrity.counts', 'udf.entry.links'],
  ],
];

/** Of an image with a packed file. */
export const packedMutants: readonly Mutant[] = [
  ['zisofs.field', 'blocks of 256 KiB', (i) => i.setByte(zf(i) + 7, 18)],
  ['zisofs.field', 'another algorithm', (i) => i.setByte(zf(i) + 4, 0x78)],
  ['zisofs.header', 'no magic number', (i) => void i.bytes[packedAt(i)]!++],
  ['zisofs.header', 'another size', (i) => i.setBoth32(zf(i) + 8, 199_999)],
  ['zisofs.blocks', 'a block that goes backwards', (i) => i.setLe32(packedAt(i) + 20, 3)],
  ['zisofs.blocks', 'the last block is longer', (i) => void i.bytes[packedAt(i) + 16 + 4 * 7]!++],
];

function zf(image: ImageBytes): number {
  return image.field(image.record('/PACKED.;1'), 'ZF');
}

function packedAt(image: ImageBytes): number {
  return image.le32(image.record('/PACKED.;1') + 2) * SECTOR;
}

function lastRecord(image: ImageBytes): number {
  return image.records('/').at(-1)!;
}

/** `ZZZ.TXT` in the Joliet root. */
function lastJoliet(image: ImageBytes): number {
  const volumeAt = image.descriptor(2);
  return image.records('/', volumeAt).find((at) => image.identifier(at).startsWith('\0Z'))!;
}

function crossingRecord(image: ImageBytes): void {
  const records = image.records('/DELTA');
  const last = records.findLast((at) => Math.floor(at / SECTOR) === Math.floor(records[0]! / SECTOR))!;
  image.bytes[last] = 254;
}

/** The record of the long name goes on elsewhere. */
function continued(image: ImageBytes): number {
  const record = image.records('/').find((at) => image.identifier(at).startsWith('LONGLONG'))!;
  return image.field(record, 'CE');
}

function loopingArea(image: ImageBytes): void {
  const ce = continued(image);
  const target = image.le32(ce + 4) * SECTOR + image.le32(ce + 12);
  image.bytes.copyWithin(target, ce, ce + 28);
}

/** The second and third directories of both tables change places: names of one length. */
function swappedTables(image: ImageBytes): void {
  for (const table of [image.le32(PVD + 140), image.be32(PVD + 148)]) {
    const at = table * SECTOR + 10;
    const [first, second] = [image.bytes.slice(at, at + 14), image.bytes.slice(at + 14, at + 28)];
    image.bytes.set(second, at);
    image.bytes.set(first, at + 14);
  }
}

function wrongTables(image: ImageBytes): void {
  image.bytes[image.le32(PVD + 140) * SECTOR + 10 + 2]!++;
  image.bytes[image.be32(PVD + 148) * SECTOR + 10 + 5]!++;
}

/** The NSR descriptor: second behind the terminator. */
function nsr(image: ImageBytes): number {
  return image.descriptor(255) + 2 * SECTOR;
}

function inBoth(image: ImageBytes, identifier: number, spoil: (at: number) => void): void {
  for (const sequence of [32, 48]) {
    const at = image.udf(identifier, sequence);
    image.change(at, () => spoil(at));
  }
}

/** The content of a file becomes a block of descriptors that goes on in itself. */
function loopingExtent(image: ImageBytes): void {
  const entry = image.entry(1);
  const block = image.le32(entry + 180);
  const at = image.partitionAt + block * SECTOR;
  image.zero(at);
  image.setLe16(at, 258);
  image.setLe16(at + 2, 2);
  image.setLe16(at + 10, 8);
  image.setLe32(at + 12, block);
  image.change(at, () => {
    image.setLe32(at + 20, 8);
    image.setLe32(at + 24, 0xc0000000 + SECTOR);
    image.setLe32(at + 28, block);
  });
  image.change(entry, () => image.setLe32(entry + 176, 0xc0000000 + SECTOR));
}

/** The image a mutant is made of, spoiled. */
export function spoiled(
  [rule, , spoil]: Mutant,
  { clean, packed }: { readonly clean: Uint8Array; readonly packed: Uint8Array },
): ImageBytes {
  const image = new ImageBytes((rule.startsWith('zisofs') ? packed : clean).slice());
  spoil(image);
  return image;
}
