import { expect } from 'vitest';

/**
 * Reads an image by the letter of ECMA-119 and expects every rule that other programs leave unchecked. Written from the
 * standard with typed offsets, without the field lists of `src`: those cannot prove themselves.
 */
export function expectStandard(bytes: Uint8Array): void {
  const image = new Image(bytes);
  expect(image.text(16 * 2048 + 1, 5)).toBe('CD001');
  image.volume(16 * 2048, false);
  for (let at = 17 * 2048; bytes[at] !== 255; at += 2048) if (bytes[at] === 2) image.volume(at, true);
}

interface Directory {
  readonly lba: number;
  readonly parentLba: number;
  readonly lengthBytes: number;
  readonly identifier: string;
  readonly level: number;
}

class Image {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #wide = false;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  text(at: number, length: number): string {
    return String.fromCharCode(...this.#bytes.subarray(at, at + length));
  }

  volume(at: number, wide: boolean): void {
    this.#wide = wide;
    expect(this.#both32(at + 80) * 2048).toBe(this.#bytes.length);
    const root = at + 156;
    const lba = this.#both32(root + 2);
    const directories = this.#walk({
      lba,
      parentLba: lba,
      lengthBytes: this.#both32(root + 10),
      identifier: '\0',
      level: 1,
    });
    this.#expectPathTables(at, directories);
  }

  /** §7.2.3, §7.3.3: both copies are the same number. */
  #both32(at: number): number {
    const little = this.#view.getUint32(at, true);
    expect(this.#view.getUint32(at + 4, false)).toBe(little);
    return little;
  }

  /** All directories, level by level. §6.8.1: records do not cross sectors; lengths are whole sectors. */
  #walk(root: Directory): Directory[] {
    const all = [root];
    for (let i = 0; i < all.length; i++) all.push(...this.#childrenOf(all[i]!));
    return all;
  }

  #childrenOf(directory: Directory): Directory[] {
    expect(directory.lengthBytes % 2048).toBe(0);
    const records = this.#recordsOf(directory);
    this.#expectSelfAndParent(records, directory);
    const children = records.slice(2);
    for (let i = 1; i < children.length; i++) this.#expectOrder(children[i - 1]!, children[i]!);
    return children
      .filter((at) => this.#bytes[at + 25]! & 2)
      .map((at) => ({
        lba: this.#both32(at + 2),
        parentLba: directory.lba,
        lengthBytes: this.#both32(at + 10),
        identifier: this.#identifier(at),
        level: directory.level + 1,
      }));
  }

  #recordsOf({ lba, lengthBytes }: Directory): number[] {
    const records: number[] = [];
    const end = lba * 2048 + lengthBytes;
    for (let at = lba * 2048; at < end; ) {
      const length = this.#bytes[at]!;
      if (length === 0) {
        expect(at % 2048).not.toBe(0);
        const next = Math.ceil((at + 1) / 2048) * 2048;
        expect(this.#bytes.subarray(at, next).every((byte) => byte === 0)).toBe(true);
        at = next;
        continue;
      }
      expect([length % 2, Math.floor(at / 2048)]).toEqual([0, Math.floor((at + length - 1) / 2048)]);
      expect(this.#both32(at + 2) * 2048 + this.#both32(at + 10) <= this.#bytes.length).toBe(true);
      expect([this.#view.getUint16(at + 28, true), this.#view.getUint16(at + 30, false)]).toEqual([1, 1]);
      records.push(at);
      at += length;
    }
    return records;
  }

  /** §6.8.2.2: "." and ".." say where the directory and its parent are. */
  #expectSelfAndParent([self, parent]: readonly number[], directory: Directory): void {
    expect([
      this.#bytes[self! + 32],
      this.#bytes[self! + 33],
      this.#both32(self! + 2),
      this.#both32(self! + 10),
    ]).toEqual([1, 0, directory.lba, directory.lengthBytes]);
    expect([this.#bytes[parent! + 32], this.#bytes[parent! + 33], this.#both32(parent! + 2)]).toEqual([
      1,
      1,
      directory.parentLba,
    ]);
  }

  /** §9.3 for the primary tree, order of units for Joliet; only parts of one file may have one name, and lie together. */
  #expectOrder(before: number, after: number): void {
    const [a, b] = [this.#sortable(before), this.#sortable(after)];
    if (a === b) {
      expect(this.#bytes[before + 25]! & 0x80).toBe(0x80);
      expect(this.#both32(after + 2)).toBe(this.#both32(before + 2) + this.#both32(before + 10) / 2048);
    } else expect(a < b, `${a} before ${b}`).toBe(true);
  }

  #sortable(at: number): string {
    const name = this.#identifier(at).replace(/;1$/, '');
    if (this.#wide) return name;
    const [stem = '', extension = ''] = name.split('.');
    return stem.padEnd(40) + extension.padEnd(40);
  }

  #identifier(at: number): string {
    const length = this.#bytes[at + 32]!;
    if (!this.#wide) return this.text(at + 33, length);
    return Array.from({ length: length / 2 }, (_, i) =>
      String.fromCharCode(this.#view.getUint16(at + 33 + 2 * i, false)),
    ).join('');
  }

  /** §6.9: both tables have every directory once, by level, number of the parent and identifier. */
  #expectPathTables(at: number, directories: readonly Directory[]): void {
    const bytes = this.#both32(at + 132);
    const little = this.#pathTable(this.#view.getUint32(at + 140, true) * 2048, bytes, true);
    expect(this.#pathTable(this.#view.getUint32(at + 148, false) * 2048, bytes, false)).toEqual(little);
    const numbers = new Map(little.map(({ lba }, i) => [lba, i + 1]));
    const wanted = directories.map(({ lba, parentLba, identifier }) => ({
      lba,
      parent: numbers.get(parentLba)!,
      identifier,
    }));
    expect([...little].sort((a, b) => a.lba - b.lba)).toEqual([...wanted].sort((a, b) => a.lba - b.lba));
    const levels = new Map(directories.map(({ lba, level }) => [lba, level]));
    const keys = little.map(
      ({ lba, parent, identifier }) =>
        `${String(levels.get(lba)).padStart(4)} ${String(parent).padStart(6)} ${identifier}`,
    );
    for (let i = 1; i < keys.length; i++)
      expect(keys[i - 1]! < keys[i]!, `${keys[i - 1]} before ${keys[i]}`).toBe(true);
  }

  #pathTable(
    start: number,
    length: number,
    little: boolean,
  ): { lba: number; parent: number; identifier: string }[] {
    const entries = [];
    for (let at = start; at < start + length; ) {
      const bytes = this.#bytes[at]!;
      const parent = this.#view.getUint16(at + 6, little);
      const wide = this.#wide && bytes > 1;
      const identifier = wide
        ? Array.from({ length: bytes / 2 }, (_, i) =>
            String.fromCharCode(this.#view.getUint16(at + 8 + 2 * i, false)),
          ).join('')
        : this.text(at + 8, bytes);
      entries.push({ lba: this.#view.getUint32(at + 2, little), parent, identifier });
      at += 8 + bytes + (bytes % 2);
    }
    return entries;
  }
}
