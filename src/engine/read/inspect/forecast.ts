import { type EfiProcessor, efiLoaders } from '../../bytes/formats/efi/processors.ts';
import type { ForecastFacts } from '../../contract/events/forecast-reasons.ts';
import type { ElToritoFacts, Forecast, GptTableFacts, MbrFacts } from '../../contract/events/inspection.ts';
import { keysOf } from '../../contract/plan/record.ts';

/** What a forecast is made from. */
export interface ForecastContext {
  readonly elTorito: readonly ElToritoFacts[];
  readonly catalogueIsSound: boolean;
  readonly catalogueHasKey?: boolean;
  readonly mbr: MbrFacts | undefined;
  readonly gpt: GptTableFacts | undefined;
  /** Processors whose loader lies in a partition that firmware finds on a stick. */
  readonly stickProcessors: readonly string[];
  /** Places that were asked for were not looked at: what was not found may be there. */
  readonly isPartial?: boolean;
}

type Answer = Pick<Forecast, 'boots' | 'because'>;
const yes = (because: ForecastFacts): Answer => ({ boots: true, because });
const no = (because: ForecastFacts): Answer => ({ boots: false, because });
const perhaps = (because: ForecastFacts): Answer => ({ boots: 'unknown', because });

/** The table BIOS and UEFI × CD and USB. x64 is always in it; other processors when the image has a loader for them. */
export function forecastOf(context: ForecastContext): Forecast[] {
  const present = [...context.elTorito.flatMap(({ processors }) => processors), ...context.stickProcessors];
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
function isDefinite({ firmware, medium }: Forecast, { mbr, gpt, elTorito }: ForecastContext): boolean {
  if (medium === 'cd') return false;
  if (firmware === 'bios') return true;
  const hasPartition = gpt !== undefined || (mbr?.partitions.length ?? 0) > 0;
  return (
    !hasPartition && elTorito.every(({ platform, loader }) => platform === 'bios' && loader !== 'unknown')
  );
}

function biosFromCd({ elTorito, catalogueHasKey = true }: ForecastContext): Answer {
  const isForBios = ({ platform, bootable }: ElToritoFacts): boolean => platform === 'bios' && bootable;
  const [entry] = elTorito;
  if (!entry || !elTorito.some(isForBios)) return no({ reason: 'no-bios-entry' });
  if (!catalogueHasKey) return no({ reason: 'catalogue-without-key' });
  return isForBios(entry) ? biosEntry(entry) : no({ reason: 'bios-entry-not-first' });
}

function biosEntry(entry: ElToritoFacts): Answer {
  if (entry.isBehind) return no({ reason: 'entry-behind' });
  if (entry.isBlank) return no({ reason: 'entry-blank' });
  if (entry.bootInfoTable === 'wrong') return no({ reason: 'told-wrong-place', loader: entry.loader });
  if (entry.emulation !== 'none')
    return yes({ reason: 'shown-as-disk', disk: entry.emulation.replace('floppy-', '') });
  if (needsTable(entry) && entry.bootInfoTable === 'none')
    return no({ reason: 'not-told-place', loader: entry.loader });
  if (entry.loader === 'unknown') return perhaps({ reason: 'unknown-program' });
  return yes({ reason: 'entry-names', loader: entry.loader });
}

function needsTable({ loader }: ElToritoFacts): boolean {
  return loader === 'isolinux' || loader === 'grub';
}

function biosFromStick({ mbr }: ForecastContext): Answer {
  if (!mbr) return no({ reason: 'no-mbr' });
  if (mbr.code === 'none') return no({ reason: 'no-boot-code' });
  if (mbr.code === 'behind') return no({ reason: 'entry-behind' });
  if (mbr.code === 'unknown') return perhaps({ reason: 'unknown-boot-code' });
  return yes({ reason: 'sector-starts', starts: mbr.code });
}

function uefiFromCd({ elTorito, catalogueIsSound }: ForecastContext, firmware: EfiProcessor): Answer {
  const entries = elTorito.filter(
    ({ platform, bootable, processors }) => bootable && (platform === 'uefi' || processors.length > 0),
  );
  if (entries.length === 0) return no({ reason: 'no-uefi-entry' });
  if (!catalogueIsSound) return no({ reason: 'catalogue-damaged' });
  if (!entries.some(({ processors }) => processors.includes(firmware)))
    return no({ reason: 'image-lacks', path: loaderPath(firmware) });
  return yes({ reason: 'image-has', path: loaderPath(firmware) });
}

function uefiFromStick(context: ForecastContext, firmware: EfiProcessor): Answer {
  const { gpt, stickProcessors } = context;
  if (stickProcessors.includes(firmware)) {
    // What is written to a larger stick has no second copy at its end either.
    if (gpt && !gpt.primaryValid) return perhaps({ reason: 'table-damaged' });
    return yes({ reason: 'partition-has', path: loaderPath(firmware) });
  }
  if (uefiFromCd(context, firmware).boots === true) return perhaps({ reason: 'only-catalogue' });
  return no({ reason: 'no-partition-has', path: loaderPath(firmware) });
}

function loaderPath(firmware: EfiProcessor): string {
  return `EFI/BOOT/${efiLoaders[firmware].toUpperCase()}`;
}
