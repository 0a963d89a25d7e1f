import type { AcquirePorts } from './acquisition.ts';
import type { RescuePlan } from './rescue-plan.ts';

/** The map is kept so often, or so many times as seldom as keeping it takes. */
const SAVE_MS = 5000;
const SAVE_SHARE = 20;

/** Keeps the map now and then: what is lost with a crash is read again. */
export class MapKeeper {
  readonly #ports: Pick<AcquirePorts, 'clock' | 'save'>;
  #savedAtMs: number;
  #tookMs = 0;

  constructor(ports: Pick<AcquirePorts, 'clock' | 'save'>) {
    this.#ports = ports;
    this.#savedAtMs = ports.clock.nowMs();
  }

  get isDue(): boolean {
    const sinceMs = this.#ports.clock.nowMs() - this.#savedAtMs;
    return sinceMs > Math.max(SAVE_MS, this.#tookMs * SAVE_SHARE);
  }

  async save({ atByte, phase, pass, map }: RescuePlan): Promise<void> {
    const startedAtMs = this.#ports.clock.nowMs();
    await this.#ports.save(map, { atByte, phase, pass });
    this.#savedAtMs = this.#ports.clock.nowMs();
    this.#tookMs = this.#savedAtMs - startedAtMs;
  }
}
