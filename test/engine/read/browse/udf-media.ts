import {
  BLOCK,
  Block,
  type EntryFacts,
  fileEntry,
  fileIdentifier,
  longAds,
  type Place,
  pathComponents,
  type Run,
  shortAds,
} from './udf-structures.ts';

/** Kinds of media that our own writer does not make. */
export type MediaKind = 'physical' | 'virtual-1.50' | 'virtual-2.00' | 'sparable' | 'metadata';

export interface MediaFile {
  readonly path: string;
  readonly content?: Uint8Array;
  readonly target?: string;
  /** Blocks a run; runs lie apart. Without: in one. */
  readonly runBlocks?: number;
  /** Blocks that are holes. */
  readonly holes?: readonly number[];
}

export interface MediaOptions {
  readonly kind: MediaKind;
  readonly files: readonly MediaFile[];
  /** Strategy of the entries of files. */
  readonly strategy?: number;
  /** As discs are mastered: one run of metadata in front of all files, and a mirror with the same blocks. */
  readonly metadataInFront?: boolean;
}

const PARTITION_START = 288;
const MAIN = 32;
const RESERVE = 48;
const INTEGRITY = 64;
const SPARING = 80;
const ANCHOR = 256;
const PACKET = 32;
/** Blocks for metadata in front of the files. */
const ROOM_IN_FRONT = 512;

const revisions: Readonly<Record<MediaKind, number>> = {
  physical: 0x0102,
  'virtual-1.50': 0x0150,
  'virtual-2.00': 0x0200,
  sparable: 0x0201,
  metadata: 0x0250,
};

/** A whole volume of a kind, with files in it. */
export function udfMedia(options: MediaOptions): Uint8Array {
  return new Media(options).build();
}

class Media {
  readonly #kind: MediaKind;
  readonly #files: readonly MediaFile[];
  readonly #strategy: number;
  readonly #revision: number;
  readonly #metadataInFront: boolean;
  /** Physical blocks of the partition. */
  readonly #blocks: Uint8Array[] = [];
  /** What entries and directories lie in: the partition itself, or another on top of it. */
  readonly #meta: Uint8Array[] = [];
  /** Physical block of each virtual one. */
  readonly #virtual: number[] = [];
  readonly #metaPartition: number;
  #uniqueId = 16;
  #counts = { files: 0, directories: 0 };

  constructor({ kind, files, strategy = 4, metadataInFront = false }: MediaOptions) {
    this.#metadataInFront = metadataInFront;
    this.#kind = kind;
    this.#files = files;
    this.#strategy = strategy;
    this.#revision = revisions[kind];
    this.#metaPartition = kind === 'physical' || kind === 'sparable' ? 0 : 1;
  }

