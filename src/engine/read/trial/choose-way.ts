import type { Forecast, Inspection } from '../../contract/events/inspection.ts';
import { present } from '../../contract/failure/present.ts';
import type { GuestFirmware, GuestMedium } from '../../contract/ports/guest.ts';

export interface TrialWay {
  readonly firmware: GuestFirmware;
  readonly medium: GuestMedium;
}

type Forecasts = Pick<Inspection, 'forecast' | 'secureBoot'>;
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
export function chooseWay(found: Forecasts, { firmware, medium }: Asked): TrialWay {
  const asked = WAYS.filter(
    (way) => way.firmware === (firmware ?? way.firmware) && way.medium === (medium ?? way.medium),
  );
  const best = (boots: Forecast['boots']) => asked.find((way) => forecastFor(found, way) === boots);
  return best(true) ?? best('unknown') ?? present(asked[0]);
}

/** What was said of one way before; undefined where nothing was. */
export function forecastFor(
  { forecast, secureBoot }: Forecasts,
  { firmware, medium }: TrialWay,
): Forecast['boots'] | undefined {
  const name = firmware === 'bios' ? 'bios' : 'uefi-x64';
  const boots = forecast.find((row) => row.firmware === name && row.medium === medium)?.boots;
  if (firmware !== 'secure-boot' || boots === false) return boots;
  return secureBoot?.boots === true ? boots : secureBoot?.boots;
}
