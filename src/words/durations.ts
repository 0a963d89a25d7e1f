import { t } from './language.ts';
import { decimalText } from './sizes.ts';

/** A measured time: `0.4 s`, `12 s`, `3 min 20 s`, `1 h 02 min`. */
export function durationText(ms: number): string {
  const { seconds: inSeconds, minutes, hours } = t().durations;
  const seconds = Math.max(0, ms) / 1000;
  if (seconds < 9.95) return inSeconds(decimalText(Math.floor(seconds * 10) / 10, 1));
  if (seconds < 60) return inSeconds(String(Math.floor(seconds)));
  if (seconds < 3600) return `${minutes(String(Math.floor(seconds / 60)))} ${inSeconds(two(seconds % 60))}`;
  return `${hours(String(Math.floor(seconds / 3600)))} ${minutes(two((seconds % 3600) / 60))}`;
}

/** A running clock, in whole seconds so that it is calm: `3 s`, `1 min 20 s`. */
export function clockText(ms: number): string {
  const whole = Math.floor(Math.max(0, ms) / 1000);
  return whole < 60 ? t().durations.seconds(String(whole)) : durationText(whole * 1000);
}

/** A guess, coarse on purpose: `about 10 s`, `about 4 min`, `about 2 h 20 min`. */
export function aboutText(ms: number): string {
  const { about, fewSeconds } = t().durations;
  const seconds = Math.max(0, ms) / 1000;
  return seconds < 5 ? fewSeconds : about(coarse(seconds));
}

function coarse(seconds: number): string {
  const { seconds: inSeconds, minutes: inMinutes, hours } = t().durations;
  if (seconds < 55) return inSeconds(String(Math.ceil(seconds / 5) * 5));
  if (seconds < 3300) return inMinutes(String(Math.max(1, Math.round(seconds / 60))));
  const minutes = Math.round(seconds / 600) * 10;
  const rest = minutes % 60 === 0 ? '' : ` ${inMinutes(String(minutes % 60))}`;
  return `${hours(String(Math.floor(minutes / 60)))}${rest}`;
}

function two(value: number): string {
  return String(Math.floor(value)).padStart(2, '0');
}
