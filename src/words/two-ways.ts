import type { Forecast } from '../engine/contract/events/inspection.ts';
import type { JobReport } from '../engine/contract/events/report.ts';
import { aboutText } from './durations.ts';
import { t } from './language.ts';
import { lossGroups } from './losses.ts';
import { remedy } from './remedies.ts';
import { rateText, sizeText } from './sizes.ts';

// What a drive would be as an image, and what with the files of it: for whoever has to choose.

/** What is expected of an ordinary stick; it reads twice as fast. */
const WRITES_BYTES_PER_SECOND = 20 * 2 ** 20;
const READS_BYTES_PER_SECOND = 2 * WRITES_BYTES_PER_SECOND;

/** One way, in words. */
export interface WayWords {
  readonly boots: string;
  readonly lost: string;
  readonly rest: string;
  readonly size: string;
  readonly time: string;
}

export interface SeenWay {
  readonly way: 'image' | 'files';
  readonly ok: boolean;
  readonly report: JobReport;
  /** Of the smallest drive. */
  readonly driveBytes: number;
}

/** Why this way is none; undefined where it is one. */
export function refusedWay({ ok, report: { failure } }: SeenWay): string | undefined {
  if (ok) return undefined;
  const words = t().screens;
  return words.ways.refused(failure ? remedy(failure).title : words.summary.cannotBeDone);
}

/** What it would be. */
export function wayWords({ way, report, driveBytes }: SeenWay): WayWords {
  const words = t().screens.ways;
  const sizeBytes = report.image?.sizeBytes ?? report.source?.sizeBytes ?? 0;
  const ms = 1000 * (sizeBytes / WRITES_BYTES_PER_SECOND + sizeBytes / READS_BYTES_PER_SECOND);
  return {
    boots: bootsText(report.forecast ?? []),
    lost: lostText(report),
    rest: way === 'files' ? words.free(sizeText(Math.max(0, driveBytes - sizeBytes))) : words.imageOnly,
    size: sizeText(sizeBytes),
    time: words.time(aboutText(ms), rateText(WRITES_BYTES_PER_SECOND)),
  };
}

/** `BIOS, UEFI, UEFI ARM64 (not certain)`: what starts from a drive. */
function bootsText(forecast: readonly Forecast[]): string {
  const { firmware: names } = t().boot;
  const words = t().screens.ways;
  const found = forecast.flatMap(({ firmware, medium, boots }) => {
    if (medium !== 'usb' || boots === false) return [];
    const name = names[firmware] ?? firmware;
    return [boots === 'unknown' ? words.maybe(name) : name];
  });
  return found.length === 0 ? words.nothingBoots : [...new Set(found)].join(', ');
}

/** The gravest, and how many other kinds. */
function lostText({ losses = [] }: JobReport): string {
  const words = t().screens.ways;
  const [first, ...others] = lossGroups(losses);
  if (first === undefined) return words.nothingLost;
  return others.length === 0 ? first.text : words.lostAnd(first.text, others.length);
}
