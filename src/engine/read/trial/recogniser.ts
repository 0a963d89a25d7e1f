import type { GreyPicture, TrialObstacle, TrialSign, TrialVerdict } from '../../contract/events/trial.ts';
import { HANDED_OVER, OWN_SHELL, obstacles, signs, strangeLines } from './signs.ts';

/** What was seen at one moment. */
export interface Observation {
  readonly atMs: number;
  /** Of the screen, where it shows text. */
  readonly screenLines?: readonly string[] | undefined;
  /** The screen, small, where it shows a picture. */
  readonly picture?: GreyPicture | undefined;
  /** All that the serial line said so far. */
  readonly serialLines: readonly string[];
  readonly hasEnded?: boolean;
}

/** Loaders that do not find their files say so within this time. */
const SETTLE_MS = 3000;
/** As much of a picture must differ from what firmware has drawn, in cells of a hundred. */
const CHANGED_PERCENT = 2;
const CHANGED_GREYS = 24;

/** From what a machine shows, moment by moment, to whether the image started. It knows neither the clock nor the machine. */
export class Recogniser {
  #candidate: { readonly saw: TrialSign; readonly atMs: number } | undefined;
  #handedOver = false;
  #firmwarePicture: GreyPicture | undefined;
  #sawText = false;
  #sawPicture = false;

  /** Undefined while nothing is decided. */
  see(seen: Observation): TrialVerdict | undefined {
    const text = [...(seen.screenLines ?? []), '', ...seen.serialLines];
    const found = this.#signIn(text, seen);
    if (found && !found.isEarly) return started(found.saw, this.#since(found.saw, seen.atMs));
    const because = obstacleIn(text);
    if (because) return { started: false, because, afterMs: seen.atMs };
    if (seen.hasEnded) return { started: false, because: 'machine-ended', afterMs: seen.atMs };
    if (!found) return this.#remembered(seen.atMs);
    const sinceMs = this.#since(found.saw, seen.atMs);
    return seen.atMs - sinceMs >= SETTLE_MS ? started(found.saw, sinceMs) : undefined;
  }

  /** A loader that cleared the screen and did not give up is at work. */
  #remembered(atMs: number): TrialVerdict | undefined {
    const { saw, atMs: sinceMs } = this.#candidate ?? { saw: 'text', atMs };
    return saw !== 'text' && saw !== 'picture' && atMs - sinceMs >= SETTLE_MS
      ? started(saw, sinceMs)
      : undefined;
  }

  /** Time is up. */
  end(atMs: number): TrialVerdict {
    if (this.#candidate) return started(this.#candidate.saw, this.#candidate.atMs);
    const because = this.#sawText || this.#sawPicture ? 'only-firmware' : 'blank';
    return { started: false, because, afterMs: atMs };
  }

  #signIn(
    lines: readonly string[],
    seen: Observation,
  ): { readonly saw: TrialSign; readonly isEarly?: true } | undefined {
    const text = lines.join('\n');
    this.#sawText ||= /\w/.test(text);
    const wasHandedOver = this.#handedOver;
    this.#handedOver ||= HANDED_OVER.test(text);
    const sign = signs.find(({ pattern }) => pattern.test(text));
    if (sign) return sign;
    if (this.#handedOver && strangeLines(behindHandOver(lines)).length > 0)
      return { saw: 'text', isEarly: true };
    return this.#isNewPicture(seen, wasHandedOver) ? { saw: 'picture', isEarly: true } : undefined;
  }

  /** Firmware's own picture is the last one that was seen before, or when, it handed over. */
  #isNewPicture({ picture, serialLines }: Observation, wasHandedOver: boolean): boolean {
    if (!picture || isBlank(picture)) return false;
    this.#sawPicture = true;
    if (!wasHandedOver) {
      this.#firmwarePicture = picture;
      return false;
    }
    // A loader came back: what changed on the screen is firmware's own text.
    if (/^BdsDxe: (?!starting)/.test(serialLines.findLast((line) => line.startsWith('BdsDxe:')) ?? ''))
      return false;
    return this.#firmwarePicture === undefined || isOther(picture, this.#firmwarePicture);
  }

  #since(saw: TrialSign, atMs: number): number {
    this.#candidate = { saw, atMs: this.#candidate?.atMs ?? atMs };
    return this.#candidate.atMs;
  }
}

const started = (saw: TrialSign, afterMs: number): TrialVerdict => ({ started: true, saw, afterMs });

function obstacleIn(lines: readonly string[]): TrialObstacle | undefined {
  const text = lines.filter((line) => !OWN_SHELL.test(line)).join('\n');
  return obstacles.find(({ pattern }) => pattern.test(text))?.because;
}

/** On one screen, or on the serial line, what stands behind the line that hands over. */
function behindHandOver(lines: readonly string[]): readonly string[] {
  return lines.slice(lines.findLastIndex((line) => HANDED_OVER.test(line)) + 1);
}

function isBlank({ greys }: GreyPicture): boolean {
  const first = greys[0] ?? 0;
  return greys.every((grey) => Math.abs(grey - first) < CHANGED_GREYS);
}

function isOther(one: GreyPicture, other: GreyPicture): boolean {
  let changed = 0;
  for (const [i, grey] of one.greys.entries())
    if (Math.abs(grey - (other.greys[i] ?? 0)) >= CHANGED_GREYS) changed++;
  return changed * 100 >= one.greys.length * CHANGED_PERCENT;
}