  build(): Uint8Array {
    if (this.#kind === 'metadata') this.#data(); // the metadata file's own entry
    if (this.#metadataInFront) for (let i = 0; i < 1 + ROOM_IN_FRONT; i++) this.#data();
    const fileSet = this.#reserve();
    const root = this.#folder('', undefined);
    this.#place(fileSet, this.#fileSet(fileSet, root));
    if (this.#kind === 'metadata') this.#writeMetadataFiles();
    if (this.#kind.startsWith('virtual')) this.#writeTable();
    return this.#image(fileSet);
  }

  #data(bytes: Uint8Array = new Uint8Array(0)): number {
    return this.#blocks.push(padded(bytes)) - 1;
  }

  /** A place for an entry or a directory, to be filled later. */
  #reserve(): Place {
    const partition = this.#metaPartition;
    if (this.#kind === 'metadata')
      return { block: this.#meta.push(padded(new Uint8Array(0))) - 1, partition };
    if (partition === 0) return { block: this.#data(), partition };
    this.#data(Buffer.from('something that was here before'));
    return { block: this.#virtual.push(this.#data()) - 1, partition };
  }

  #place({ block, partition }: Place, bytes: Uint8Array): void {
    if (this.#kind === 'metadata') this.#meta[block] = padded(bytes);
    else this.#blocks[partition === 0 ? block : this.#virtual[block]!] = padded(bytes);
  }

  #folder(path: string, parent: Place | undefined): Place {
    const place = this.#reserve();
    const children = this.#files.filter((file) => parentOf(file.path) === path && file.path !== '');
    const names = [{ name: '', characteristics: 10, entry: parent ?? place }];
    for (const child of children) {
      const isFolder = child.content === undefined && child.target === undefined;
      const entry = isFolder ? this.#folder(child.path, place) : this.#file(child);
      names.push({ name: child.path.slice(path.length + 1), characteristics: isFolder ? 2 : 0, entry });
    }
    this.#counts.directories++;
    this.#writeFolder(place, names, 1 + children.filter(isFolderOf).length);
    return place;
  }

  /** In the entry when it fits, else in blocks: each name's tag says which. */
  #writeFolder(
    place: Place,
    names: readonly { name: string; characteristics: number; entry: Place }[],
    links: number,
  ): void {
    const facts = {
      fileType: 4,
      links,
      permissions: 0b00101_00101_10101 | (7 << 10),
      uniqueId: names[0]!.entry === place ? 0 : this.#uniqueId++,
    };
    const written = names.map((name) => fileIdentifier(name, place.block, this.#revision));
    const embedded = Buffer.concat(written);
    if (embedded.length <= BLOCK - 216) {
      const entry = {
        ...facts,
        allocation: 3 as const,
        area: embedded,
        lengthBytes: embedded.length,
        recordedBlocks: 0,
      };
      this.#place(place, fileEntry(entry, place.block, this.#revision));
      return;
    }
    const blocks = Array.from({ length: Math.ceil(embedded.length / BLOCK) }, () => this.#reserve());
    let at = 0;
    const located = names.map((name) => {
      const location = blocks[Math.floor(at / BLOCK)]!.block;
      const bytes = fileIdentifier(name, location, this.#revision);
      at += bytes.length;
      return bytes;
    });
    const content = Buffer.concat(located);
    for (const [i, block] of blocks.entries())
      this.#place(block, content.subarray(i * BLOCK, (i + 1) * BLOCK));
    const runs = blocks.map((block, i) => ({
      ...block,
      lengthBytes: Math.min(BLOCK, content.length - i * BLOCK),
    }));
    const area = longAds(runs);
    const entry = {
      ...facts,
      allocation: 1 as const,
      area,
      lengthBytes: content.length,
      recordedBlocks: blocks.length,
    };
    this.#place(place, fileEntry(entry, place.block, this.#revision));
  }

  #file(file: MediaFile): Place {
    const place = this.#reserve();
    const content = file.content ?? pathComponents(file.target!);
    const fileType = file.content ? 5 : 12;
    const facts = { fileType, uniqueId: this.#uniqueId++, strategy: this.#strategy };
    this.#counts.files++;
    const entry = content.length < 100 ? embedded(facts, content) : this.#extents(facts, content, file);
    this.#place(place, fileEntry(entry, place.block, this.#revision));
    return place;
  }

  #extents(facts: Pick<EntryFacts, 'fileType'>, content: Uint8Array, file: MediaFile): EntryFacts {
    const total = Math.ceil(content.length / BLOCK);
    const runBlocks = file.runBlocks ?? total;
    const runs: Run[] = [];
    let recordedBlocks = 0;
    for (let at = 0; at < total; at += runBlocks) {
      const blocks = Math.min(runBlocks, total - at);
      const lengthBytes = Math.min(blocks * BLOCK, content.length - at * BLOCK);
      if (file.holes?.includes(at)) {
        runs.push({ block: 0, partition: 0, lengthBytes, kind: 2 });
        continue;
      }
      if (file.runBlocks) this.#data(Buffer.from('between'));
      const first = this.#blocks.length;
      for (let i = 0; i < blocks; i++) this.#data(content.subarray((at + i) * BLOCK, (at + i + 1) * BLOCK));
      runs.push({ block: first, partition: 0, lengthBytes });
      recordedBlocks += blocks;
    }
    const isLong = this.#metaPartition !== 0;
    const area = this.#chained(runs, isLong);
    return { ...facts, allocation: isLong ? 1 : 0, area, lengthBytes: content.length, recordedBlocks };
  }

  /** Descriptors that do not fit into the entry go on in extents of their own. */
  #chained(runs: readonly Run[], isLong: boolean): Uint8Array {
    const ads = isLong ? longAds : shortAds;
    const size = isLong ? 16 : 8;
    const room = Math.floor((BLOCK - 216) / size);
    if (runs.length <= room) return ads(runs);
    const next = this.#data();
    const rest = this.#chained(runs.slice(room - 1), isLong);
    const extent = new Block().u32(20, rest.length).put(24, rest);
    this.#blocks[next] = extent.tag(258, next, this.#revision, 24);
    return ads([...runs.slice(0, room - 1), { block: next, partition: 0, lengthBytes: BLOCK, kind: 3 }]);
  }

  #fileSet({ block }: Place, root: Place): Uint8Array {
    return new Block()
      .time(16)
      .u16(28, 3)
      .u16(30, 3)
      .u32(32, 1)
      .u32(36, 1)
      .charspec(48)
      .dstring(112, 128, 'Träger')
      .charspec(240)
      .dstring(304, 32, 'files')
      .put(400, longAds([{ ...root, lengthBytes: BLOCK }]))
      .entity(416, '*OSTA UDF Compliant', this.#revision & 0xff, this.#revision >> 8, 3)
      .tag(256, block, this.#revision, 512);
  }

  /** The space in two runs that do not touch, and a mirror with blocks of its own. UDF 2.50 §2.2.13. */
  #writeMetadataFiles(): void {
    const write = (block: number, fileType: number, runs: readonly Run[]): void => {
      const facts = { fileType, allocation: 0 as const, area: shortAds(runs), links: 0 };
      const counted = { lengthBytes: this.#meta.length * BLOCK, recordedBlocks: this.#meta.length };
      this.#blocks[block] = fileEntry({ ...facts, ...counted }, block, this.#revision);
    };
    const isShared = this.#metadataInFront;
    const runs = isShared ? this.#metadataRunInFront() : this.#metadataRuns();
    write(0, 250, runs);
    write(isShared ? 1 : this.#data(), 251, isShared ? runs : this.#metadataRuns());
  }

  #metadataRunInFront(): Run[] {
    if (this.#meta.length > ROOM_IN_FRONT) throw new Error('too many entries');
    for (const [i, bytes] of this.#meta.entries()) this.#blocks[2 + i] = bytes;
    return [{ block: 2, partition: 0, lengthBytes: this.#meta.length * BLOCK }];
  }

  #metadataRuns(): Run[] {
    const half = Math.ceil(this.#meta.length / 2);
    return [this.#meta.slice(0, half), this.#meta.slice(half)].map((part) => {
      this.#data(Buffer.from('between'));
      const block = this.#blocks.length;
      for (const bytes of part) this.#data(bytes);
      return { block, partition: 0, lengthBytes: part.length * BLOCK };
    });
  }

  #mirrorBlock(): number {
    return this.#blocks.findIndex((bytes, i) => i > 0 && bytes[27] === 251 && bytes[0] === 10);
  }

  /** The table is the last file that is written, and its entry the last block. */
  #writeTable(): void {
    const entries = new Block(4 * this.#virtual.length);
    for (const [i, block] of this.#virtual.entries()) entries.u32(4 * i, block);
    const isNew = this.#kind === 'virtual-2.00';
    const head = new Block(152).u16(0, 152).dstring(4, 128, 'Träger').u32(132, 0xffffffff);
    head.u32(136, this.#counts.files).u32(140, this.#counts.directories);
    head.u16(144, this.#revision).u16(146, this.#revision).u16(148, this.#revision);
    const end = new Block(36).entity(0, '*UDF Virtual Alloc Tbl').u32(32, 0xffffffff);
    const area = Buffer.concat(isNew ? [head.bytes, entries.bytes] : [entries.bytes, end.bytes]);
    const facts = { fileType: isNew ? 248 : 0, allocation: 3 as const, area, lengthBytes: area.length };
    const block = this.#data();
    this.#blocks[block] = fileEntry({ ...facts, recordedBlocks: 0 }, block, this.#revision);
  }

  #image(fileSet: Place): Uint8Array {
    const isSparable = this.#kind === 'sparable';
    if (isSparable) while (this.#blocks.length % PACKET !== 0) this.#data();
    const lengthBlocks = this.#blocks.length;
    const isVirtual = this.#kind.startsWith('virtual');
    const spares = isSparable ? this.#spare() : [];
    const all = PARTITION_START + lengthBlocks + spares.length + (isVirtual ? 0 : 1);
    const image = new Uint8Array(all * BLOCK);
    const put = (block: number, ...all: Uint8Array[]): void => {
      for (const [i, bytes] of all.entries()) image.set(bytes, (block + i) * BLOCK);
    };
    const nsr = this.#revision >= 0x200 ? 'NSR03' : 'NSR02';
    put(16, ...['BEA01', nsr, 'TEA01'].map((name) => new Block().text(1, name).u8(6, 1).bytes));
    for (const start of [MAIN, RESERVE]) put(start, ...this.#sequence(start, lengthBlocks, fileSet));
    put(INTEGRITY, this.#integrity(lengthBlocks));
    const anchors = isVirtual ? [ANCHOR] : [ANCHOR, all - 1];
    for (const at of anchors) put(at, this.#anchor(at));
    if (isSparable) for (const at of [SPARING, SPARING + 16]) put(at, this.#sparingTable(at, lengthBlocks));
    put(PARTITION_START, ...this.#blocks, ...spares);
    return image;
  }

  /** Every second packet is moved behind the partition, and its old place spoiled. */
  #spare(): Uint8Array[] {
    const moved: Uint8Array[] = [];
    for (let packet = 0; packet * PACKET < this.#blocks.length; packet += 2)
      for (let i = 0; i < PACKET; i++) {
        const at = packet * PACKET + i;
        moved.push(this.#blocks[at]!);
        this.#blocks[at] = new Uint8Array(BLOCK).fill(0xba);
      }
    return moved;
  }

  #sparingTable(at: number, lengthBlocks: number): Uint8Array {
    const packets = Math.ceil(lengthBlocks / PACKET / 2);
    const table = new Block().entity(16, '*UDF Sparing Table', 0x01, 0x02).u16(48, packets).u32(52, 1);
    for (let i = 0; i < packets; i++)
      table.u32(56 + 8 * i, 2 * i * PACKET).u32(60 + 8 * i, PARTITION_START + lengthBlocks + i * PACKET);
    return table.tag(0, at, this.#revision, 56 + 8 * packets);
  }

  #anchor(at: number): Uint8Array {
    const runs = new Block()
      .u32(16, 16 * BLOCK)
      .u32(20, MAIN)
      .u32(24, 16 * BLOCK)
      .u32(28, RESERVE);
    return runs.tag(2, at, this.#revision, 512);
  }

  #sequence(start: number, lengthBlocks: number, fileSet: Place): Uint8Array[] {
    const revision = this.#revision;
    const digits = [revision & 0xff, revision >> 8] as const;
    const primary = new Block()
      .u32(16, 1)
      .dstring(24, 32, 'Träger')
      .u16(56, 1)
      .u16(58, 1)
      .u16(60, 2)
      .u16(62, 2);
    primary
      .u32(64, 1)
      .u32(68, 1)
      .dstring(72, 128, '0123456789abcdef Set')
      .charspec(200)
      .charspec(264)
      .time(376);
    const partition = new Block()
      .u32(16, 2)
      .u16(20, 1)
      .u16(22, 0)
      .entity(24, revision >= 0x200 ? '+NSR03' : '+NSR02');
    partition.u32(184, 1).u32(188, PARTITION_START).u32(192, lengthBlocks);
    const maps = this.#maps();
    const logical = new Block().u32(16, 3).charspec(20).dstring(84, 128, 'Träger').u32(212, BLOCK);
    logical
      .entity(216, '*OSTA UDF Compliant', ...digits, 3)
      .put(248, longAds([{ ...fileSet, lengthBytes: BLOCK }]));
    logical
      .u32(264, maps.length)
      .u32(268, this.#metaPartition + 1)
      .u32(432, BLOCK)
      .u32(436, INTEGRITY)
      .put(440, maps);
    const unallocated = new Block().u32(16, 4);
    return [
      primary.tag(1, start, revision, 512),
      partition.tag(5, start + 1, revision, 512),
      logical.tag(6, start + 2, revision, 440 + maps.length),
      unallocated.tag(7, start + 3, revision, 24),
      new Block().tag(8, start + 4, revision, 512),
    ];
  }

  #maps(): Uint8Array {
    const plain = new Block(6).u8(0, 1, 6).u16(2, 1).bytes;
    const other = (identifier: string): Block =>
      new Block(64)
        .u8(0, 2, 64)
        .entity(4, identifier, this.#revision & 0xff, this.#revision >> 8)
        .u16(36, 1);
    if (this.#kind === 'physical') return plain;
    if (this.#kind === 'sparable')
      return other('*UDF Sparable Partition')
        .u16(40, PACKET)
        .u8(42, 2)
        .u32(44, BLOCK)
        .u32(48, SPARING)
        .u32(52, SPARING + 16).bytes;
    if (this.#kind !== 'metadata') return Buffer.concat([plain, other('*UDF Virtual Partition').bytes]);
    const metadata = other('*UDF Metadata Partition')
      .u32(40, 0)
      .u32(44, this.#mirrorBlock())
      .u32(48, 0xffffffff);
    return Buffer.concat([
      plain,
      metadata
        .u32(52, 32)
        .u16(56, 1)
        .u8(58, this.#metadataInFront ? 0 : 1).bytes,
    ]);
  }

  #integrity(lengthBlocks: number): Uint8Array {
    const partitions = this.#metaPartition + 1;
    const block = new Block().time(16).u32(28, 1).u64(40, this.#uniqueId).u32(72, partitions).u32(76, 46);
    const sizesAt = 80 + 4 * partitions;
    block.u32(sizesAt, lengthBlocks);
    if (partitions === 2)
      block.u32(84, 0xffffffff).u32(sizesAt + 4, this.#kind === 'metadata' ? this.#meta.length : 0xffffffff);
    if (this.#kind === 'metadata') block.u32(84, 0);
    const useAt = sizesAt + 4 * partitions;
    block
      .entity(useAt, '*isowright test')
      .u32(useAt + 32, this.#counts.files)
      .u32(useAt + 36, this.#counts.directories);
    block
      .u16(useAt + 40, this.#revision)
      .u16(useAt + 42, this.#revision)
      .u16(useAt + 44, this.#revision);
    return block.tag(9, INTEGRITY, this.#revision, useAt + 46);
  }
}

function embedded(facts: Pick<EntryFacts, 'fileType'>, area: Uint8Array): EntryFacts {
  return { ...facts, allocation: 3, area, lengthBytes: area.length, recordedBlocks: 0 };
}

function isFolderOf(file: MediaFile): boolean {
  return file.content === undefined && file.target === undefined;
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

function padded(bytes: Uint8Array): Uint8Array {
  const block = new Uint8Array(BLOCK);
  block.set(bytes);
  return block;
}
