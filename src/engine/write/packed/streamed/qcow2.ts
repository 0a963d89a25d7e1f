import { promisify } from 'node:util';
import { constants, deflateRaw, zstdCompressSync } from 'node:zlib';
import { QCOW2_COPIED, qcow2PackedEntry } from '../../../bytes/formats/qcow2/qcow2.ts';
import { inOnePart } from '../in-one-part.ts';
import { qcow2Head, refcountRoom, SECTOR_BYTES } from '../qcow2-head.ts';
import type { PackedOne, StreamedForm } from './stream-pieces.ts';

const CLUSTER_BITS = 16;
const CLUSTER_BYTES = 2 ** CLUSTER_BITS;
const PER_TABLE = CLUSTER_BYTES / 8;
/** QEMU unpacks with a window of this size. */
const ZLIB = { ...inOnePart(CLUSTER_BYTES), windowBits: 12 };
/** A thread costs more than it saves: with the length said beforehand a cluster takes a tenth of a millisecond. */
const ZSTD = {
  ...inOnePart(CLUSTER_BYTES),
  pledgedSrcSize: CLUSTER_BYTES,
  params: { [constants.ZSTD_c_compressionLevel]: 3 },
};

const byZlib = promisify(deflateRaw);

/**
 * Packed clusters one behind the other; then the tables of the second level, reference counts, and last, at the front, L1 and the header. What
 * does not pack stands as it is. QEMU, docs/interop/qcow2.rst
 */
export class StreamedQcow2 implements StreamedForm {
  readonly pieceBytes = CLUSTER_BYTES;
  readonly #sizeBytes: number;
  readonly #isZstd: boolean;
  readonly #l1Entries: number;
  readonly #l1Clusters: number;
  /** Of each table of the second level, its entries, as far as there are any. */
  readonly #tables = new Map<number, BigUint64Array>();
  /** How often each cluster of the file is used. */
  readonly #counts: number[] = [];

  constructor(sizeBytes: number, isZstd: boolean) {
    this.#sizeBytes = Math.ceil(sizeBytes / SECTOR_BYTES) * SECTOR_BYTES;
    this.#isZstd = isZstd;
    this.#l1Entries = Math.max(1, Math.ceil(this.#sizeBytes / (CLUSTER_BYTES * PER_TABLE)));
    this.#l1Clusters = Math.ceil(this.#l1Entries / PER_TABLE);
  }

  begin(): Uint8Array {
    const front = new Uint8Array((1 + this.#l1Clusters) * CLUSTER_BYTES);
    this.#count(0, front.length);
    return front;
  }

  async pack(piece: Uint8Array): Promise<Uint8Array> {
    return this.#isZstd ? zstdCompressSync(piece, ZSTD) : byZlib(piece, ZLIB);
  }

  add(index: number, piece: PackedOne | undefined, atByte: number): readonly Uint8Array[] {
    if (!piece) return [];
    const { plain, packed } = piece;
    if (packed.length < CLUSTER_BYTES) {
      this.#put(index, qcow2PackedEntry(atByte, packed.length, CLUSTER_BITS));
      this.#count(atByte, packed.length);
      return [packed];
    }
    const gap = new Uint8Array(upTo(atByte) - atByte);
    this.#put(index, copied(upTo(atByte)));
    this.#count(upTo(atByte), CLUSTER_BYTES);
    return [gap, plain];
  }

  end(atByte: number) {
    const tablesByte = upTo(atByte);
    const l1 = new Uint8Array(this.#l1Clusters * CLUSTER_BYTES);
    const l1View = new DataView(l1.buffer);
    const tables = [...this.#tables].map(([index, entries], order) => {
      l1View.setBigUint64(index * 8, copied(tablesByte + order * CLUSTER_BYTES));
      return bigEndian(entries);
    });
    const refcountsByte = tablesByte + tables.length * CLUSTER_BYTES;
    this.#count(tablesByte, tables.length * CLUSTER_BYTES);
    const { blocks, tableClusters } = refcountRoom(refcountsByte / CLUSTER_BYTES, CLUSTER_BYTES);
    this.#count(refcountsByte, (blocks + tableClusters) * CLUSTER_BYTES);
    const tail = [
      new Uint8Array(tablesByte - atByte),
      ...tables,
      refcountTable(blocks, tableClusters, refcountsByte),
      this.#refcountBlocks(blocks),
    ];
    const room = { clusterBits: CLUSTER_BITS, sizeBytes: this.#sizeBytes, l1Entries: this.#l1Entries };
    const places = { l1Byte: CLUSTER_BYTES, refcountTableByte: refcountsByte, tableClusters };
    const head = qcow2Head({ ...room, ...places, isZstd: this.#isZstd });
    return {
      tail,
      patches: [
        { atByte: CLUSTER_BYTES, bytes: l1 },
        { atByte: 0, bytes: head },
      ],
    };
  }

  #put(cluster: number, entry: bigint): void {
    const index = Math.floor(cluster / PER_TABLE);
    const table = this.#tables.get(index) ?? new BigUint64Array(PER_TABLE);
    table[cluster % PER_TABLE] = entry;
    this.#tables.set(index, table);
  }

  /** A packed cluster counts in every cluster of the file that it lies in. */
  #count(atByte: number, lengthBytes: number): void {
    if (lengthBytes === 0) return;
    const last = Math.floor((atByte + lengthBytes - 1) / CLUSTER_BYTES);
    for (let cluster = Math.floor(atByte / CLUSTER_BYTES); cluster <= last; cluster++)
      this.#counts[cluster] = (this.#counts[cluster] ?? 0) + 1;
  }

  #refcountBlocks(blocks: number): Uint8Array {
    const all = Buffer.alloc(blocks * CLUSTER_BYTES);
    for (let cluster = 0; cluster < this.#counts.length; cluster++)
      all.writeUInt16BE(this.#counts[cluster] ?? 0, cluster * 2);
    return all;
  }
}

const upTo = (bytes: number): number => Math.ceil(bytes / CLUSTER_BYTES) * CLUSTER_BYTES;

/** Used once: the bit says so. */
const copied = (atByte: number): bigint => BigInt(atByte) | (BigInt(QCOW2_COPIED) << 32n);

function bigEndian(entries: BigUint64Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(CLUSTER_BYTES));
  entries.forEach((entry, index) => {
    view.setBigUint64(index * 8, entry);
  });
  return new Uint8Array(view.buffer);
}

function refcountTable(blocks: number, tableClusters: number, tableByte: number): Uint8Array {
  const table = Buffer.alloc(tableClusters * CLUSTER_BYTES);
  const blocksByte = tableByte + table.length;
  for (let index = 0; index < blocks; index++)
    table.writeBigUInt64BE(BigInt(blocksByte + index * CLUSTER_BYTES), index * 8);
  return table;
}
