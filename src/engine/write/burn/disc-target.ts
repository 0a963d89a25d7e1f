import {
  openTray,
  preventRemoval,
  readBlocks,
  readBufferCapacity,
  synchronizeCache,
  writeBlocks,
} from '../../bytes/formats/mmc/commands.ts';
import { decodeBufferCapacity } from '../../bytes/formats/mmc/performance.ts';
import { isBlankable, isOverwritable } from '../../bytes/formats/mmc/profiles.ts';
import type { BurnStep } from '../../contract/events/burn-steps.ts';
import type { TargetState } from '../../contract/failure/target-state.ts';
import type { Target } from '../../contract/ports/target.ts';
import { burnFailure } from './burn-failure.ts';
import { type BurnPlan, type Wanted, wholeUnits } from './burn-plan.ts';
import type { Burner } from './burner.ts';
import { carryOut } from './carry-out.ts';
import type { Disc } from './disc.ts';
import { freshReads } from './fresh-reads.ts';

const BLOCK_BYTES = 2048;
/** What every kernel hands on in one command: 64 KiB. */
const MOST_BLOCKS = 32;
/** What every program sends to CDs and DVDs at once, and so every drive takes. */
const SENT_BLOCKS = 16;
/** The drive is asked this often how much it still holds in its buffer. */
const ASK_BUFFER_EVERY_MS = 250;
/** Flushing, closing and what the drive does meanwhile: nothing healthy takes longer. */
const PATIENCE_MS = 45 * 60_000;

export interface DiscTargetOptions {
  readonly burner: Burner;
  readonly disc: Disc;
  readonly plan: BurnPlan;
  readonly wanted: Wanted;
  readonly eject?: boolean | undefined;
  readonly onStep?: ((step: BurnStep, part: number | undefined) => void) | undefined;
}

/**
 * A disc as a target: bytes in order, each place once. A flush ends it: what the drive's buffer holds goes to the medium, and the disc
 * is closed, so that what is read back is what every other drive will find.
 */
export class DiscTarget implements Target {
  readonly headBytes = 0;
  readonly blockBytes = BLOCK_BYTES;
  readonly uncached = true;
  readonly patienceMs = PATIENCE_MS;
  readonly #options: DiscTargetOptions;
  #isBegun = false;
  #isEnded = false;
  #isClosed = false;
  /** The next byte of the image that goes to the drive, and what waits for its unit to be full. */
  #nextByte: number;
  #tail = new Uint8Array(0);
  #waitingBytes = 0;
  #askedAtMs = 0;
  #hasFailed = false;

  constructor(options: DiscTargetOptions) {
    this.#options = options;
    this.#nextByte = (options.wanted.resumeBlocks ?? 0) * BLOCK_BYTES;
  }

  get name(): string {
    return this.#options.burner.name;
  }

