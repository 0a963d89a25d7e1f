import type { Medium } from '../../contract/ports/medium.ts';
import { type AcquireEnd, type AcquirePorts, type Acquisition, isSpent } from './acquisition.ts';
import type { Canary, DriveWatch } from './drive-watch.ts';
import {
  type CanaryFlight,
  comeBack,
  errorsIn,
  type Flight,
  goodBytesOf,
  MOST_LEFT_HANDS,
  parted,
  progressOf,
  STUCK_MS,
  speaksOfPlaces,
  watchFor,
} from './flight.ts';
import { type HandAnswer, orderOf } from './hand.ts';
import { HandInUse } from './hand-in-use.ts';
import { MapKeeper } from './map-keeper.ts';
import { OutputWait } from './output-wait.ts';
import { RescuePlan } from './rescue-plan.ts';
import type { RescueRead } from './rescue-read.ts';

/**
 * Reads whatever can be read of a medium: the quick parts first, then what hurts. Each read lands at its own place of the
 * output; the map says what became of it. Ends when nothing is left to be tried, or there is a reason.
 *
 * @throws Failure when the medium cannot be opened, or the map cannot be kept
 */
export async function acquire(what: Acquisition, ports: AcquirePorts): Promise<AcquireEnd> {
  const run = new AcquireRun(what, ports);
  const stopTicks = ports.tick(() => run.tick());
  const wake = (): void => run.tick();
  ports.signal.addEventListener('abort', wake);
  try {
    return await run.toTheEnd();
  } finally {
    ports.signal.removeEventListener('abort', wake);
    stopTicks();
  }
}

class AcquireRun {
  readonly #what: Acquisition;
  readonly #ports: AcquirePorts;
  readonly #startedAtMs: number;
  readonly #keeper: MapKeeper;
  readonly #flying = new Map<number, Flight>();
  readonly #outputWait: OutputWait;
  readonly #hand: HandInUse;
  #medium: Medium;
  #plan: RescuePlan;
  #watch: DriveWatch;
  #nextId = 1;
  #canary: CanaryFlight | undefined;
  #end: AcquireEnd | undefined;
  #readErrors = 0;
  #leftHands = 0;
  #wake: () => void = () => undefined;

  constructor(what: Acquisition, ports: AcquirePorts) {
    this.#what = what;
    this.#ports = ports;
    this.#medium = what.medium;
    this.#plan = new RescuePlan(what.map, what.rules, what.start);
    this.#watch = watchFor(what);
    this.#startedAtMs = ports.clock.nowMs();
    this.#hand = new HandInUse(ports.takeHand, () => this.#wake());
    this.#keeper = new MapKeeper(ports);
    this.#outputWait = new OutputWait(what.outputStuckMs);
  }

  tick(): void {
    this.#ports.onProgress(progressOf(this.#plan, this.#readErrors));
    this.#wake();
  }

  async toTheEnd(): Promise<AcquireEnd> {
    try {
      await this.#hand.take(this.#medium);
      for (;;) {
        const end = await this.#turn();
        if (end) return end;
      }
    } finally {
      this.#hand.leave();
      await this.#keeper.save(this.#plan);
      this.tick();
    }
  }

