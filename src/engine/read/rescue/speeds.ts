import type { CaptureForecast, PlaceSpeed } from '../../contract/events/report.ts';

/** So many places a medium is measured at. */
const PLACES = 16;
/** A medium much slower at a place than elsewhere is ill there; outer and inner tracks differ by two to three. */
const SLOW_SHARE = 1 / 8;
/** What takes no longer than this at a place is a moment's rest, and no slowness. */
const LEAST_SLOW_MS = 500;
/** What was read in less time than this was hardly measured: answers come in bursts. */
const LEAST_MS = 500;

interface Place {
  bytes: number;
  ms: number;
}

/** How fast a medium gave its bytes, by place: all the time that passes belongs to the place that just answered. */
export class Speeds {
  readonly #sizeBytes: number;
  readonly #places: Place[];
  #lastMs: number | undefined;

  /** @param sizeBytes of the part that is read */
  constructor(sizeBytes: number) {
    this.#sizeBytes = sizeBytes;
    this.#places = Array.from({ length: Math.max(1, Math.min(PLACES, sizeBytes)) }, () => ({
      bytes: 0,
      ms: 0,
    }));
  }

  /** It begins, or goes on after a pause. */
  startAt(nowMs: number): void {
    this.#lastMs = nowMs;
  }

  /** @param goodBytes what was read of it; nothing of what failed */
  add({ atByte, goodBytes }: { readonly atByte: number; readonly goodBytes: number }, nowMs: number): void {
    const place = this.#places[Math.min(this.#places.length - 1, Math.floor(atByte / this.#placeBytes))];
    if (place === undefined) return;
    place.bytes += goodBytes;
    place.ms += Math.max(0, nowMs - (this.#lastMs ?? nowMs));
    this.#lastMs = nowMs;
  }

  get #spentMs(): number {
    return this.#places.reduce((sum, { ms }) => sum + ms, 0);
  }

  get #placeBytes(): number {
    return Math.max(1, this.#sizeBytes / this.#places.length);
  }

  /** In order, each with what was read there; places of which nothing is known are left out. None of what took no time. */
  get places(): readonly PlaceSpeed[] {
    if (this.#spentMs < LEAST_MS) return [];
    return this.#places.flatMap(({ bytes, ms }, index) => {
      if (ms <= 0) return [];
      const atByte = Math.floor(index * this.#placeBytes);
      const lengthBytes = Math.floor((index + 1) * this.#placeBytes) - atByte;
      return [{ atByte, lengthBytes, readBytes: bytes, bytesPerSecond: Math.round((bytes * 1000) / ms) }];
    });
  }

  /** What saving it will be like, by what was seen. */
  forecast(seen: {
    readonly readBytes: number;
    readonly badBytes: number;
    readonly missingBytes: number;
    readonly readErrors: number;
  }): CaptureForecast {
    const spentMs = this.#spentMs;
    const readBytes = this.#places.reduce((sum, { bytes }) => sum + bytes, 0);
    // What was not reached is taken to be as the rest: a guess, and no more.
    const leftBytes = Math.max(0, this.#sizeBytes - seen.readBytes - seen.badBytes);
    const seconds = readBytes === 0 ? undefined : Math.ceil((spentMs * (1 + leftBytes / readBytes)) / 1000);
    return { verdict: this.#verdict(seen), ...(seconds !== undefined && { seconds }) };
  }

  #verdict(seen: {
    readonly badBytes: number;
    readonly missingBytes: number;
    readonly readErrors: number;
  }): CaptureForecast['verdict'] {
    if (seen.badBytes > 0) return 'damaged';
    if (seen.missingBytes > 0) return 'unknown';
    return seen.readErrors > 0 || this.#hasSlowPlace() ? 'doubtful' : 'sound';
  }

  #hasSlowPlace(): boolean {
    const speeds = this.places.map(({ bytesPerSecond }) => bytesPerSecond).sort((a, b) => a - b);
    const middle = speeds[Math.floor(speeds.length / 2)] ?? 0;
    return this.#places.some(
      ({ bytes, ms }) => ms > LEAST_SLOW_MS && (bytes * 1000) / ms < middle * SLOW_SHARE,
    );
  }
}
