// UDF structures by hand, from ECMA-167 and UDF 1.50 to 2.60, byte by byte: nothing of `src`, so that a mistake of its
// structures cannot stand on both sides of a test.

export const BLOCK = 2048;
export const NSR03_REVISION = 0x0200;

/** A block with numbers put into it. */
export class Block {
  readonly bytes: Uint8Array;
  readonly #view: DataView;

  constructor(lengthBytes = BLOCK) {
    this.bytes = new Uint8Array(lengthBytes);
    this.#view = new DataView(this.bytes.buffer);
  }

  u8(at: number, ...values: number[]): this {
    this.bytes.set(values, at);
    return this;
  }
  u16(at: number, value: number): this {
    this.#view.setUint16(at, value, true);
    return this;
  }
  u32(at: number, value: number): this {
    this.#view.setUint32(at, value, true);
    return this;
  }
  u64(at: number, value: number): this {
    this.#view.setBigUint64(at, BigInt(value), true);
    return this;
  }
  text(at: number, text: string): this {
    return this.put(at, Buffer.from(text, 'latin1'));
  }
  put(at: number, bytes: Uint8Array): this {
    this.bytes.set(bytes, at);
    return this;
  }
  /** CS0 in a field whose last byte is its length. */
  dstring(at: number, sizeBytes: number, text: string): this {
    const cs0 = cs0Of(text);
    return this.put(at, cs0).u8(at + sizeBytes - 1, cs0.length);
  }
  entity(at: number, identifier: string, ...suffix: number[]): this {
    return this.text(at + 1, identifier).u8(at + 24, ...suffix);
  }
  charspec(at: number): this {
    return this.text(at + 1, 'OSTA Compressed Unicode');
  }
  /** 2024-05-06 07:08:09 GMT. */
  time(at: number): this {
    return this.u16(at, 0x1000)
      .u16(at + 2, 2024)
      .u8(at + 4, 5, 6, 7, 8, 9);
  }
  /** The tag goes on last, over `lengthBytes`. */
  tag(identifier: number, location: number, revision: number, lengthBytes = this.bytes.length): Uint8Array {
    this.u16(0, identifier).u16(2, revision >= NSR03_REVISION ? 3 : 2);
    const crcBytes = lengthBytes - 16;
    this.u16(8, crc(this.bytes.subarray(16, lengthBytes))).u16(10, crcBytes);
    this.u32(12, location);
    let sum = 0;
    for (let i = 0; i < 16; i++) if (i !== 4) sum += this.bytes[i]!;
    this.u8(4, sum & 0xff);
    return this.bytes;
  }
}

function crc(bytes: Uint8Array): number {
  let value = 0;
  for (const byte of bytes) {
    value ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) value = (value & 0x8000 ? (value << 1) ^ 0x1021 : value << 1) & 0xffff;
  }
  return value;
}

export function cs0Of(text: string): Uint8Array {
  if (text === '') return new Uint8Array(0);
  const wide = /[^\x00-\xff]/.test(text);
  if (!wide) return Buffer.concat([Buffer.from([8]), Buffer.from(text, 'latin1')]);
  return Buffer.concat([Buffer.from([16]), Buffer.from(text, 'utf16le').swap16()]);
}

/** Where something lies: a block, and the partition reference that counts it. */
export interface Place {
  readonly block: number;
  readonly partition: number;
}

/** A run of a file; `kind` 0 recorded, 2 a hole, 3 goes on there. */
export interface Run extends Place {
  readonly lengthBytes: number;
  readonly kind?: 0 | 1 | 2 | 3;
}

export function shortAds(runs: readonly Run[]): Uint8Array {
  const area = new Block(8 * runs.length);
  for (const [i, { block, lengthBytes, kind = 0 }] of runs.entries())
    area.u32(8 * i, lengthBytes + kind * 2 ** 30).u32(8 * i + 4, block);
  return area.bytes;
}

export function longAds(runs: readonly Run[]): Uint8Array {
  const area = new Block(16 * runs.length);
  for (const [i, { block, partition, lengthBytes, kind = 0 }] of runs.entries())
    area
      .u32(16 * i, lengthBytes + kind * 2 ** 30)
      .u32(16 * i + 4, block)
      .u16(16 * i + 8, partition);
  return area.bytes;
}

export interface EntryFacts {
  readonly fileType: number;
  /** 0 short, 1 long, 3 in the entry. */
  readonly allocation: 0 | 1 | 3;
  readonly area: Uint8Array;
  readonly lengthBytes: number;
  readonly recordedBlocks: number;
  readonly links?: number;
  readonly uniqueId?: number;
  readonly permissions?: number;
  readonly strategy?: number;
}

const READ_ALL_WRITE_OWNER = 0b00110_00100_00100 | (1 << 14) | (1 << 9) | (1 << 4);

/** File Entry up to UDF 1.50, Extended File Entry from 2.00 on. */
export function fileEntry(facts: EntryFacts, location: number, revision: number): Uint8Array {
  const isExtended = revision >= NSR03_REVISION;
  const shift = isExtended ? 8 : 0;
  const head = isExtended ? 216 : 176;
  const block = new Block()
    .u16(20, facts.strategy ?? 4)
    .u16(24, 1)
    .u8(27, facts.fileType)
    .u16(34, facts.allocation)
    .u32(36, 1000)
    .u32(40, 1001)
    .u32(44, facts.permissions ?? READ_ALL_WRITE_OWNER)
    .u16(48, facts.links ?? 1)
    .u64(56, facts.lengthBytes)
    .u64(64 + shift, facts.recordedBlocks)
    .time(72 + shift)
    .time(84 + shift)
    .time(96 + shift)
    .entity(isExtended ? 168 : 128, '*isowright test')
    .u64(isExtended ? 200 : 160, facts.uniqueId ?? 0)
    .u32(isExtended ? 212 : 172, facts.area.length)
    .put(head, facts.area);
  if (isExtended) block.u64(64, facts.lengthBytes).time(108).u32(120, 1);
  else block.u32(108, 1);
  return block.tag(isExtended ? 266 : 261, location, revision, head + facts.area.length);
}

export interface NameFacts {
  readonly name: string;
  readonly characteristics: number;
  readonly entry: Place;
  readonly uniqueId?: number;
}

export function fileIdentifier(
  { name, characteristics, entry, uniqueId = 0 }: NameFacts,
  location: number,
  revision: number,
): Uint8Array {
  const cs0 = cs0Of(name);
  return new Block((38 + cs0.length + 3) & ~3)
    .u16(16, 1)
    .u8(18, characteristics, cs0.length)
    .put(20, longAds([{ ...entry, lengthBytes: BLOCK }]))
    .u32(32, uniqueId)
    .put(38, cs0)
    .tag(257, location, revision);
}

/** The components of a link's target. */
export function pathComponents(target: string): Uint8Array {
  const parts = target.split('/').map((name, i) => {
    if (name === '' && i === 0) return Buffer.from([2, 0, 0, 0]);
    if (name === '..') return Buffer.from([3, 0, 0, 0]);
    const cs0 = cs0Of(name);
    return Buffer.concat([Buffer.from([5, cs0.length, 0, 0]), cs0]);
  });
  return Buffer.concat(parts);
}
