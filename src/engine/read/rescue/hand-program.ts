import fs, { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { errnoOf } from '../../contract/failure/errno.ts';
import { deviceNumberText, fileKey } from '../../contract/ports/device-number.ts';
import { type AlignedBytes, alignedBytes } from '../../host/memory/aligned-memory.ts';
import { isPlaceError } from './drive-watch.ts';
import type { GivenOutput, HandAnswer, HandOrder, LostOutput, ReadSum } from './hand.ts';
import { type HandOutput, HandOutputs, type Written } from './hand-outputs.ts';

// A process of its own: a read that hangs hangs here, and the process can be left behind. It reads and writes by itself; only
// words go to its parent.

/** What it is told first. */
export interface HandStart {
  readonly path: string;
  /** The device must be this one. */
  readonly deviceNumber?: string | undefined;
  /** Past the cache of the system, in whole sectors. */
  readonly direct: boolean;
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

type ReadOrder = Extract<HandOrder, { do: 'read' }>;

interface Step {
  readonly sum?: ReadSum;
  readonly lost: readonly LostOutput[];
  readonly trouble?: Pick<HandAnswer, 'errno' | 'writeErrno'>;
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

  /** Sector by sector, and no longer than a moment. */
  #steps(order: ReadOrder): void {
    const { id, atByte, lengthBytes, stepBytes, back, stops } = order;
    const startedAtMs = performance.now();
    const steps: boolean[] = [];
    const sums: ReadSum[] = [];
    const count = Math.ceil(lengthBytes / stepBytes);
    let trouble: Pick<HandAnswer, 'errno' | 'writeErrno'> = {};
    const lost: LostOutput[] = [];
    for (let index = 0; index < count && performance.now() - startedAtMs < STEPS_MS; index++) {
      const place = atByte + (back ? count - 1 - index : index) * stepBytes;
      const length = Math.min(stepBytes, atByte + lengthBytes - place);
      const step = this.#step(place, length, order);
      lost.push(...step.lost);
      if (step.trouble) {
        trouble = step.trouble;
        break;
      }
      steps.push(step.sum !== undefined);
      if (step.sum) sums.push(step.sum);
      else if (stops) break;
    }
    const tookMs = performance.now() - startedAtMs;
    this.#say({ id, tookMs, steps, sums, ...trouble, ...(lost.length > 0 && { lost }) });
  }

  /** Without a sum the sector is bad; `trouble` is not of the sector. */
  #step(atByte: number, lengthBytes: number, { only }: ReadOrder): Step {
    const errno = this.#read(this.#own, atByte, lengthBytes);
    if (errno !== undefined) return isPlaceError(errno) ? { lost: [] } : { lost: [], trouble: { errno } };
    const written: Written = only ? {} : this.#outputs.writeNow(this.#own, atByte, lengthBytes);
    const { lost = [], writeErrno } = written;
    return writeErrno === undefined
      ? { lost, sum: sumOf(this.#own, atByte, lengthBytes) }
      : { lost, trouble: { writeErrno } };
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
      this.#outputs.write(slot, atByte, lengthBytes, ({ writeErrno, lost }) =>
        answer({ ...(writeErrno === undefined ? { sums } : { writeErrno }), ...(lost && { lost }) }, tookMs),
      );
    });
  }

  /** The system's name of what went wrong. */
  #read(into: AlignedBytes, atByte: number, lengthBytes: number): string | undefined {
    try {
      const got = readSync(this.#fd, into, 0, this.#wholeSectors(lengthBytes), atByte);
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

function sumOf(bytes: AlignedBytes, atByte: number, lengthBytes: number): ReadSum {
  return { atByte, lengthBytes, crc32: crc32(bytes.subarray(0, lengthBytes)) };
}

/** @throws the system's error; ENODEV for another device than the one that is meant */
function openMedium({ path, direct, deviceNumber }: HandStart): number {
  const fd = opened(path, direct ? (constants.O_DIRECT ?? 0) : 0);
  if (deviceNumber === undefined || deviceNumberText(fstatSync(fd).rdev) === deviceNumber) return fd;
  closeSync(fd);
  throw Object.assign(new Error('ENODEV'), { code: 'ENODEV' });
}

/** @throws the system's error; ESTALE for another file than the one that is meant */
function openOutput({ path, key }: GivenOutput): number {
  const fd = openSync(path, constants.O_RDWR | (constants.O_NONBLOCK ?? 0));
  const found = fstatSync(fd, { bigint: true });
  if (fileKey(deviceNumberText(Number(found.dev)), found.ino) === key) return fd;
  closeSync(fd);
  throw Object.assign(new Error('ESTALE'), { code: 'ESTALE' });
}

function opened(path: string, direct: number): number {
  try {
    return openSync(path, constants.O_RDONLY | direct);
  } catch (error) {
    if (direct === 0 || errnoOf(error) !== 'EINVAL') throw error;
    return openSync(path, constants.O_RDONLY);
  }
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