  /** One round; the end, when it has come. */
  async #turn(): Promise<AcquireEnd | undefined> {
    this.#checkBudget();
    if (this.#end && (this.#end.why !== 'gone' || !(await this.#hasComeBack(this.#end)))) return this.#end;
    this.#sendReads();
    if (this.#plan.isOver && this.#flying.size === 0 && !this.#canary) return { why: 'over' };
    if (!this.#hand.hasAnswers) await this.#pause();
    while (this.#hand.hasAnswers && !this.#end) this.#hear(this.#hand.nextAnswer());
    if (!this.#end) await this.#leaveSilent();
    this.#keeper.now(this.#plan);
    return undefined;
  }

  #checkBudget(): void {
    if (this.#ports.signal.aborted) this.#end = { why: 'stopped' };
    const ms = this.#ports.clock.nowMs() - this.#startedAtMs;
    if (isSpent(this.#what.budget, ms, this.#readErrors)) this.#end ??= { why: 'budget' };
  }

  #sendReads(): void {
    while (!this.#canary && !this.#ports.isPaused()) {
      const read = this.#plan.next();
      if (!read) return;
      const id = this.#nextId++;
      this.#flying.set(id, { read, sentAtMs: this.#ports.clock.nowMs() });
      this.#hand.send(orderOf(id, read, this.#what.only));
    }
  }

  /** Until an answer, a tick or a stop. */
  async #pause(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      if (this.#ports.signal.aborted) resolve();
    });
  }

  /** Undefined: the hand has ended by itself. */
  #hear(answer: HandAnswer | undefined): void {
    if (answer === undefined) this.#gone({ errno: 'ECHILD' });
    else if (answer.writingTo) this.#outputWait.hear(answer.id, answer.writingTo, this.#ports.clock.nowMs());
    else if (answer.id === this.#canary?.id) this.#hearCanary(answer);
    else this.#hearRead(answer);
  }

  #hearRead(answer: HandAnswer): void {
    const read = this.#flying.get(answer.id)?.read;
    if (!read) return;
    this.#flying.delete(answer.id);
    this.#outputWait.over(answer.id);
    for (const lost of answer.lost ?? []) this.#ports.onLost?.(lost);
    if (answer.writeErrno !== undefined) {
      this.#plan.forget(read);
      this.#end ??= { why: 'output', errno: answer.writeErrno };
    } else if (speaksOfPlaces(answer, this.#medium)) this.#learn(read, answer);
    else {
      this.#plan.forget(read);
      this.#gone(answer.errno === undefined ? {} : { errno: answer.errno });
    }
  }

  #learn(read: RescueRead, answer: HandAnswer): void {
    for (const sum of answer.sums ?? []) this.#what.sums.add(sum);
    const slow = this.#watch.isSlow(read, answer);
    this.#readErrors += errorsIn(answer);
    const kind = answer.errno === undefined ? 'good' : 'bad';
    this.#plan.learn(read, { kind, slow, fast: this.#watch.isFast, steps: answer.steps });
    this.#ports.onRead?.({ atByte: read.atByte, goodBytes: goodBytesOf(read, answer) });
    const doubt = this.#watch.see(read, answer);
    if (doubt && !this.#canary) this.#askCanary(doubt);
    if (this.#watch.isMute) this.#gone({ errno: answer.errno ?? 'EIO' });
  }

  #askCanary(place: Canary): void {
    const id = this.#nextId++;
    this.#canary = { id, place, sentAtMs: this.#ports.clock.nowMs() };
    this.#hand.send({ do: 'read', id, ...place, stepBytes: 0, stops: false, back: false, only: true });
  }

  #hearCanary({ errno }: HandAnswer): void {
    this.#canary = undefined;
    if (errno === undefined) this.#watch.trust();
    else this.#gone({ errno });
  }

  /** Nothing it said since its last good answer counts. */
  #gone(how: { readonly errno?: string; readonly hangs?: true }): void {
    this.#plan.takeBack(this.#watch.unfounded());
    this.#end ??= { why: 'gone', atByte: this.#plan.atByte, ...how };
  }

  async #leaveSilent(): Promise<void> {
    const nowMs = this.#ports.clock.nowMs();
    for (const id of this.#outputWait.toSay(nowMs)) this.#ports.onSilent?.(id);
    const outputs = this.#outputWait.givenUp(nowMs);
    if (outputs.length > 0) await this.#leaveOutputs(outputs);
    else await this.#leaveStuckHand(nowMs);
  }

  /** Whoever writes to them hangs with them: what it read is read again, for the others. */
  async #leaveOutputs(ids: readonly number[]): Promise<void> {
    const reads = [...this.#flying.values()].map(({ read }) => read);
    for (const read of reads.toReversed()) this.#plan.forget(read);
    this.#leaveHand();
    const { atByte = 0, lengthBytes = 0 } = reads[0] ?? {};
    const go = ids.map((id) => this.#ports.onLost?.({ id, errno: 'ETIMEDOUT', atByte, lengthBytes }));
    if (go.at(-1)) await this.#hand.take(this.#medium);
    else this.#end = { why: 'output', errno: 'ETIMEDOUT' };
  }

  /** The oldest read is taken for the one that hangs; those behind it were never tried. */
  async #leaveStuckHand(nowMs: number): Promise<void> {
    const { stuckMs = STUCK_MS } = this.#what;
    const canaryHangs = this.#canary !== undefined && nowMs - this.#canary.sentAtMs > stuckMs;
    // What is read already waits for an output, which has a time of its own.
    const { oldest, others } = parted(this.#flying, (id) => this.#outputWait.isWriting(id));
    const isStuck = oldest !== undefined && nowMs - oldest.sentAtMs > stuckMs;
    if (!canaryHangs && !isStuck) return;
    this.#leaveHand();
    this.#leftHands++;
    for (const { read } of others.toReversed()) this.#plan.forget(read);
    if (oldest && isStuck) this.#plan.learn(oldest.read, { kind: 'stuck', slow: false });
    else if (oldest) this.#plan.forget(oldest.read);
    if (canaryHangs || this.#leftHands >= MOST_LEFT_HANDS) {
      this.#gone({ hangs: true });
      return;
    }
    this.#readErrors++;
    await this.#keeper.save(this.#plan);
    await this.#hand.take(this.#medium);
    const doubt = oldest && this.#watch.see(oldest.read, { errno: 'ETIMEDOUT', tookMs: stuckMs });
    if (doubt) this.#askCanary(doubt);
  }

  #leaveHand(): void {
    this.#hand.leave();
    this.#flying.clear();
    this.#outputWait.allOver();
    this.#canary = undefined;
  }

  /** Waits for a drive that went away; it may come back under another name. */
  async #hasComeBack({ hangs }: Extract<AcquireEnd, { why: 'gone' }>): Promise<boolean> {
    const { waitMs, map, rules } = this.#what;
    if (hangs || waitMs === 0 || this.#medium.isThere()) return false;
    await this.#keeper.save(this.#plan);
    // While a hand holds it, its name is not free, and may be the very one it comes back under.
    this.#leaveHand();
    const found = await comeBack(this.#medium, waitMs, this.#ports, () => this.#pause());
    if (!found) return false;
    this.#medium = found;
    this.#leftHands = 0;
    this.#plan = new RescuePlan(map, rules);
    this.#watch = watchFor(this.#what);
    this.#end = undefined;
    await this.#hand.take(this.#medium);
    return true;
  }
}
