import fs, { readSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { errnoOf } from '../../contract/failure/errno.ts';
import { type AlignedBytes, alignedBytes } from '../../host/memory/aligned-memory.ts';
import { isPlaceError } from './drive-watch.ts';
import type { HandAnswer, HandOrder, LostOutput, ReadSum } from './hand.ts';
import { type MediumToOpen, openMedium, openOutput } from './hand-open.ts';
import { type HandOutput, HandOutputs, type Written } from './hand-outputs.ts';
import { type Run, runsOf } from './runs.ts';

// A process of its own: a read that hangs hangs here, and the process can be left behind. It reads and writes by itself; only
// words go to its parent.

/** What it is told first. */
export interface HandStart extends MediumToOpen {
  readonly sectorBytes: number;
  /** None: nothing is written. */
  readonly outputs: readonly HandOutput[];
  /** Where beginnings of drives are kept that are written last. */
  readonly headFd?: number | undefined;
}

const SLOT_BYTES = 1 << 20;
const SLOTS = 4;
/** Reads in steps answer after this time, however many are left. */
const STEPS_MS = 250;
/** A write that takes so long is told, and again after as long. */
const WRITING_MS = 1000;

type ReadOrder = Extract<HandOrder, { do: 'read' }>;

interface Stepped {
  readonly steps: readonly boolean[];
  readonly places: readonly number[];
  readonly errno?: string;
}

interface SlotOf {
  readonly id: number;
  readonly slot: AlignedBytes;
  /** What its first byte is. */
  readonly atByte: number;
}

class HandProgram {
  readonly #start: HandStart;
  readonly #fd: number;
  readonly #free: AlignedBytes[] = Array.from({ length: SLOTS }, () => alignedBytes(SLOT_BYTES));
  readonly #own: AlignedBytes = alignedBytes(SLOT_BYTES);
  #outputs: HandOutputs;

  constructor(start: HandStart) {
    this.#start = start;
    this.#fd = openMedium(start);
    this.#outputs = new HandOutputs(start.outputs, start.headFd, SLOT_BYTES);
  }

  obey(order: HandOrder): void {
    if (order.do === 'output') this.#take(order);
    else if (order.do === 'look') this.#look(order);
    else if (order.stepBytes > 0) this.#steps(order);
    else this.#whole(order);
  }

  #say(answer: HandAnswer): void {
    process.send?.(answer);
  }

  #take(order: Extract<HandOrder, { do: 'output' }>): void {
    const { id, outputId, isFresh } = order;
    try {
      const output: HandOutput = { id: outputId, fd: openOutput(order), isFresh, headBytes: 0 };
      this.#outputs = new HandOutputs([output], undefined, SLOT_BYTES);
      this.#say({ id, tookMs: 0 });
    } catch (error) {
      this.#say({ id, tookMs: 0, writeErrno: errnoOf(error) });
    }
  }

  #look({ id, atByte, lengthBytes }: Extract<HandOrder, { do: 'look' }>): void {
    const startedAtMs = performance.now();
    const errno = this.#read(this.#own, atByte, lengthBytes);
    const tookMs = performance.now() - startedAtMs;
    const bytes = Buffer.from(this.#own.subarray(0, lengthBytes)).toString('base64');
    this.#say({ id, tookMs, errno, ...(errno === undefined && { bytes }) });
  }

  /** Sector by sector, and no longer than a moment; then what was read is written. */
  #steps(order: ReadOrder): void {
    const { id, atByte, lengthBytes, stepBytes } = order;
    const slot = this.#free.pop() ?? alignedBytes(SLOT_BYTES);
    const startedAtMs = performance.now();
    const { steps, places, errno } = this.#readSteps(slot, order);
    const tookMs = performance.now() - startedAtMs;
    const sums = places.map((place) => {
      const from = place - atByte;
      return sumOf(slot.subarray(from), place, Math.min(stepBytes, lengthBytes - from));
    });
    const answer = (rest: Partial<HandAnswer>): void => {
      this.#free.push(slot);
      this.#say({ id, tookMs, steps, ...rest });
    };
    // It is not of a sector: nothing that was read here counts.
    if (errno !== undefined) answer({ errno });
    else if (order.only) answer({ sums });
    else this.#writeRuns(runsOf(sums), { id, slot, atByte }, answer, sums);
  }

  /** Where sectors were read, and how each step went; `errno` is not of a sector. */
  #readSteps(slot: AlignedBytes, { atByte, lengthBytes, stepBytes, back, stops }: ReadOrder): Stepped {
    const untilMs = performance.now() + STEPS_MS;
    const count = Math.ceil(lengthBytes / stepBytes);
    const [steps, places]: [boolean[], number[]] = [[], []];
    for (let index = 0; index < count && performance.now() < untilMs; index++) {
      const place = atByte + (back ? count - 1 - index : index) * stepBytes;
      const length = Math.min(stepBytes, atByte + lengthBytes - place);
      const errno = this.#read(slot, place, length, place - atByte);
      if (errno !== undefined && !isPlaceError(errno)) return { steps, places, errno };
      steps.push(errno === undefined);
      if (errno === undefined) places.push(place);
      else if (stops) break;
    }
    return { steps, places };
  }

  /** One run after the other, until nothing is left to write to. */
  #writeRuns(
    runs: readonly Run[],
    to: SlotOf,
    answer: (rest: Partial<HandAnswer>) => void,
    sums: readonly ReadSum[],
    lost: readonly LostOutput[] = [],
  ): void {
    const [run, ...rest] = runs;
    const all = lost.length > 0 ? { lost } : {};
    if (!run) {
      answer({ sums, ...all });
      return;
    }
    const from = run.atByte - to.atByte;
    this.#write(to.id, to.slot.subarray(from), run, (written) => {
      const now = [...lost, ...(written.lost ?? [])];
      const { writeErrno } = written;
      if (writeErrno === undefined) this.#writeRuns(rest, to, answer, sums, now);
      else answer({ writeErrno, lost: now });
    });
  }

  /** While that takes, it is said that it is an output that is waited for. */
  #write(
    id: number,
    bytes: Uint8Array,
    { atByte, lengthBytes }: Run,
    done: (written: Written) => void,
  ): void {
    let waiting: () => number[] = () => [];
    const timer = setInterval(() => this.#say({ id, tookMs: 0, writingTo: waiting() }), WRITING_MS);
    waiting = this.#outputs.write(bytes, atByte, lengthBytes, (written) => {
      clearInterval(timer);
      done(written);
    });
  }

  #whole(order: ReadOrder): void {
    const { id, atByte, lengthBytes } = order;
    const slot = this.#free.pop() ?? alignedBytes(SLOT_BYTES);
    const startedAtMs = performance.now();
    const answer = (rest: Partial<HandAnswer>, tookMs: number): void => {
      this.#free.push(slot);
      this.#say({ id, tookMs, ...rest });
    };
    fs.read(this.#fd, slot, 0, this.#wholeSectors(lengthBytes), atByte, (error, got) => {
      const tookMs = performance.now() - startedAtMs;
      if (error) return answer({ errno: errnoOf(error) }, tookMs);
      if (got < lengthBytes) return answer({ errno: 'SHORT' }, tookMs);
      const sums = [sumOf(slot, atByte, lengthBytes)];
      if (order.only) return answer({ sums }, tookMs);
      this.#write(id, slot, { atByte, lengthBytes }, ({ writeErrno, lost }) =>
        answer({ ...(writeErrno === undefined ? { sums } : { writeErrno }), ...(lost && { lost }) }, tookMs),
      );
    });
  }

  /** The system's name of what went wrong. */
  #read(into: AlignedBytes, atByte: number, lengthBytes: number, at = 0): string | undefined {
    try {
      const got = readSync(this.#fd, into, at, this.#wholeSectors(lengthBytes), atByte);
      return got < lengthBytes ? 'SHORT' : undefined;
    } catch (error) {
      return errnoOf(error);
    }
  }

  /** Direct reads are of whole sectors; the last one of a file may reach over its end. */
  #wholeSectors(lengthBytes: number): number {
    const { direct, sectorBytes } = this.#start;
    return direct ? Math.ceil(lengthBytes / sectorBytes) * sectorBytes : lengthBytes;
  }
}

function sumOf(bytes: Uint8Array, atByte: number, lengthBytes: number): ReadSum {
  return { atByte, lengthBytes, crc32: crc32(bytes.subarray(0, lengthBytes)) };
}

/** The first message says what is read; all others are orders. Without a parent there is nothing to do. */
function serve(): void {
  const end = (): void => {
    process.kill(process.pid, 'SIGKILL');
  };
  process.on('disconnect', end);
  process.on('error', end);
  process.once('message', (start) => {
    try {
      const program = new HandProgram(start as HandStart);
      process.on('message', (order) => program.obey(order as HandOrder));
      process.send?.({ opened: true });
    } catch (error) {
      process.send?.({ opened: false, errno: errnoOf(error) });
    }
  });
}

if (process.send) serve();
