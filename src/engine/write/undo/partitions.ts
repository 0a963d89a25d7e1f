import type { ByteRange } from '../../contract/ports/byte-range.ts';
import type { Target } from '../../contract/ports/target.ts';
import { alignedBytes } from '../../host/memory/aligned-memory.ts';

/** One partition as a table on the drive says. */
export interface Partition extends ByteRange {
  readonly number: number;
}

/** What the tables of a drive are: where they lie, and the partitions they name. */
export interface Tables {
  /** Every sector that belongs to a table. */
  readonly ranges: readonly ByteRange[];
  readonly partitions: readonly Partition[];
}

/** A table is foreign data: longer chains and larger arrays than these are not believed. */
const LONGEST_CHAIN = 60;
const LARGEST_ARRAY_BYTES = 1 << 20;
const EXTENDED_TYPES = [0x05, 0x0f, 0x85];
const PROTECTIVE_TYPE = 0xee;

/** Reads MBR (with its chain of logical partitions) and GPT (UEFI 2.10, 5.3) of a drive. Damaged ones are left out. */
export async function readTables(target: Target): Promise<Tables> {
  const reader = new TableReader(target);
  await reader.readMbr();
  await reader.readGpt();
  return { ranges: reader.ranges, partitions: reader.partitions };
}

class TableReader {
  readonly ranges: ByteRange[] = [];
  readonly partitions: Partition[] = [];
  readonly #target: Target;
  readonly #blockBytes: number;

  constructor(target: Target) {
    this.#target = target;
    this.#blockBytes = Math.max(512, target.blockBytes);
  }

  async readMbr(): Promise<void> {
    const mbr = await this.#block(0);
    if (!mbr || !isMbr(mbr)) return;
    this.ranges.push({ atByte: 0, lengthBytes: this.#blockBytes });
    for (const [index, entry] of entriesOf(mbr, this.#blockBytes).entries()) {
      if (EXTENDED_TYPES.includes(entry.type)) await this.#readChain(entry.atByte);
      else if (entry.type !== 0 && entry.type !== PROTECTIVE_TYPE) this.#add(index + 1, entry);
    }
  }

  /** Each link names one logical partition (from itself on) and the next link (from the first link on). */
  async #readChain(firstByte: number): Promise<void> {
    let atByte = firstByte;
    for (let link = 0; link < LONGEST_CHAIN; link++) {
      const record = await this.#block(atByte);
      if (!record || !isMbr(record)) return;
      this.ranges.push({ atByte, lengthBytes: this.#blockBytes });
      const [logical, next] = entriesOf(record, this.#blockBytes);
      if (logical && logical.type !== 0)
        this.#add(5 + link, { atByte: atByte + logical.atByte, lengthBytes: logical.lengthBytes });
      if (!next || !EXTENDED_TYPES.includes(next.type) || next.atByte === 0) return;
      atByte = firstByte + next.atByte;
    }
  }

  async readGpt(): Promise<void> {
    const lastByte = this.#target.capacityBytes - (this.#target.capacityBytes % this.#blockBytes);
    const found = (await this.#readHeader(this.#blockBytes)) ?? undefined;
    await this.#readHeader(found?.otherByte ?? lastByte - this.#blockBytes, found !== undefined);
  }

  async #readHeader(atByte: number, isKnown = false): Promise<{ otherByte: number } | undefined> {
    const header = await this.#block(atByte);
    if (!header || Buffer.from(header.subarray(0, 8)).toString('latin1') !== 'EFI PART') return undefined;
    const view = new DataView(header.buffer, header.byteOffset, header.length);
    const array = {
      atByte: Number(view.getBigUint64(72, true)) * this.#blockBytes,
      count: view.getUint32(80, true),
      entryBytes: view.getUint32(84, true),
    };
    this.ranges.push({ atByte, lengthBytes: this.#blockBytes });
    await this.#readArray(array, isKnown);
    return { otherByte: Number(view.getBigUint64(32, true)) * this.#blockBytes };
  }

  async #readArray(
    array: { atByte: number; count: number; entryBytes: number },
    isKnown: boolean,
  ): Promise<void> {
    const lengthBytes = array.count * array.entryBytes;
    if (array.entryBytes < 128 || lengthBytes > LARGEST_ARRAY_BYTES || lengthBytes === 0) return;
    const bytes = await this.#bytes(array.atByte, lengthBytes);
    if (!bytes) return;
    this.ranges.push({ atByte: array.atByte, lengthBytes });
    if (isKnown) return;
    for (let index = 0; index < array.count; index++)
      this.#addGpt(index + 1, bytes.subarray(index * array.entryBytes, (index + 1) * array.entryBytes));
  }

  #addGpt(number: number, entry: Uint8Array): void {
    if (entry.subarray(0, 16).every((byte) => byte === 0)) return;
    const view = new DataView(entry.buffer, entry.byteOffset, entry.length);
    const first = Number(view.getBigUint64(32, true));
    const blocks = Number(view.getBigUint64(40, true)) - first + 1;
    this.#add(number, { atByte: first * this.#blockBytes, lengthBytes: blocks * this.#blockBytes });
  }

  #add(number: number, { atByte, lengthBytes }: ByteRange): void {
    const isOnDrive = atByte > 0 && lengthBytes > 0 && atByte < this.#target.capacityBytes;
    if (isOnDrive) this.partitions.push({ number, atByte, lengthBytes });
  }

  #block(atByte: number): Promise<Uint8Array | undefined> {
    return this.#bytes(atByte, this.#blockBytes);
  }

  /** Undefined for what is beyond the end or cannot be read. */
  async #bytes(atByte: number, lengthBytes: number): Promise<Uint8Array | undefined> {
    const whole = Math.ceil(lengthBytes / this.#blockBytes) * this.#blockBytes;
    if (!(atByte >= 0) || atByte + whole > this.#target.capacityBytes) return undefined;
    const into = alignedBytes(whole);
    return this.#target.read(atByte, into).then(
      () => Uint8Array.from(into.subarray(0, lengthBytes)),
      () => undefined,
    );
  }
}

function isMbr(block: Uint8Array): boolean {
  return block[510] === 0x55 && block[511] === 0xaa;
}

function entriesOf(block: Uint8Array, blockBytes: number) {
  const view = new DataView(block.buffer, block.byteOffset, block.length);
  return [446, 462, 478, 494].map((at) => ({
    type: view.getUint8(at + 4),
    atByte: view.getUint32(at + 8, true) * blockBytes,
    lengthBytes: view.getUint32(at + 12, true) * blockBytes,
  }));
}
