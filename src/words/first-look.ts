import type { Forecast } from '../engine/contract/events/inspection.ts';
import type { FailureReport } from '../engine/contract/failure/failure.ts';
import type { FirstLook } from '../engine/contract/ports/first-look.ts';
import { cleanText } from './clean.ts';
import { t } from './language.ts';
import { remedy } from './remedies.ts';
import { foundText } from './source-reasons.ts';

/** What a file is at first sight, the most important first: a screen shows as many as fit into its columns. */
export function lookWords(look: FirstLook, columns = Number.POSITIVE_INFINITY): readonly string[] {
  return wordsOf(look, columns)
    .map((text) => cleanText(text).trim())
    .filter((text) => text !== '');
}

function wordsOf(look: FirstLook, columns: number): readonly string[] {
  const words = t().firstLook;
  switch (look.what) {
    case 'receipt':
      return [words.receipt];
    case 'no-image':
      return notAnImageWords(look.failure, columns);
    case 'packed':
      return [words.packed(look.container), ...checksumWords(look.checksumFile)];
    case 'image':
      return [
        ...(look.isCut ? [words.cut] : []),
        look.label,
        t().cli.inspect.kinds[look.kind],
        bootsText(look.forecast),
        ...checksumWords(look.checksumFile),
      ];
  }
}

const checksumWords = (name: string | undefined) =>
  name === undefined ? [] : [t().firstLook.checksum(name)];

/** Why, then what to do about it. */
function notAnImageWords(failure: FailureReport, columns: number): readonly string[] {
  const { notAnImage } = t().firstLook;
  if (failure.code !== 'source-not-an-image') return [remedy(failure).title];
  const { because } = failure.facts as FailureReport<'source-not-an-image'>['facts'];
  const [why = '', ...rest] = because === undefined ? [] : foundText(because).split('; ');
  const whole = notAnImage(why);
  return [whole.length <= columns ? whole : why, ...rest];
}

/** From a stick, which is what it is written to; from disc only is said too, and that nothing was found. */
function bootsText(forecast: readonly Forecast[]): string {
  const words = t().firstLook;
  const { firmware } = t().boot;
  const from = (medium: Forecast['medium']) => [
    ...new Set(
      forecast
        .filter((one) => one.medium === medium && one.boots === true)
        .map((one) => firmware[one.firmware] ?? one.firmware),
    ),
  ];
  const usb = from('usb');
  if (usb.length > 0) return words.boots(usb.join(', '));
  if (from('cd').length > 0) return words.bootsFromDisc;
  return forecast.some(({ boots }) => boots === 'unknown') ? words.mayBoot : words.bootsNot;
}

/** For whoever chooses what is no image all the same; undefined for everything else. */
export function noImageWarning(look: FirstLook | undefined): string | undefined {
  if (look?.what !== 'no-image') return undefined;
  const [why = ''] = notAnImageWords(look.failure, 0);
  return cleanText(t().firstLook.chosenAllTheSame(why));
}
