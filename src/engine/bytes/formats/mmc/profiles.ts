import type { DiscKind } from '../../../contract/plan/disc.ts';

/** Profiles of discs. MMC-6 table 95. */
const kinds: Readonly<Record<number, DiscKind>> = {
  8: 'cd-rom',
  9: 'cd-r',
  10: 'cd-rw',
  16: 'dvd-rom',
  17: 'dvd-r',
  18: 'dvd-ram',
  19: 'dvd-rw-overwrite',
  20: 'dvd-rw',
  21: 'dvd-r-dl',
  22: 'dvd-r-dl',
  26: 'dvd+rw',
  27: 'dvd+r',
  42: 'dvd+rw-dl',
  43: 'dvd+r-dl',
  64: 'bd-rom',
  65: 'bd-r',
  66: 'bd-r',
  67: 'bd-re',
};

/** Undefined for no disc, and for what is none of these. */
export function kindOfProfile(profile: number): DiscKind | undefined {
  return kinds[profile];
}

export type DiscFamily = 'cd' | 'dvd' | 'bd';

export function familyOf(kind: DiscKind): DiscFamily {
  return kind.startsWith('cd') ? 'cd' : kind.startsWith('dvd') ? 'dvd' : 'bd';
}

/** Blocks that are recorded together: an ECC block of a DVD (16), a cluster of a BD (32). */
const UNIT_BLOCKS: Readonly<Record<DiscFamily, number>> = { cd: 1, dvd: 16, bd: 32 };

export function unitBlocksOf(kind: DiscKind): number {
  return UNIT_BLOCKS[familyOf(kind)];
}

/** Written at any place, as often as wanted, once formatted. */
const OVERWRITABLE: ReadonlySet<DiscKind> = new Set([
  'dvd-ram',
  'dvd-rw-overwrite',
  'dvd+rw',
  'dvd+rw-dl',
  'bd-re',
]);

export function isOverwritable(kind: DiscKind): boolean {
  return OVERWRITABLE.has(kind);
}

/** Written in order, and blank again after BLANK. */
export function isBlankable(kind: DiscKind): boolean {
  return kind === 'cd-rw' || kind === 'dvd-rw';
}

export function isPressed(kind: DiscKind): boolean {
  return kind.endsWith('rom');
}
