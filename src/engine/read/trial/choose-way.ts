import type { Forecast } from '../../contract/events/inspection.ts';
import type { GuestFirmware, GuestMedium } from '../../contract/ports/guest.ts';

export interface TrialWay {
  readonly firmware: GuestFirmware;
  readonly medium: GuestMedium;
}

type Asked = { readonly [F in keyof TrialWay]?: TrialWay[F] | undefined };

/** In this order ways are preferred of which the same is forecast: what is written is a stick, and new computers have UEFI. */
const WAYS: readonly TrialWay[] = [
  { firmware: 'uefi', medium: 'usb' },
  { firmware: 'bios', medium: 'usb' },
  { firmware: 'uefi', medium: 'cd' },
  { firmware: 'bios', medium: 'cd' },
  { firmware: 'secure-boot', medium: 'usb' },
  { firmware: 'secure-boot', medium: 'cd' },
];

/** The way that is most likely to start, of those that were asked for. */
export function chooseWay(forecast: readonly Forecast[], { firmware, medium }: Asked): TrialWay {
  const asked = WAYS.filter(
    (way) => way.firmware === (firmware ?? way.firmware) && way.medium === (medium ?? way.medium),
  );
  const best = (boots: Forecast['boots']) => asked.find((way) => forecastFor(forecast, way) === boots);
  const way = best(true) ?? best('unknown') ?? asked[0];
  if (!way) throw new Error('every kind of firmware and medium is a way');
  return way;
}

/** What was said of one way before; undefined where nothing was. */
export function forecastFor(
  forecast: readonly Forecast[],
  { firmware, medium }: TrialWay,
): Forecast['boots'] | undefined {
  const name = { bios: 'bios', uefi: 'uefi-x64', 'secure-boot': 'uefi-x64-secure' }[firmware];
  return forecast.find((row) => row.firmware === name && row.medium === medium)?.boots;
}
