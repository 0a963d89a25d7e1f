import { pieceOf, sectorsOf } from './pieces.ts';
import { COPY_PASSES, type PlanStart, usableStart } from './plan-start.ts';
import type { MapRange, RescueMap, SectorState } from './rescue-map.ts';
import type { ReadOutcome, RescueRead } from './rescue-read.ts';
import type { RescueRules } from './rules.ts';
import { Skipping } from './skipping.ts';

const SKIPPING_PASSES = 2;
/** So many sectors are asked for in one go when they are read singly. */
const BATCH_SECTORS = 128;
/** After a hang so many reads are of one sector, so that it is known which one hangs. */
const SINGLES_AFTER_HANG = 256;

type Stretch = Pick<MapRange, 'atByte' | 'endByte'>;

/**
 * What to read next, and what an answer means: copy, trim, scrape, retry. Pure: no clock, no files.
 *
 * Each read that `next` gives has to be answered with `learn`, in any order, or with `forget`.
 */
export class RescuePlan {
  readonly map: RescueMap;
  readonly rules: RescueRules;
  readonly #skipping: Skipping;
  #phase: SectorState = '?';
  #pass = 1;
  #at = 0;
  #flying = 0;
  #edge: 'front' | 'rear' = 'front';
  #singles = 0;

  constructor(map: RescueMap, rules: RescueRules, start?: PlanStart) {
    this.map = map;
    this.rules = rules;
    this.#skipping = new Skipping(rules, map.sizeBytes);
    if (start) this.#goOn(start);
  }

  get phase(): SectorState {
    return this.#phase;
  }

  get pass(): number {
    return this.#pass;
  }

  get atByte(): number {
    return this.#at;
  }

  get isOver(): boolean {
    return this.#phase === '+';
  }

