import type { ElToritoFacts } from '../../contract/events/inspection.ts';
import { type Answer, type ForecastContext, no, perhaps, yes } from './forecast-context.ts';

/** As SeaBIOS does it: the boot record in its place, a catalogue with header and key, and of that the first entry. El Torito 1.0 §2.0. */
export function biosFromCd({ elTorito, catalogue }: ForecastContext): Answer {
  const isForBios = ({ platform, bootable }: ElToritoFacts): boolean => platform === 'bios' && bootable;
  const [entry] = elTorito;
  if (!entry || !elTorito.some(isForBios)) return no({ reason: 'no-bios-entry' });
  if (!catalogue.hasEarlyRecord) return no({ reason: 'record-not-seen' });
  if (!catalogue.hasHeader) return no({ reason: 'catalogue-without-header' });
  if (!catalogue.hasKey) return no({ reason: 'catalogue-without-key' });
  return isForBios(entry) ? biosEntry(entry) : no({ reason: 'bios-entry-not-first' });
}

function biosEntry(entry: ElToritoFacts): Answer {
  if (entry.isBehind) return no({ reason: 'entry-behind' });
  if (entry.isBlank) return no({ reason: 'entry-blank' });
  // GRUB is told the same, and does not check it.
  if (entry.bootInfoTable === 'wrong' && entry.loader === 'isolinux')
    return no({ reason: 'told-wrong-place', loader: entry.loader });
  const endByte = loadedEnd(entry);
  if (endByte > BIOS_AT_BYTE) return no({ reason: 'loads-too-much' });
  if (endByte > PROGRAMS_END_BYTE) return perhaps({ reason: 'loads-too-much' });
  if (entry.emulation !== 'none')
    return yes({ reason: 'shown-as-disk', disk: entry.emulation.replace('floppy-', '') });
  if (entry.loadSectors === 0) return no({ reason: 'loads-nothing' });
  if (needsTable(entry) && entry.bootInfoTable === 'none')
    return no({ reason: 'not-told-place', loader: entry.loader });
  if (entry.loader === 'unknown') return perhaps({ reason: 'unknown-program' });
  return yes({ reason: 'entry-names', loader: entry.loader });
}

/** Memory that programs of a BIOS have, and where the BIOS itself lies. */
const PROGRAMS_END_BYTE = 0xa0000;
const BIOS_AT_BYTE = 0xf0000;
const USUAL_SEGMENT = 0x7c0;

/** How far into memory the image goes that is loaded. El Torito 1.0 figure 3. */
function loadedEnd({ loadSegment, loadSectors }: ElToritoFacts): number {
  return (loadSegment || USUAL_SEGMENT) * 16 + loadSectors * 512;
}

function needsTable({ loader }: ElToritoFacts): boolean {
  return loader === 'isolinux' || loader === 'grub';
}

/** The first sector is run, whatever file system or table it belongs to. */
export function biosFromStick({ bootCode, active }: ForecastContext): Answer {
  if (bootCode === undefined) return no({ reason: 'no-mbr' });
  if (bootCode === 'none') return no({ reason: 'no-boot-code' });
  if (bootCode === 'behind') return no({ reason: 'entry-behind' });
  if (bootCode === 'idle') return no({ reason: 'says-not-bootable' });
  if (bootCode === 'active-partition') return fromActive(active);
  if (bootCode === 'unknown') return perhaps({ reason: 'unknown-boot-code' });
  return yes({ reason: 'sector-starts', starts: bootCode });
}

function fromActive(active: ForecastContext['active']): Answer {
  if (active === 'none') return no({ reason: 'no-active-partition' });
  if (active === 'syslinux') return yes({ reason: 'sector-starts', starts: 'syslinux' });
  return active === 'blank'
    ? no({ reason: 'active-partition-blank' })
    : perhaps({ reason: 'starts-partition' });
}
