import { setTimeout as sleep } from 'node:timers/promises';
import { testUnitReady } from '../../bytes/formats/mmc/commands.ts';
import { decodeSense } from '../../bytes/formats/mmc/sense.ts';
import { Failure } from '../../contract/failure/failure.ts';
import { present } from '../../contract/failure/present.ts';
import type { Clock } from '../../contract/ports/clock.ts';
import type { ScsiCommand, ScsiDevice } from '../../contract/ports/scsi.ts';
import { judgeSense, type Verdict } from './judge-sense.ts';
import { isScsiError, ScsiError } from './scsi-error.ts';

/** A drive at work is asked soon at first, and then less and less often. */
const LOOK_AGAIN_MS = 10;
const LOOK_SELDOM_MS = 500;
const BUFFER_FULL_MS = 20;
/** A drive that takes nothing for so long is given up. */
const STALLED_MS = 120_000;

/** How long something may take that the drive does by itself, and who is told how far it is. */
export interface Wait {
  readonly mostMs: number;
  /** 0 to 1, of drives that tell. */
  readonly onProgress?: ((part: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * A drive that burns, command by command: one at a time, repeated where the drive asks for that. As soon as the disc is known, one that
 * was changed ends everything.
 */
export class Burner {
  readonly device: ScsiDevice;
  readonly clock: Clock;
  #isDiscKnown = false;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(device: ScsiDevice, clock: Clock) {
    this.device = device;
    this.clock = clock;
  }

  get name(): string {
    return this.device.name;
  }

  /** From now on, another disc is a failure. */
  discIsKnown(): void {
    this.#isDiscKnown = true;
  }

  /** What a drive says about itself once, after a disc was put in or the bus was reset, is not the answer to the command. */
  async ask(command: ScsiCommand): Promise<Uint8Array> {
    const MOST_ATTENTIONS = 8;
    for (let tries = 0; ; tries++) {
      try {
        return await this.#once(command);
      } catch (error) {
        const verdict = verdictOf(error);
        const isSaidOnce = (verdict === 'changed' && !this.#isDiscKnown) || verdict === 'reset';
        if (!isSaidOnce || tries >= MOST_ATTENTIONS) throw this.#told(error, verdict);
      }
    }
  }

  /** The same, repeated while the drive's buffer is full or it is still at work. @throws Failure `target-stalled` */
  async push(command: ScsiCommand): Promise<void> {
    const startedAtMs = this.clock.nowMs();
    for (;;) {
      try {
        await this.ask(command);
        return;
      } catch (error) {
        const verdict = verdictOf(error);
        if (verdict !== 'again' && verdict !== 'wait') throw error;
        const silentMs = this.clock.nowMs() - startedAtMs;
        if (silentMs > STALLED_MS) throw new Failure('target-stalled', { target: this.name, silentMs });
        await sleep(BUFFER_FULL_MS);
      }
    }
  }

  /** Resolves when the drive is not at work on anything. */
  async ready({ mostMs, onProgress, signal }: Wait): Promise<void> {
    const startedAtMs = this.clock.nowMs();
    for (let pauseMs = LOOK_AGAIN_MS; ; pauseMs = Math.min(2 * pauseMs, LOOK_SELDOM_MS)) {
      signal?.throwIfAborted();
      try {
        await this.ask(testUnitReady());
        return;
      } catch (error) {
        if (!isScsiError(error) || verdictOf(error) !== 'wait') throw error;
        const silentMs = this.clock.nowMs() - startedAtMs;
        if (silentMs > mostMs) throw new Failure('target-stalled', { target: this.name, silentMs });
        if (error.sense.progress !== undefined) onProgress?.(error.sense.progress);
      }
      await sleep(pauseMs);
    }
  }

  /** Undefined for a drive that does not know the command. */
  async askIfKnown(command: ScsiCommand): Promise<Uint8Array | undefined> {
    return this.ask(command).catch((error: unknown) => {
      if (verdictOf(error) === 'refused') return undefined;
      throw error;
    });
  }

  /** One command after the other, whoever sends them. */
  async #once(command: ScsiCommand): Promise<Uint8Array> {
    const answer = this.#turn.then(() => this.device.command(command));
    this.#turn = answer.catch(() => undefined);
    const { status, sense, data } = await answer;
    if (status === 0) return data;
    throw new ScsiError(present(command.cdb[0]), decodeSense(sense));
  }

  #told(error: unknown, verdict: Verdict | undefined): unknown {
    if (verdict === 'changed') {
      const facts = { target: this.name, field: 'disc', expected: '', found: '' };
      return new Failure('target-changed', facts, { cause: error });
    }
    if (verdict !== 'empty') return error;
    if (this.#isDiscKnown) return new Failure('target-gone', { target: this.name }, { cause: error });
    return new Failure('target-missing', { target: this.name, noMedium: true }, { cause: error });
  }
}

/** Undefined for what is no answer of the drive. */
export function verdictOf(error: unknown): Verdict | undefined {
  return isScsiError(error) ? judgeSense(error.opcode, error.sense) : undefined;
}
