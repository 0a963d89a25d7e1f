import type { AcquirePorts } from './acquisition.ts';
import type { RescuePlan } from './rescue-plan.ts';

/** The map is kept so often, or so many times as seldom as keeping it takes. */
const SAVE_MS = 5000;
const SAVE_SHARE = 20;

/** Keeps the map now and then, beside the reading: what is lost with a crash is read again. */
export class MapKeeper {
  readonly #ports: Pick<AcquirePorts, 'clock' | 'save'>;
  #savedAtMs: number;
  #tookMs = 0;
  #running: Promise<void> | undefined;
  #failure: { readonly error: unknown } | undefined;

  constructor(ports: Pick<AcquirePorts, 'clock' | 'save'>) {
    this.#ports = ports;
    this.#savedAtMs = ports.clock.nowMs();
  }

  /** Begins to keep it when it is time. @throws what an earlier time failed with */
  now(plan: RescuePlan): void {
    if (this.#failure) throw this.#failure.error;
    const sinceMs = this.#ports.clock.nowMs() - this.#savedAtMs;
    if (this.#running || sinceMs <= Math.max(SAVE_MS, this.#tookMs * SAVE_SHARE)) return;
    this.#running = this.#keep(plan)
      .catch((error: unknown) => {
        this.#failure = { error };
      })
      .finally(() => {
        this.#running = undefined;
      });
  }

  /** Keeps it, and resolves when it is safe. */
  async save(plan: RescuePlan): Promise<void> {
    await this.#running;
    await this.#keep(plan);
  }

  async #keep({ atByte, phase, pass, map }: RescuePlan): Promise<void> {
    const startedAtMs = this.#ports.clock.nowMs();
    await this.#ports.save(map, { atByte, phase, pass });
    this.#savedAtMs = this.#ports.clock.nowMs();
    this.#tookMs = this.#savedAtMs - startedAtMs;
  }
}
