import type { Medium } from '../../contract/ports/medium.ts';
import { type AcquireEnd, type AcquirePorts, type Acquisition, isSpent } from './acquisition.ts';
import type { Canary, DriveWatch } from './drive-watch.ts';
import { type CanaryFlight, comeBack, type Flight, goodBytesOf, speaksOfPlaces, watchFor } from './flight.ts';
import { type Hand, type HandAnswer, orderOf } from './hand.ts';
import { MapKeeper } from './map-keeper.ts';
import { RescuePlan } from './rescue-plan.ts';
import type { RescueRead } from './rescue-read.ts';

/** A hand is given up after this long without an answer. */
export const STUCK_MS = 30_000;
/** So many hands may hang in a drive; then it is the drive. */
const MOST_LEFT_HANDS = 4;
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
  readonly #stuckMs: number;
  readonly #startedAtMs: number;
  readonly #keeper: MapKeeper;
  readonly #flying = new Map<number, Flight>();
  readonly #answers: (HandAnswer | undefined)[] = [];
  #medium: Medium;
  #plan: RescuePlan;
  #watch: DriveWatch;
  #hand: Hand | undefined;
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
    this.#stuckMs = what.stuckMs ?? STUCK_MS;
    this.#startedAtMs = ports.clock.nowMs();
    this.#keeper = new MapKeeper(ports);
  }

  tick(): void {
    this.#tell();
    this.#wake();
  }

  async toTheEnd(): Promise<AcquireEnd> {
    try {
      await this.#takeHand();
      let end: AcquireEnd | undefined;
      while (end === undefined) end = await this.#turn();
      return end;
    } finally {
      this.#hand?.leave();
      await this.#keeper.save(this.#plan);
      this.#tell();
    }
  }

  /** One round; the end, when it has come. */
  async #turn(): Promise<AcquireEnd | undefined> {
    this.#checkBudget();
    if (this.#end && (this.#end.why !== 'gone' || !(await this.#hasComeBack(this.#end)))) return this.#end;
    this.#sendReads();
    if (this.#plan.isOver && this.#flying.size === 0 && !this.#canary) return { why: 'over' };
    if (this.#answers.length === 0) await this.#pause();
    while (this.#answers.length > 0 && !this.#end) this.#hear(this.#answers.shift());
    if (!this.#end) await this.#leaveStuckHand();
    this.#keeper.now(this.#plan);
    return undefined;
  }

  #checkBudget(): void {
    if (this.#ports.signal.aborted) this.#end = { why: 'stopped' };
    const spentMs = this.#ports.clock.nowMs() - this.#startedAtMs;
    if (isSpent(this.#what.budget, spentMs, this.#readErrors)) this.#end ??= { why: 'budget' };
  }

  async #takeHand(): Promise<void> {
    const hand = await this.#ports.takeHand(this.#medium);
    this.#hand = hand;
    hand.onAnswer((answer) => {
      if (this.#hand !== hand) return;
      this.#answers.push(answer);
      this.#wake();
    });
  }

  #sendReads(): void {
    while (!this.#canary && !this.#ports.isPaused()) {
      const read = this.#plan.next();
      if (!read) return;
      const id = this.#nextId++;
      this.#flying.set(id, { read, sentAtMs: this.#ports.clock.nowMs() });
      this.#hand?.send(orderOf(id, read, this.#what.only));
    }
  }

  /** Until an answer, a tick or a stop. */
  async #pause(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      if (this.#ports.signal.aborted) resolve();
    });
    this.#wake = () => undefined;
  }

  /** Undefined: the hand has ended by itself. */
  #hear(answer: HandAnswer | undefined): void {
    if (answer === undefined) this.#gone({ errno: 'ECHILD' });
    else if (answer.id === this.#canary?.id) this.#hearCanary(answer);
    else this.#hearRead(answer);
  }

  #hearRead(answer: HandAnswer): void {
    const read = this.#flying.get(answer.id)?.read;
    if (!read) return;
    this.#flying.delete(answer.id);
    for (const lost of answer.lost ?? []) this.#ports.onLost?.(lost);
    if (answer.writeErrno !== undefined) {
      this.#plan.forget(read);
      this.#end ??= { why: 'output', errno: answer.writeErrno };
    } else if (speaksOfPlaces(answer, this.#medium)) this.#learn(read, answer);
    else this.#forgetAll(read, answer);
  }

  #forgetAll(read: RescueRead, { errno }: HandAnswer): void {
    this.#plan.forget(read);
    this.#gone({ ...(errno !== undefined && { errno }) });
  }

  #learn(read: RescueRead, answer: HandAnswer): void {
    for (const sum of answer.sums ?? []) this.#what.sums.add(sum);
    const slow = this.#watch.isSlow(read, answer);
    const bad = answer.steps?.filter((good) => !good).length ?? 0;
    this.#readErrors += bad + (answer.errno === undefined ? 0 : 1);
    this.#plan.learn(read, {
      kind: answer.errno === undefined ? 'good' : 'bad',
      slow,
      fast: this.#watch.isFast,
      steps: answer.steps,
    });
    this.#ports.onRead?.({ atByte: read.atByte, goodBytes: goodBytesOf(read, answer) });
    const doubt = this.#watch.see(read, answer);
    if (doubt && !this.#canary) this.#askCanary(doubt);
    if (this.#watch.isMute) this.#gone({ errno: answer.errno ?? 'EIO' });
  }

  #askCanary(place: Canary): void {
    const id = this.#nextId++;
    this.#canary = { id, place, sentAtMs: this.#ports.clock.nowMs() };
    this.#hand?.send({ do: 'read', id, ...place, stepBytes: 0, stops: false, back: false, only: true });
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

  /** The oldest read is taken for the one that hangs; those behind it were never tried. */
  async #leaveStuckHand(): Promise<void> {
    const nowMs = this.#ports.clock.nowMs();
    const canaryHangs = this.#canary !== undefined && nowMs - this.#canary.sentAtMs > this.#stuckMs;
    const [oldest, ...others] = [...this.#flying.values()];
    const isStuck = oldest !== undefined && nowMs - oldest.sentAtMs > this.#stuckMs;
    if (!canaryHangs && !isStuck) return;
    this.#leaveHand();
    for (const { read } of others.reverse()) this.#plan.forget(read);
    if (oldest && isStuck) this.#plan.learn(oldest.read, { kind: 'stuck', slow: false });
    else if (oldest) this.#plan.forget(oldest.read);
    if (canaryHangs || this.#leftHands >= MOST_LEFT_HANDS) {
      this.#gone({ hangs: true });
      return;
    }
    this.#readErrors++;
    await this.#keeper.save(this.#plan);
    await this.#takeHand();
    if (oldest) this.#doubt(oldest.read);
  }

  #doubt(read: RescueRead): void {
    const place = this.#watch.see(read, { errno: 'ETIMEDOUT', tookMs: this.#stuckMs });
    if (place) this.#askCanary(place);
  }

  #leaveHand(): void {
    this.#hand?.leave();
    this.#hand = undefined;
    this.#leftHands++;
    this.#flying.clear();
    this.#answers.length = 0;
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
    await this.#takeHand();
    return true;
  }

  #tell(): void {
    const { atByte, phase, pass, map } = this.#plan;
    this.#ports.onProgress({ atByte, phase, pass, map, readErrors: this.#readErrors });
  }
}
