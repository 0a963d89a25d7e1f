import type { BytesCompared, SideName } from '../../contract/events/comparison.ts';
import { throwIfStopped } from '../../contract/failure/stopped.ts';
import type { ByteRange } from '../../contract/ports/byte-range.ts';
import { alignedBytes } from '../../host/memory/aligned-memory.ts';
import { FoundDifferences, MOST_TOLD } from './differences.ts';
import { DifferingRuns } from './differing-runs.ts';
import type { FilledBytes, SideBytes } from './side-bytes.ts';

/** So much of each side is on its way at once, in stretches that stay in a processor's own memory until they are compared. */
const STRETCH_BYTES = 512 << 10;
const AT_ONCE = 4;

export interface ByteOptions {
  readonly signal: AbortSignal;
  /** A device: what it has behind the end of the other is no difference. */
  readonly device?: SideName | undefined;
  readonly onDone: (doneBytes: number) => void;
}

/** A stretch of both sides on its way. */
interface Stretch {
  readonly atByte: number;
  readonly a: Uint8Array;
  readonly b: Uint8Array;
  readonly filled: Promise<readonly [FilledBytes, FilledBytes]>;
}

/**
 * Two sides byte by byte, to the end of both. Places that one of them cannot be read at are told and left out; zeros that both
 * record nowhere are not read.
 *
 * @throws Failure `stopped`, and what is no matter of one place
 */
export async function compareBytes(a: SideBytes, b: SideBytes, options: ByteOptions): Promise<BytesCompared> {
  const comparison = new Comparison(a, b, options);
  await comparison.run();
  return comparison.result();
}

class Comparison {
  readonly #a: SideBytes;
  readonly #b: SideBytes;
  readonly #options: ByteOptions;
  readonly #runs = new DifferingRuns(MOST_TOLD);
  readonly #found = new FoundDifferences();
  readonly #memories = Array.from({ length: 2 * AT_ONCE }, () => alignedBytes(STRETCH_BYTES));
  readonly #waiting: Stretch[] = [];
  #nextByte = 0;
  #turn = 0;
  #comparedBytes = 0;
  #aBytes = 0;
  #bBytes = 0;

  constructor(a: SideBytes, b: SideBytes, options: ByteOptions) {
    this.#a = a;
    this.#b = b;
    this.#options = options;
  }

  async run(): Promise<void> {
    try {
      for (let goesOn = true; goesOn; ) {
        throwIfStopped(this.#options.signal);
        while (this.#waiting.length < AT_ONCE && (await this.#ask()));
        goesOn = await this.#take();
      }
    } finally {
      // Memory of reads on their way is theirs.
      await Promise.allSettled(this.#waiting.map(({ filled }) => filled));
    }
  }

  /** Sends the next stretch on its way; false behind the end. */
  async #ask(): Promise<boolean> {
    await this.#skipZeros();
    const atByte = this.#nextByte;
    if (atByte >= this.#endByte()) return false;
    const a = this.#memories[(2 * this.#turn) % this.#memories.length] as Uint8Array;
    const b = this.#memories[(2 * this.#turn + 1) % this.#memories.length] as Uint8Array;
    const filled = Promise.all([this.#a.fill(atByte, a), this.#b.fill(atByte, b)]);
    filled.catch(() => undefined);
    this.#waiting.push({ atByte, a, b, filled });
    this.#nextByte += STRETCH_BYTES;
    this.#turn++;
    return true;
  }

  /** Where nothing more is to be read: at the end of the shorter one whose size is known, or of both that come in order. */
  #endByte(): number {
    const [a, b] = [this.#a.sizeBytes, this.#b.sizeBytes];
    if (a !== undefined && b !== undefined) return Math.min(a, b);
    return Number.POSITIVE_INFINITY;
  }

  async #skipZeros(): Promise<void> {
    const [a, b] = [this.#a, this.#b];
    if (!a.zerosAt || !b.zerosAt) return;
    for (let endByte = this.#endByte(); this.#nextByte < endByte; ) {
      const mostBytes = endByte - this.#nextByte;
      const first = await a.zerosAt(this.#nextByte, mostBytes);
      const both = first === 0 ? 0 : Math.min(first, await b.zerosAt(this.#nextByte, mostBytes));
      if (both <= 0) return;
      throwIfStopped(this.#options.signal);
      this.#nextByte += both;
      this.#comparedBytes += both;
      if (this.#waiting.length === 0) this.#options.onDone(this.#nextByte);
    }
  }

  /** Compares the stretch that was asked for first; false when there is none. */
  async #take(): Promise<boolean> {
    const [stretch] = this.#waiting;
    if (!stretch) return false;
    const [inA, inB] = await stretch.filled;
    this.#waiting.shift();
    const { atByte, a, b } = stretch;
    if (inA.lengthBytes > 0) this.#aBytes = Math.max(this.#aBytes, atByte + inA.lengthBytes);
    if (inB.lengthBytes > 0) this.#bBytes = Math.max(this.#bBytes, atByte + inB.lengthBytes);
    const lengthBytes = Math.min(inA.lengthBytes, inB.lengthBytes);
    this.#leaveOut(inA.unread, 'a', { atByte, from: b, into: a });
    this.#leaveOut(inB.unread, 'b', { atByte, from: a, into: b });
    this.#runs.add(atByte, a.subarray(0, lengthBytes), b.subarray(0, lengthBytes));
    this.#comparedBytes += lengthBytes;
    this.#options.onDone(atByte + lengthBytes);
    return inA.lengthBytes > 0 || inB.lengthBytes > 0;
  }

  /** What one side does not tell is taken for the same, and told. */
  #leaveOut(
    unread: readonly ByteRange[],
    side: SideName,
    { atByte, from, into }: { atByte: number; from: Uint8Array; into: Uint8Array },
  ): void {
    for (const range of unread) {
      const at = range.atByte - atByte;
      into.set(from.subarray(at, at + range.lengthBytes), at);
      this.#found.add({ kind: 'unreadable', side, ...range });
    }
  }

  result(): BytesCompared {
    const aBytes = this.#a.sizeBytes ?? this.#aBytes;
    const bBytes = this.#b.sizeBytes ?? this.#bBytes;
    const [longer, behindBytes] = [aBytes > bBytes ? 'a' : 'b', Math.abs(aBytes - bBytes)];
    const isBehind = behindBytes > 0 && longer === this.#options.device;
    if (behindBytes > 0 && !isBehind) this.#found.add({ kind: 'size', aBytes, bBytes });
    for (const { atByte, lengthBytes } of this.#runs.places)
      this.#found.add({ kind: 'bytes', atByte, lengthBytes });
    const { told, counts } = this.#found;
    return {
      told,
      counts: { ...counts, ...(this.#runs.count > 0 && { bytes: this.#runs.count }) },
      comparedBytes: this.#comparedBytes,
      differingBytes: this.#runs.differingBytes,
      aBytes,
      bBytes,
      ...(isBehind && { behindBytes }),
    };
  }
}
