/** Characters of a volume label. fatgen103 "BS_VolLab". */
export const MAX_FAT_LABEL_CHARACTERS = 11;
/** What systems agree on; small letters are kept by Linux and shown by Windows. */
const LEGAL = /^[\w !#$%&'()@^`{}~-]+$/;

/** Whether a label stands on FAT letter by letter. */
export function isFatLabel(label: string): boolean {
  return label.length <= MAX_FAT_LABEL_CHARACTERS && LEGAL.test(label) && label.trim() === label;
}

/** The nearest label that FAT can hold; '' when nothing of it can stay. */
export function fatLabelLike(label: string): string {
  const legal = label.trim().replace(/[^A-Za-z0-9_-]+/g, '_');
  return legal.slice(0, MAX_FAT_LABEL_CHARACTERS).replace(/^_+|_+$/g, '');
}

/** Eleven bytes, padded with spaces. */
export function fatLabelBytes(label: string): Uint8Array {
  const padded = label.padEnd(MAX_FAT_LABEL_CHARACTERS).slice(0, MAX_FAT_LABEL_CHARACTERS);
  return Uint8Array.from(padded, (letter) => letter.charCodeAt(0));
}