  /** Before this place, an earlier run has burned everything. */
  get resumeAtByte(): number {
    return (this.#options.wanted.resumeBlocks ?? 0) * BLOCK_BYTES;
  }

  get capacityBytes(): number {
    const { disc, wanted } = this.#options;
    return (disc.freeBlocks + (wanted.resumeBlocks ?? 0)) * BLOCK_BYTES;
  }

  /** Written, without what the drive says it has not got to. */
  readonly inOrder = {
    onMediaBytes: (): number => Math.max(0, this.#nextByte - (this.#isEnded ? 0 : this.#waitingBytes)),
  };

  async write(atByte: number, bytes: Uint8Array): Promise<void> {
    const expectedByte = this.#nextByte + this.#tail.length;
    // What an earlier run has burned is there.
    const skippedBytes = Math.max(0, Math.min(bytes.length, expectedByte - atByte));
    const rest = bytes.subarray(skippedBytes);
    if (rest.length === 0) return;
    if (atByte + skippedBytes !== expectedByte) throw new TypeError(`not-in-order: ${atByte}`);
    await this.#doing('begin', () => this.#begin());
    const waiting = this.#tail.length > 0 ? Buffer.concat([this.#tail, rest]) : rest;
    const unitBytes = this.#options.plan.unitBlocks * BLOCK_BYTES;
    const wholeBytes = waiting.length - (waiting.length % unitBytes);
    await this.#send(waiting.subarray(0, wholeBytes));
    this.#tail = waiting.slice(wholeBytes);
  }

  async flush(): Promise<void> {
    if (this.#isEnded) return;
    await this.#doing('begin', () => this.#begin());
    await this.#sendRest();
    await this.#doing('end', async () => {
      for (const step of this.#options.plan.end) await this.#carryOut(step);
    });
    this.#isEnded = true;
  }

  async read(atByte: number, into: Uint8Array): Promise<void> {
    const { burner, disc, plan } = this.#options;
    const fresh = freshReads(this.#nextByte);
    for (let at = 0; at < into.length; at += MOST_BLOCKS * BLOCK_BYTES) {
      const lengthBytes = Math.min(MOST_BLOCKS * BLOCK_BYTES, into.length - at);
      const atBlock = plan.startBlock + (atByte + at) / BLOCK_BYTES;
      const bytes = await fresh(burner, (isFresh) =>
        readBlocks(atBlock, lengthBytes / BLOCK_BYTES, isFresh),
      ).catch((error: unknown) => {
        throw burnFailure(error, {
          target: this.name,
          kind: disc.kind,
          stage: 'prove',
          atByte: atByte + at,
          lengthBytes,
        });
      });
      into.set(bytes.subarray(0, lengthBytes), at);
    }
  }

  async finish(): Promise<void> {
    await this.#close(this.#options.eject === true);
  }

  async abandon(): Promise<TargetState> {
    const state = await this.#whatIsLeft().catch((): TargetState => 'unfinished');
    await this.#close(false);
    return state;
  }

  async #begin(): Promise<void> {
    if (this.#isBegun) return;
    this.#isBegun = true;
    for (const step of this.#options.plan.begin) await this.#carryOut(step);
    const { pregapBlocks } = this.#options.plan;
    if (pregapBlocks > 0) await this.#push(-pregapBlocks, new Uint8Array(pregapBlocks * BLOCK_BYTES));
  }

  #carryOut(step: BurnStep): Promise<void> {
    const { burner, disc, onStep } = this.#options;
    onStep?.(step, undefined);
    return carryOut(burner, step, { onProgress: (part) => onStep?.(step, part) }, disc.capacityBlocks);
  }

  /** The last unit is filled up with zeros, and nothing else is. */
  async #sendRest(): Promise<void> {
    const { unitBlocks, leastBlocks } = this.#options.plan;
    const reachedBlocks = Math.ceil((this.#nextByte + this.#tail.length) / BLOCK_BYTES);
    const endByte = wholeUnits(reachedBlocks, unitBlocks, leastBlocks) * BLOCK_BYTES;
    const rest = new Uint8Array(endByte - this.#nextByte);
    rest.set(this.#tail);
    this.#tail = new Uint8Array(0);
    await this.#send(rest);
  }

  get #sentBytes(): number {
    return Math.max(SENT_BLOCKS, this.#options.plan.unitBlocks) * BLOCK_BYTES;
  }

  async #send(bytes: Uint8Array): Promise<void> {
    const { startBlock } = this.#options.plan;
    for (let at = 0; at < bytes.length; at += this.#sentBytes) {
      const part = bytes.subarray(at, at + this.#sentBytes);
      await this.#doing(
        'write',
        () => this.#push(startBlock + this.#nextByte / BLOCK_BYTES, part),
        part.length,
      );
      this.#nextByte += part.length;
      await this.#askBuffer();
    }
  }

  async #push(atBlock: number, bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length; at += this.#sentBytes) {
      const part = bytes.subarray(at, at + this.#sentBytes);
      await this.#options.burner.push(writeBlocks(atBlock + at / BLOCK_BYTES, part));
    }
  }

  /** Not every drive tells what it holds; then all that was sent counts. */
  async #askBuffer(): Promise<void> {
    const { burner } = this.#options;
    const nowMs = burner.clock.nowMs();
    if (nowMs - this.#askedAtMs < ASK_BUFFER_EVERY_MS) return;
    this.#askedAtMs = nowMs;
    const reply = await burner.askIfKnown(readBufferCapacity()).catch(() => undefined);
    if (!reply) return;
    const { sizeBytes, freeBytes } = decodeBufferCapacity(reply);
    this.#waitingBytes = Math.max(0, sizeBytes - freeBytes);
  }

  async #doing(stage: 'begin' | 'write' | 'end', work: () => Promise<void>, lengthBytes = 0): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#hasFailed = true;
      const { kind } = this.#options.disc;
      throw burnFailure(error, { target: this.name, kind, stage, atByte: this.#nextByte, lengthBytes });
    }
  }

  /** Of a disc that is continued later, the drive's buffer is emptied: the next place is where it says then. */
  async #whatIsLeft(): Promise<TargetState> {
    const { burner, disc, plan, wanted } = this.#options;
    const hasWritten = this.#isBegun && !plan.isTest;
    if (!hasWritten) return (wanted.resumeBlocks ?? 0) > 0 ? 'appendable' : 'untouched';
    if (this.#isEnded) return 'written';
    const isRewritable = isOverwritable(disc.kind) || isBlankable(disc.kind);
    if (!plan.goesOn || this.#hasFailed) return isRewritable ? 'unfinished' : 'spoiled';
    await burner.push(synchronizeCache());
    await burner.ready({ mostMs: PATIENCE_MS });
    return isRewritable ? 'unfinished' : 'appendable';
  }

  /** A drive that is not there any more has nothing to be told. */
  async #close(eject: boolean): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    const { burner } = this.#options;
    await burner.ask(preventRemoval(false)).catch(() => undefined);
    if (eject) await burner.ask(openTray()).catch(() => undefined);
    await burner.device.close();
  }
}
