import { sealTag } from '../../../src/engine/bytes/formats/udf/tag.ts';
import type { Image } from '../../../src/engine/contract/ports/image.ts';

const SECTOR = 2048;

/** Bytes as an Image. */
export function imageOf(bytes: Uint8Array): Image {
  return {
    sizeBytes: bytes.length,
    extents: () => [],
    read: async (atByte, into) => {
      if (atByte < 0 || atByte + into.length > bytes.length)
        throw new Error(`read beyond the end: ${atByte}`);
      into.set(bytes.subarray(atByte, atByte + into.length));
    },
    close: async () => {},
  };
}

/** An image of ours to spoil: where its structures are, and how to change one thing in them. */
export class ImageBytes {
  readonly bytes: Uint8Array;
  readonly #view: DataView;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  le32 = (at: number): number => this.#view.getUint32(at, true);
  be32 = (at: number): number => this.#view.getUint32(at, false);
  setLe16 = (at: number, value: number): void => this.#view.setUint16(at, value, true);
  setLe32 = (at: number, value: number): void => this.#view.setUint32(at, value, true);

  setByte(at: number, value: number): void {
    this.bytes[at] = value;
  }

  /** The same number in both orders. */
  setBoth32(at: number, value: number): void {
    this.#view.setUint32(at, value, true);
    this.#view.setUint32(at + 4, value, false);
  }

  setBoth16(at: number, value: number): void {
    this.#view.setUint16(at, value, true);
    this.#view.setUint16(at + 2, value, false);
  }

  zero(at: number, length = SECTOR): void {
    this.bytes.fill(0, at, at + length);
  }

  /** The descriptor of a type. */
  descriptor(type: number): number {
    for (let at = 16 * SECTOR; ; at += SECTOR) if (this.bytes[at] === type) return at;
  }

  /** Records of a directory of a volume: `/` the root, `/ALPHA/BETA` a folder. */
  records(path: string, volumeAt = 16 * SECTOR): number[] {
    let records = this.#recordsAt(this.le32(volumeAt + 158));
    for (const name of path.split('/').filter(Boolean))
      records = this.#recordsAt(this.le32(records.find((at) => this.identifier(at) === name)! + 2));
    return records;
  }

  record(path: string): number {
    const [, parent, name] = /^(.*)\/([^/]+)$/.exec(path)!;
    return this.records(parent!).find((at) => this.identifier(at) === name)!;
  }

  identifier(recordAt: number): string {
    return String.fromCharCode(
      ...this.bytes.subarray(recordAt + 33, recordAt + 33 + this.bytes[recordAt + 32]!),
    );
  }

  #recordsAt(lba: number): number[] {
    const records: number[] = [];
    const end = lba * SECTOR + this.le32(lba * SECTOR + 10);
    for (let at = lba * SECTOR; at < end; ) {
      if (this.bytes[at] === 0) at = Math.ceil((at + 1) / SECTOR) * SECTOR;
      else {
        records.push(at);
        at += this.bytes[at]!;
      }
    }
    return records;
  }

  /** A system use field of a record, in it or where it goes on. */
  field(recordAt: number, signature: string): number {
    const nameBytes = this.bytes[recordAt + 32]!;
    const areas: [number, number][] = [
      [recordAt + 33 + nameBytes + ((nameBytes + 1) % 2), recordAt + this.bytes[recordAt]!],
    ];
    for (const [start, end] of areas)
      for (let at = start; at + 4 <= end; at += this.bytes[at + 2]!) {
        const found = String.fromCharCode(this.bytes[at]!, this.bytes[at + 1]!);
        if (found === signature) return at;
        const target = this.le32(at + 4) * SECTOR + this.le32(at + 12);
        if (found === 'CE') areas.push([target, target + this.le32(at + 20)]);
      }
    throw new Error(`no ${signature}`);
  }

  /** Volume descriptor of UDF by its tag, in the main sequence (32) or the reserve (48). */
  udf(identifier: number, sequence = 32): number {
    for (let block = sequence; ; block++)
      if (this.#view.getUint16(block * SECTOR, true) === identifier) return block * SECTOR;
  }

  readonly partitionAt = 257 * SECTOR;

  /** File entry of the root's n-th name; 0 is the root itself. */
  entry(index: number): number {
    const root = this.partitionAt + this.le32(this.partitionAt + 404) * SECTOR;
    return index === 0 ? root : this.partitionAt + this.le32(this.identifierAt(index) + 24) * SECTOR;
  }

  /** The n-th name of the root; 0 is its parent. */
  identifierAt(index: number): number {
    let at = this.partitionAt + this.le32(this.entry(0) + 180) * SECTOR;
    for (let i = 0; i < index; i++) at += (38 + this.bytes[at + 19]! + 3) & ~3;
    return at;
  }

  /** Changes a descriptor and makes its tag right again: only what was meant is wrong. */
  change(at: number, spoil: () => void): void {
    const lengthBytes = 16 + this.#view.getUint16(at + 10, true);
    spoil();
    sealTag(this.bytes, at, {
      identifier: this.#view.getUint16(at, true),
      location: this.le32(at + 12),
      lengthBytes: Math.min(lengthBytes, SECTOR),
    });
  }
}
