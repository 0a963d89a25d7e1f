import type { Forecast } from './inspection.ts';

/** It is made to boot machines, but none of them from a drive that it is written to as it is. */
export function startsOnlyFromDisc(forecast: readonly Forecast[]): boolean {
  const starts = (medium: Forecast['medium']): boolean =>
    forecast.some((one) => one.medium === medium && one.boots !== false);
  return starts('cd') && !starts('usb');
}
