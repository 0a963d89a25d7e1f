import {
  type DiscFamily,
  familyOf,
  isBlankable,
  isOverwritable,
} from '../../../bytes/formats/mmc/profiles.ts';
import type { BurnChoice } from '../../../contract/events/burn-steps.ts';
import type { DiscKind } from '../../../contract/plan/disc.ts';

const BLOCK_BYTES = 2048;
/** What it holds between us and the drive. */
export const FIFO_BYTES = 4 << 20;
/** Whatever stands in files of the person's is not asked for. */
const ALONE = '-no_rc';
const speedUnits: Readonly<Record<DiscFamily, string>> = { cd: 'c', dvd: 'd', bd: 'b' };

export interface XorrisoBurn extends BurnChoice {
  readonly kind: DiscKind;
  /** With what fills the last unit up; undefined of a source whose size is known only at its end. */
  readonly blocks: number | undefined;
}

/** Burns what comes on standard input; xorrecord(1). @param device as xorriso takes it: `/dev/sr0`, `stdio:/file` */
export function burnArguments(device: string, burn: XorrisoBurn): string[] {
  const { kind, blocks, speed, multi = false, dummy = false } = burn;
  const blank = blankMode(burn);
  const isAtOnce = blocks !== undefined && !multi && /^(?:cd-rw?|dvd-rw?)$/.test(kind);
  return [
    ...[ALONE, '-as', 'cdrecord', '-v', `dev=${device}`, `fs=${FIFO_BYTES >> 20}m`],
    ...(blank === undefined ? [] : [`blank=${blank}`]),
    ...(speed === undefined ? [] : [`speed=${speed}${speedUnits[familyOf(kind)]}`]),
    ...(multi ? ['-multi'] : []),
    ...(dummy ? ['-dummy'] : []),
    ...(isAtOnce ? ['-sao'] : []),
    ...(blocks === undefined ? [] : [`tsize=${blocks * BLOCK_BYTES}`]),
    // Zeros behind an image would be no part of it.
    ...['-nopad', '-'],
  ];
}

/** Discs that can be rewritten are made ready; what is written once is blank already, or refused. */
function blankMode({ kind, blank }: XorrisoBurn): string | undefined {
  if (isBlankable(kind) && blank !== undefined) return blank === 'full' ? 'all' : 'fast';
  return isBlankable(kind) || isOverwritable(kind) ? 'as_needed' : undefined;
}

/** Tells what is in a drive, and loads it. */
export function lookArguments(device: string): string[] {
  return [ALONE, '-outdev', device, '-toc'];
}

export function ejectArguments(device: string): string[] {
  return [ALONE, '-outdev', device, '-eject', 'all'];
}
