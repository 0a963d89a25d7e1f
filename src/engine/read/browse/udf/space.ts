import type { Sparing } from '../../../bytes/formats/udf/sparing-table.ts';
import { lastNotBehind } from '../../../bytes/ranges/search.ts';
import { present } from '../../../contract/failure/present.ts';
import type { ContentRun } from '../volume.ts';
import type { PartitionPlace } from './descriptors.ts';
import type { Medium } from './medium.ts';

/** The blocks that a partition reference counts, and where they lie in the image. */
export interface Space {
  /**
   * Runs of the image that hold `lengthBytes` from the beginning of a block on.
   *
   * @throws Failure `source-damaged` for blocks that are nowhere
   */
  locate(block: number, lengthBytes: number): PlacedRun[];
}

/** A run that is recorded. */
export interface PlacedRun extends ContentRun {
  readonly atByte: number;
}

/** A partition as it lies. ECMA-167 3/10.7.2. */
export class PhysicalSpace implements Space {
  readonly #medium: Medium;
  readonly #startBlock: number;

  constructor(medium: Medium, { startBlock }: PartitionPlace) {
    this.#medium = medium;
    this.#startBlock = startBlock;
  }

  locate(block: number, lengthBytes: number): PlacedRun[] {
    return [inImage(this.#medium, this.#startBlock + block, lengthBytes)];
  }
}

/** Packets that went bad lie elsewhere. UDF 2.60 §2.2.9. */
export class SparableSpace implements Space {
  readonly #medium: Medium;
  readonly #startBlock: number;
  readonly #packetBlocks: number;
  readonly #sparing: Sparing;

  constructor(medium: Medium, place: PartitionPlace, packetBlocks: number, sparing: Sparing) {
    this.#medium = medium;
    this.#startBlock = place.startBlock;
    this.#packetBlocks = packetBlocks;
    this.#sparing = sparing;
  }

  locate(block: number, lengthBytes: number): PlacedRun[] {
    const { packets } = this.#sparing;
    if (packets.size === 0) return [inImage(this.#medium, this.#startBlock + block, lengthBytes)];
    return inPieces(this.#medium, block, lengthBytes, (at, leftBlocks) => {
      const offset = at % this.#packetBlocks;
      const replaced = packets.get(at - offset);
      const blocks = Math.min(this.#packetBlocks - offset, leftBlocks);
      return { block: replaced === undefined ? this.#startBlock + at : replaced + offset, blocks };
    });
  }
}

const NOT_ALLOCATED = 0xffffffff;

/** A table says where each block of a medium written once is now. UDF 2.60 §2.2.8, §2.2.11. */
export class VirtualSpace implements Space {
  readonly #medium: Medium;
  readonly #startBlock: number;
  readonly #table: Uint32Array;

  constructor(medium: Medium, { startBlock }: PartitionPlace, table: Uint32Array) {
    this.#medium = medium;
    this.#startBlock = startBlock;
    this.#table = table;
  }

  locate(block: number, lengthBytes: number): PlacedRun[] {
    return inPieces(this.#medium, block, lengthBytes, (at) => {
      const physical = this.#table[at];
      if (physical === undefined || physical === NOT_ALLOCATED)
        throw this.#medium.damaged({ reason: 'virtual-block', block: at });
      return { block: this.#startBlock + physical, blocks: 1 };
    });
  }
}

/** The content of a file is the space. UDF 2.60 §2.2.13. */
export class MetadataSpace implements Space {
  readonly #medium: Medium;
  readonly #runs: readonly ContentRun[];
  /** Where each run begins in the file. */
  readonly #starts: readonly number[];

  constructor(medium: Medium, runs: readonly ContentRun[]) {
    this.#medium = medium;
    this.#runs = runs;
    let start = 0;
    this.#starts = runs.map(({ lengthBytes }) => {
      start += lengthBytes;
      return start - lengthBytes;
    });
  }

  locate(block: number, lengthBytes: number): PlacedRun[] {
    const found: PlacedRun[] = [];
    const endByte = block * this.#medium.blockBytes + lengthBytes;
    for (let at = block * this.#medium.blockBytes; at < endByte; ) {
      const { run, from } = this.#at(at, block);
      const lengthBytes = Math.min(run.lengthBytes - from, endByte - at);
      found.push({ atByte: run.atByte + from, lengthBytes });
      at += lengthBytes;
    }
    return found;
  }

  #at(atByte: number, block: number): { run: PlacedRun; from: number } {
    const place = lastNotBehind(this.#starts.length, (before) => present(this.#starts[before]) > atByte);
    const run = this.#runs[place];
    const from = atByte - (this.#starts[place] ?? 0);
    if (run?.atByte === undefined || from >= run.lengthBytes)
      throw this.#medium.damaged({ reason: 'metadata-block', block });
    return { run: { ...run, atByte: run.atByte }, from };
  }
}

/** Runs of pieces that lie apart; neighbours become one. */
function inPieces(
  medium: Medium,
  block: number,
  lengthBytes: number,
  pieceAt: (block: number, leftBlocks: number) => { readonly block: number; readonly blocks: number },
): PlacedRun[] {
  const { blockBytes } = medium;
  const runs: PlacedRun[] = [];
  for (let doneBytes = 0; doneBytes < lengthBytes; ) {
    const leftBlocks = Math.ceil((lengthBytes - doneBytes) / blockBytes);
    const piece = pieceAt(block + doneBytes / blockBytes, leftBlocks);
    const pieceBytes = Math.min(piece.blocks * blockBytes, lengthBytes - doneBytes);
    const run = inImage(medium, piece.block, pieceBytes);
    const last = runs.at(-1);
    if (last && last.atByte + last.lengthBytes === run.atByte)
      runs[runs.length - 1] = { atByte: last.atByte, lengthBytes: last.lengthBytes + pieceBytes };
    else runs.push(run);
    doneBytes += pieceBytes;
  }
  return runs;
}

function inImage(medium: Medium, block: number, lengthBytes: number): PlacedRun {
  const atByte = block * medium.blockBytes;
  if (atByte + lengthBytes > medium.image.sizeBytes)
    throw medium.damaged({ reason: 'block-behind-end', block, lengthBytes });
  return { atByte, lengthBytes };
}