  /** The next read; undefined while those under way must be answered first, and when nothing is left. */
  next(): RescueRead | undefined {
    const most = this.#phase === '?' ? this.#skipping.readsAtOnce : 1;
    while (this.#flying < most && this.#phase !== '+') {
      const read = this.#phase === '?' ? this.#copy() : this.#single(this.#phase);
      if (read) {
        this.#flying++;
        return read;
      }
      if (this.#flying > 0) return undefined;
      this.#advance();
    }
    return undefined;
  }

  /** A read that was never carried out: as before. */
  forget(read: RescueRead): void {
    this.#flying--;
    this.#at = read.back
      ? Math.max(this.#at, read.atByte + read.lengthBytes)
      : Math.min(this.#at, read.atByte);
  }

  learn(read: RescueRead, outcome: ReadOutcome): void {
    this.#flying--;
    const isBatch = read.stepBytes > 0 && read.lengthBytes > read.stepBytes;
    if (read.stepBytes === 0) this.#learnOne(read, outcome);
    else if (isBatch && outcome.kind === 'stuck') this.#singles = SINGLES_AFTER_HANG;
    else this.#learnBatch(read, outcome);
  }

  #learnBatch(read: RescueRead, outcome: ReadOutcome): void {
    const at = this.#learnSteps(read, outcome.steps ?? [outcome.kind === 'good']);
    if (this.#singles > 0) this.#singles--;
    if (read.phase === '-') this.#at = at;
  }

  /** Marks made by these reads are taken back: the drive did not answer at all. */
  takeBack(reads: readonly RescueRead[]): void {
    for (const { atByte, lengthBytes, phase } of reads.toReversed())
      this.map.set(atByte, atByte + lengthBytes, phase);
    const [first] = reads;
    if (first) this.#at = first.back ? first.atByte + first.lengthBytes : first.atByte;
  }

  get #isBack(): boolean {
    return (this.#phase === '?' || this.#phase === '-') && this.#pass % 2 === 0;
  }

  #goOn(start: PlanStart): void {
    const known = usableStart(start, this.map, this.rules);
    if (!known) return;
    this.#phase = known.phase;
    this.#pass = known.pass;
    this.#at = known.atByte;
    if (known.pass > 1) this.#skipping.beginTroubled();
  }

  #copy(): RescueRead | undefined {
    const back = this.#isBack;
    const block = back ? this.map.previous(this.#at, '?') : this.map.next(this.#at, '?');
    if (!block) return undefined;
    const piece = pieceOf(block, this.#skipping.lengthIn(block, back), back);
    this.#at = back ? piece.atByte : piece.endByte;
    return this.#read(piece, block, { back, stepBytes: 0, stops: false });
  }

  #single(phase: SectorState): RescueRead | undefined {
    const back = this.#isBack;
    const block = back ? this.map.previous(this.#at, phase) : this.map.next(this.#at, phase);
    if (!block) return undefined;
    if (phase === '*') {
      if (this.#edge === 'front' && block.atByte > 0 && this.map.at(block.atByte - 1).state === '-')
        this.#edge = 'rear';
      if (this.#edge === 'rear' && this.#isTrimmedBehind(block.endByte)) {
        this.map.set(block.atByte, block.endByte, '/');
        this.#edge = 'front';
        this.#at = block.atByte;
        return this.#single(phase);
      }
    }
    const rear = back || (phase === '*' && this.#edge === 'rear');
    const stepBytes = this.rules.sectorBytes;
    const piece = sectorsOf(block, stepBytes, this.#singles > 0 ? 1 : BATCH_SECTORS, rear);
    this.#at = back ? block.endByte : block.atByte;
    return this.#read(piece, block, { back: rear, stepBytes, stops: phase === '*' });
  }

  #isTrimmedBehind(place: number): boolean {
    return place < this.map.sizeBytes && this.map.at(place).state === '-';
  }

  #read(
    { atByte, endByte }: Stretch,
    block: Stretch,
    how: Pick<RescueRead, 'back' | 'stepBytes' | 'stops'>,
  ): RescueRead {
    return {
      atByte,
      lengthBytes: endByte - atByte,
      phase: this.#phase,
      pass: this.#pass,
      blockAtByte: block.atByte,
      blockEndByte: block.endByte,
      ...how,
    };
  }

  /** Where it ended. */
  #learnSteps(read: RescueRead, steps: readonly boolean[]): number {
    const endByte = read.atByte + read.lengthBytes;
    let at = read.back ? endByte : read.atByte;
    for (const good of steps) {
      const left = read.back ? at - read.atByte : endByte - at;
      const lengthBytes = Math.min(read.stepBytes, left);
      if (read.back) at -= lengthBytes;
      this.#learnOne({ ...read, atByte: at, lengthBytes }, { kind: good ? 'good' : 'bad', slow: false });
      if (!read.back) at += lengthBytes;
    }
    return at;
  }

  #learnOne(read: RescueRead, outcome: ReadOutcome): void {
    const endByte = read.atByte + read.lengthBytes;
    const isGood = outcome.kind === 'good';
    if (isGood) this.map.set(read.atByte, endByte, '+');
    if (read.phase === '?') this.#learnCopy(read, outcome);
    if (isGood || read.phase === '?') return;
    this.map.set(read.atByte, endByte, '-');
    if (read.phase === '*') this.#trimmed(read, endByte);
  }

  #learnCopy(read: RescueRead, outcome: ReadOutcome): void {
    const isGood = outcome.kind === 'good';
    if (isGood && !outcome.slow) {
      this.#skipping.went(read, outcome.fast);
      return;
    }
    this.#skipping.troubled();
    if (!isGood) {
      // A long read that fails marks nothing: it is read again in pieces.
      if (read.lengthBytes > this.rules.smallBytes) this.#skipping.suspect(read);
      else this.map.set(read.atByte, read.atByte + read.lengthBytes, '*');
    }
    if (read.pass <= SKIPPING_PASSES) this.#jump(read, outcome);
    else if (!isGood && read.pass < COPY_PASSES) this.#leave(read);
  }

  #jump(read: RescueRead, { kind, slow }: ReadOutcome): void {
    const skip = this.#skipping.skip(slow || kind === 'stuck');
    this.#at = read.back
      ? Math.max(0, Math.min(this.#at, read.atByte - skip))
      : Math.min(this.map.sizeBytes, Math.max(this.#at, read.atByte + read.lengthBytes + skip));
  }

  /** The rest of the stretch is left to a later pass. */
  #leave(read: RescueRead): void {
    this.#at = read.back ? Math.min(this.#at, read.blockAtByte) : Math.max(this.#at, read.blockEndByte);
  }

  #trimmed(read: RescueRead, endByte: number): void {
    this.#at = endByte;
    if (!read.back) {
      const goesOn = endByte < this.map.sizeBytes && this.map.at(endByte).state === '*';
      this.#edge = goesOn ? 'rear' : 'front';
      return;
    }
    this.#edge = 'front';
    if (read.blockAtByte < read.atByte) this.map.set(read.blockAtByte, read.atByte, '/');
  }

  #advance(): void {
    const { totals } = this.map;
    // What failed in one long piece in the last pass is gone over again in short ones.
    if (this.#phase === '?' && totals['?'] > 0) this.#pass = Math.min(this.#pass + 1, COPY_PASSES);
    else if (this.#phase === '-') this.#pass++;
    else this.#begin(({ '?': '*', '*': '/', '/': '-', '+': '+' } as const)[this.#phase]);
    if (this.#phase === '-' && (this.#pass > this.rules.retries || totals['-'] === 0)) this.#phase = '+';
    this.#skipping.beginTroubled();
    this.#edge = 'front';
    this.#at = this.#isBack ? this.map.sizeBytes : 0;
  }

  #begin(phase: SectorState): void {
    this.#phase = phase;
    this.#pass = 1;
  }
}
