import type { ForecastFacts } from '../engine/contract/events/forecast-reasons.ts';
import type { Forecast } from '../engine/contract/events/inspection.ts';
import { isKeyOf } from '../engine/contract/plan/record.ts';
import { t } from './language.ts';

/** Why firmware starts a medium, or does not; a job of before said it itself. */
export function whyText({ because, inPart, why = '' }: Forecast): string {
  if (because === undefined) return why;
  const text = reasonText(because);
  return inPart ? t().forecasts.inPart(text) : text;
}

function reasonText(facts: ForecastFacts): string {
  const { reasons, programs } = t().forecasts;
  if (!Object.hasOwn(reasons, facts.reason)) return String(facts.reason);
  const say = reasons[facts.reason] as (facts: object) => string;
  const isNamed = facts.reason === 'entry-names' && isKeyOf(programs, facts.loader);
  return say(isNamed ? { loader: programs[facts.loader] } : facts);
}

/** A forecast as programs are told of it. */
export function toldForecast(forecast: Forecast): Forecast {
  const { firmware, medium, boots } = forecast;
  return { firmware, medium, boots, why: whyText(forecast) };
}
