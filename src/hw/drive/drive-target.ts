import { errnoOf } from '../../engine/contract/failure/errno.ts';
import { Failure } from '../../engine/contract/failure/failure.ts';
import type { TargetState } from '../../engine/contract/failure/target-state.ts';
import type { Target, TargetNote, TargetResult } from '../../engine/contract/ports/target.ts';
import { isAligned } from '../../engine/host/memory/aligned-memory.ts';
import { within } from '../within.ts';
import type { Claims } from './claims.ts';
import { closeDevice, readDevice, syncDevice, writeDevice } from './device-io.ts';
import { discardDrive } from './discard.ts';
import { createGoneCheck, type Watched } from './gone.ts';
import { rereadPartitions } from './reread.ts';

/** Partition tables, boot sectors and volume descriptors lie in the first MiB. */
const HEAD_BYTES = 1 << 20;
const CLOSE_LIMIT_MS = 5000;

export interface OpenDrive extends Watched {
  /** `sdb` */
  readonly name: string;
  readonly purpose: 'write' | 'read';
  /** The kernel can have it forget its content. */
  readonly discards?: boolean;
  /** Files that are written when it is. */
  readonly files?: readonly string[];
  /** Other devices that are kept from use meanwhile. */
  readonly claims?: Claims;
}

/** A drive that was opened and identified: see `Target` for the contract, `openDrive` for how one gets here. */
export class DriveTarget implements Target {
  readonly name: string;
  readonly capacityBytes: number;
  readonly blockBytes: number;
  readonly headBytes: number;
  readonly uncached = true;
  readonly files: readonly string[];
  readonly discard: (() => Promise<void>) | undefined;
  readonly #drive: OpenDrive;
  readonly #isGone: () => Promise<boolean>;
  readonly #notes: TargetNote[] = [];
  #state: TargetState = 'untouched';
  #flushFailure: Failure | undefined;
  #closed: Promise<void> | undefined;

  constructor(drive: OpenDrive) {
    this.name = drive.name;
    this.blockBytes = drive.blockBytes;
    this.capacityBytes = drive.sizeBytes - (drive.sizeBytes % drive.blockBytes);
    this.headBytes = Math.min(HEAD_BYTES, this.capacityBytes);
    this.files = drive.files ?? [];
    this.#drive = drive;
    this.discard = drive.discards && drive.purpose === 'write' ? () => this.#discard() : undefined;
    this.#isGone = createGoneCheck(drive);
  }

  /** What happened in `finish` that is no failure. */
  get notes(): readonly TargetNote[] {
    return this.#notes;
  }

  async write(atByte: number, bytes: Uint8Array): Promise<void> {
    this.#demandAligned(atByte, bytes);
    if (this.#drive.purpose !== 'write') throw this.#misuse('open-for-reading');
    this.#state = 'unfinished';
    try {
      await writeDevice(this.#drive, atByte, bytes);
    } catch (error) {
      throw await this.#failure('target-write-failed', error, atByte, bytes.length);
    }
  }

  async lend(): Promise<number> {
    if (this.#drive.purpose !== 'write') throw this.#misuse('open-for-reading');
    this.#state = 'unfinished';
    return this.#drive.fd;
  }

  #discard(): Promise<void> {
    this.#state = 'unfinished';
    return discardDrive(this.#drive);
  }

  async read(atByte: number, into: Uint8Array): Promise<void> {
    this.#demandAligned(atByte, into);
    try {
      await readDevice(this.#drive, atByte, into);
    } catch (error) {
      throw await this.#failure('target-read-failed', error, atByte, into.length);
    }
  }

  /** The first error stays: what it was about is lost, and the next fsync would look fine. */
  async flush(): Promise<void> {
    if (this.#flushFailure) throw this.#flushFailure;
    try {
      await syncDevice(this.#drive);
    } catch (error) {
      this.#flushFailure ??= await this.#flushFailed(error);
    }
    if (this.#flushFailure) throw this.#flushFailure;
  }

  /** Flushes, closes, and has the kernel read the new partition table; that failing is a note. */
  async finish(_result: TargetResult): Promise<void> {
    await this.flush();
    this.#state = 'written';
    await this.#close();
    const problem = await rereadPartitions(this.#drive.name, this.#drive.deviceNumber);
    if (problem !== undefined) this.#notes.push({ code: 'partition-table-not-reread', text: problem });
  }

  async abandon(): Promise<TargetState> {
    await this.#close();
    return this.#state;
  }

  /** Closing waits for requests that hang in the drive: then it is left to the end of the process. */
  #close(): Promise<void> {
    this.#closed ??= within(closeDevice(this.#drive), CLOSE_LIMIT_MS, () => undefined).then(() =>
      this.#drive.claims?.release(),
    );
    return this.#closed;
  }

  /** Misaligned memory is a fault of ours; the kernel would say no more than EINVAL. */
  #demandAligned(atByte: number, bytes: Uint8Array): void {
    const { length } = bytes;
    if (atByte % this.blockBytes !== 0) throw this.#misuse(`place-unaligned ${atByte}`);
    if (length % this.blockBytes !== 0) throw this.#misuse(`length-unaligned ${length}`);
    if (!isAligned(bytes)) throw this.#misuse('memory-unaligned');
    if (atByte < 0 || atByte + length > this.capacityBytes)
      throw this.#misuse(`beyond-end ${atByte}+${length}`);
    if (this.#closed) throw this.#misuse('closed');
  }

  #misuse(problem: string): Failure {
    return new Failure('internal', { problem: `${this.name}: ${problem}` });
  }

  async #failure(
    code: 'target-write-failed' | 'target-read-failed',
    cause: unknown,
    atByte: number,
    lengthBytes: number,
  ): Promise<Failure> {
    const target = this.name;
    const errno = errnoOf(cause);
    if (await this.#isGone()) return new Failure('target-gone', { target, atByte }, { cause });
    return new Failure(code, { target, atByte, lengthBytes, errno }, { cause });
  }

  async #flushFailed(cause: unknown): Promise<Failure> {
    const errno = errnoOf(cause);
    if (await this.#isGone()) return new Failure('target-gone', { target: this.name }, { cause });
    return new Failure('target-flush-failed', { target: this.name, errno }, { cause });
  }
}
