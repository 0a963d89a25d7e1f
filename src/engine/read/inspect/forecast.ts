import { efiLoaders } from '../../bytes/formats/efi/processors.ts';
import type { Forecast } from '../../contract/events/inspection.ts';
import { keysOf } from '../../contract/plan/record.ts';
import { biosFromCd, biosFromStick } from './forecast-bios.ts';
import type { ForecastContext } from './forecast-context.ts';
import { uefiFromCd, uefiFromStick } from './forecast-uefi.ts';

/** The table BIOS and UEFI × CD and USB. x64 is always in it; other processors when the image has a loader for them. */
export function forecastOf(context: ForecastContext): Forecast[] {
  const present = [
    ...context.elTorito.flatMap(({ processors }) => processors),
    ...context.stick.loaders.starts,
  ];
  const uefis = keysOf(efiLoaders).filter((name) => name === 'uefi-x64' || present.includes(name));
  const forecast: Forecast[] = [
    { firmware: 'bios', medium: 'cd', ...biosFromCd(context) },
    { firmware: 'bios', medium: 'usb', ...biosFromStick(context) },
    ...uefis.flatMap((firmware): Forecast[] => [
      { firmware, medium: 'cd', ...uefiFromCd(context, firmware) },
      { firmware, medium: 'usb', ...uefiFromStick(context, firmware) },
    ]),
  ];
  return context.isPartial ? forecast.map((one) => softened(one, context)) : forecast;
}

/** What was not found is not known to be missing, but for what would stand in the first sectors. */
function softened(one: Forecast, context: ForecastContext): Forecast {
  if (one.boots !== false || isDefinite(one, context)) return one;
  return { ...one, boots: 'unknown', inPart: true };
}

/** Without boot code no BIOS starts a stick; without a partition or a boot entry for UEFI there is nothing that UEFI could look into. */
function isDefinite(
  { firmware, medium, because }: Forecast,
  { mbr, gpt, elTorito }: ForecastContext,
): boolean {
  if (medium === 'cd') return false;
  if (firmware === 'bios') return because?.reason !== 'active-partition-blank';
  const hasPartition = gpt !== undefined || (mbr?.partitions.length ?? 0) > 0;
  return (
    !hasPartition && elTorito.every(({ platform, loader }) => platform === 'bios' && loader !== 'unknown')
  );
}
