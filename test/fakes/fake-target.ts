import { Failure } from '../../src/engine/contract/failure/failure.ts';
import type { TargetState } from '../../src/engine/contract/failure/target-state.ts';
import type { Target } from '../../src/engine/contract/ports/target.ts';
import { isAligned } from '../../src/engine/host/memory/aligned-memory.ts';

/** What goes wrong, by place. */
export interface Faults {
  /** A write that touches this byte is refused. */
  readonly failWriteAt?: number;
  /** From this many written bytes on, the device is gone. */
  readonly goneAfterBytes?: number;
  /** The byte at this place is stored inverted, without an error. */
  readonly flipAt?: number;
  /** The flip happens only at the first write of that place. */
  readonly flipsOnce?: boolean;
  /** A read that touches this byte fails. */
  readonly failReadAt?: number;
  /** A counterfeit of this real size: what lies beyond overwrites the start. */
  readonly wrapAtBytes?: number;
  /** A read that touches this byte fails at the first try only. */
  readonly failReadOnceAt?: number;
  readonly failFlush?: boolean;
  readonly failFinish?: boolean;
  /** Each write waits for this. */
  readonly slow?: () => Promise<void>;
}

export interface FakeTargetOptions {
  readonly name?: string;
  readonly capacityBytes?: number;
  readonly blockBytes?: number;
  readonly headBytes?: number;
  readonly faults?: Faults;
}

/**
 * A target in memory, as strict as a real one: misaligned access, overlapping writes and writes past the end throw,
 * and it starts filled with 0xA5. Remembers every call.
 */
export class FakeTarget implements Target {
  readonly name: string;
  readonly capacityBytes: number;
  readonly blockBytes: number;
  readonly headBytes: number;
  readonly uncached = true;
  readonly stored: Uint8Array;
  readonly calls: string[] = [];
  readonly #faults: Faults;
  readonly #underWay = new Set<readonly [number, number]>();
  #writtenBytes = 0;
  #hasFlipped = false;
  #hasRefusedRead = false;
  mostUnderWay = 0;

  /** Writes that have begun and not ended. */
  get underWay(): number {
    return this.#underWay.size;
  }

  finished: unknown;

  constructor(options: FakeTargetOptions = {}) {
    const { name = 'fake', capacityBytes = 8 << 20, blockBytes = 512, headBytes = 0, faults = {} } = options;
    this.name = name;
    this.capacityBytes = capacityBytes;
    this.blockBytes = blockBytes;
    this.headBytes = headBytes;
    this.stored = new Uint8Array(capacityBytes).fill(0xa5);
    this.#faults = faults;
  }

  async write(atByte: number, bytes: Uint8Array): Promise<void> {
    this.#mustFit('write', atByte, bytes);
    const range = [atByte, atByte + bytes.length] as const;
    for (const other of this.#underWay) {
      if (other[0] < range[1] && range[0] < other[1]) throw new Error(`writes overlap at ${atByte}`);
    }
    this.#underWay.add(range);
    this.mostUnderWay = Math.max(this.mostUnderWay, this.#underWay.size);
    await (this.#faults.slow?.() ?? Promise.resolve());
    this.#underWay.delete(range);
    this.calls.push(`write ${atByte}+${bytes.length}`);
    this.#fault(atByte, bytes.length);
    this.#store(bytes, atByte);
    const { flipAt, flipsOnce = false } = this.#faults;
    if (flipAt !== undefined && covers(atByte, bytes.length, flipAt) && !(flipsOnce && this.#hasFlipped)) {
      this.#hasFlipped = true;
      this.stored[flipAt] = 255 - (this.stored[flipAt] ?? 0);
    }
    this.#writtenBytes += bytes.length;
  }

  async flush(): Promise<void> {
    this.calls.push('flush');
    if (this.#faults.failFlush) throw new Failure('target-flush-failed', { target: this.name, errno: 'EIO' });
  }

  async read(atByte: number, into: Uint8Array): Promise<void> {
    this.#mustFit('read', atByte, into);
    if (this.#faults.failReadAt !== undefined && covers(atByte, into.length, this.#faults.failReadAt)) {
      throw new Failure('target-read-failed', {
        target: this.name,
        atByte,
        lengthBytes: into.length,
        errno: 'EIO',
      });
    }
    const { failReadOnceAt, wrapAtBytes } = this.#faults;
    if (
      failReadOnceAt !== undefined &&
      covers(atByte, into.length, failReadOnceAt) &&
      !this.#hasRefusedRead
    ) {
      this.#hasRefusedRead = true;
      throw new Failure('target-read-failed', {
        target: this.name,
        atByte,
        lengthBytes: into.length,
        errno: 'EIO',
      });
    }
    if (wrapAtBytes === undefined) into.set(this.stored.subarray(atByte, atByte + into.length));
    else for (let at = 0; at < into.length; at++) into[at] = this.stored[(atByte + at) % wrapAtBytes] ?? 0;
  }

  async finish(result: unknown): Promise<void> {
    this.calls.push('finish');
    if (this.#faults.failFinish) throw new Failure('output-not-writable', { path: this.name, errno: 'EIO' });
    this.finished = result;
  }

  async abandon(): Promise<TargetState> {
    this.calls.push('abandon');
    return this.#writtenBytes === 0 ? 'untouched' : 'unfinished';
  }

  #store(bytes: Uint8Array, atByte: number): void {
    const { wrapAtBytes } = this.#faults;
    if (wrapAtBytes === undefined) this.stored.set(bytes, atByte);
    else for (let at = 0; at < bytes.length; at++) this.stored[(atByte + at) % wrapAtBytes] = bytes[at] ?? 0;
  }

  #fault(atByte: number, lengthBytes: number): void {
    const { failWriteAt, goneAfterBytes } = this.#faults;
    if (goneAfterBytes !== undefined && this.#writtenBytes >= goneAfterBytes) {
      throw new Failure('target-gone', { target: this.name, atByte });
    }
    if (failWriteAt !== undefined && covers(atByte, lengthBytes, failWriteAt)) {
      throw new Failure('target-write-failed', { target: this.name, atByte, lengthBytes, errno: 'EIO' });
    }
  }

  #mustFit(what: string, atByte: number, bytes: Uint8Array): void {
    const aligned = atByte % this.blockBytes === 0 && bytes.length % this.blockBytes === 0;
    if (!aligned || bytes.length === 0)
      throw new Error(`misaligned ${what}: ${bytes.length} bytes at ${atByte}`);
    if (!isAligned(bytes)) throw new Error(`misaligned memory: offset ${bytes.byteOffset}`);
    if (atByte + bytes.length > this.capacityBytes)
      throw new Error(`${what} past the end: ${atByte}+${bytes.length}`);
  }
}

function covers(atByte: number, lengthBytes: number, place: number): boolean {
  return atByte <= place && place < atByte + lengthBytes;
}
