import type { SupplementaryVolume } from '../iso9660/volume-descriptor.ts';

/** Joliet level 3: UCS-2 level 3, `%/E`. ECMA-119 §8.5.6; Joliet 1995, "Escape Sequences". */
export const JOLIET_ESCAPE: SupplementaryVolume['escapeSequences'] = escapeField(0x25, 0x2f, 0x45);

/** A volume identifier has 32 bytes, two a unit. ECMA-119 §8.5.5. */
export const MAX_JOLIET_LABEL_UNITS = 16;

/** The start of a label that Joliet can hold; never half of a surrogate pair. */
export function jolietLabel(label: string): string {
  return cutUnits(label, MAX_JOLIET_LABEL_UNITS);
}

/** The longest start of a text of at most `most` UTF-16 units that cuts no surrogate pair. */
export function cutUnits(text: string, most: number): string {
  if (text.length <= most) return text;
  const last = text.charCodeAt(most - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? most - 1 : most);
}

function escapeField(...bytes: number[]): Uint8Array {
  const field = new Uint8Array(32);
  field.set(bytes);
  return field;
}
