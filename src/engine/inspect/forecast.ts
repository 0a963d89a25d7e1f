import { efiLoaders } from '../boot/efi-processors.ts';
import type { ElToritoFacts, Forecast, GptTableFacts, MbrFacts } from './inspection.ts';

/** What a forecast is made from. */
export interface ForecastContext {
  readonly elTorito: readonly ElToritoFacts[];
  readonly catalogueIsSound: boolean;
  readonly mbr: MbrFacts | undefined;
  readonly gpt: GptTableFacts | undefined;
  /** Processors whose loader lies in a partition that firmware finds on a stick. */
  readonly stickProcessors: readonly string[];
  /** Places that were asked for were not looked at: what was not found may be there. */
  readonly isPartial?: boolean;
}

type Answer = Pick<Forecast, 'boots' | 'why'>;
const yes = (why: string): Answer => ({ boots: true, why });
const no = (why: string): Answer => ({ boots: false, why });
const perhaps = (why: string): Answer => ({ boots: 'unknown', why });

/** The table BIOS and UEFI × CD and USB. x64 is always in it; other processors when the image has a loader for them. */
export function forecastOf(context: ForecastContext): Forecast[] {
  const present = [...context.elTorito.flatMap(({ processors }) => processors), ...context.stickProcessors];
  const uefis = Object.keys(efiLoaders).filter((name) => name === 'uefi-x64' || present.includes(name));
  const forecast: Forecast[] = [
    { firmware: 'bios', medium: 'cd', ...biosFromCd(context) },
    { firmware: 'bios', medium: 'usb', ...biosFromStick(context) },
    ...uefis.flatMap((firmware): Forecast[] => [
      { firmware, medium: 'cd', ...uefiFromCd(context, firmware) },
      { firmware, medium: 'usb', ...uefiFromStick(context, firmware) },
    ]),
  ];
  return context.isPartial ? forecast.map(softened) : forecast;
}

/** What was not found is not known to be missing. */
function softened(one: Forecast): Forecast {
  return one.boots === false ? { ...one, boots: 'unknown', why: `in what was looked at: ${one.why}` } : one;
}

function biosFromCd({ elTorito }: ForecastContext): Answer {
  const entry = elTorito.find(({ platform, bootable }) => platform === 'bios' && bootable);
  if (!entry) return no('no boot image for BIOS in the boot catalogue');
  if (entry.bootInfoTable === 'wrong')
    return no(`${entry.loader} is told a wrong place or checksum of its own`);
  if (entry.emulation !== 'none')
    return yes(`the BIOS shows the boot image as a ${diskName(entry.emulation)}`);
  if (needsTable(entry) && entry.bootInfoTable === 'none')
    return no(`${entry.loader} is not told where it lies (no boot information table)`);
  if (entry.loader === 'unknown') return perhaps('the boot image is a program that is not known here');
  return yes(`the boot catalogue names ${loaderName(entry)}`);
}

function needsTable({ loader }: ElToritoFacts): boolean {
  return loader === 'isolinux' || loader === 'grub';
}

function diskName(emulation: ElToritoFacts['emulation']): string {
  return emulation === 'hard-disk' ? 'hard disk' : `${emulation.replace('floppy-', '')} MB floppy`;
}

function loaderName({ loader }: ElToritoFacts): string {
  return {
    isolinux: 'isolinux',
    grub: 'GRUB',
    windows: "Windows' boot manager",
    efi: 'EFI',
    unknown: 'a program',
  }[loader];
}

function biosFromStick({ mbr }: ForecastContext): Answer {
  if (!mbr) return no('no master boot record');
  if (mbr.code === 'none') return no('no boot code in the first sector');
  if (mbr.code === 'unknown') return perhaps('the boot code in the first sector is not known here');
  const started = { grub: 'GRUB', isolinux: 'isolinux', 'boot-image': 'the boot image' }[mbr.code];
  return yes(`the first sector starts ${started}`);
}

function uefiFromCd({ elTorito, catalogueIsSound }: ForecastContext, firmware: string): Answer {
  const entries = elTorito.filter(({ platform, bootable }) => platform === 'uefi' && bootable);
  if (entries.length === 0) return no('no boot image for UEFI in the boot catalogue');
  if (!catalogueIsSound) return no('the boot catalogue is damaged, and UEFI refuses it');
  if (!entries.some(({ processors }) => processors.includes(firmware)))
    return no(`the boot image for UEFI has no ${loaderPath(firmware)}`);
  return yes(`the boot catalogue names an image with ${loaderPath(firmware)}`);
}

function uefiFromStick(context: ForecastContext, firmware: string): Answer {
  const { gpt, stickProcessors } = context;
  if (stickProcessors.includes(firmware)) {
    if (gpt && !(gpt.primaryValid && gpt.backupValid !== false))
      return perhaps('the partition table is damaged');
    return yes(`a partition has ${loaderPath(firmware)}`);
  }
  if (uefiFromCd(context, firmware).boots === true)
    return perhaps('no partition with a loader: only firmware that looks for a boot catalogue on sticks too');
  return no(`no partition has ${loaderPath(firmware)}`);
}

function loaderPath(firmware: string): string {
  return `EFI/BOOT/${efiLoaders[firmware as keyof typeof efiLoaders].toUpperCase()}`;
}
