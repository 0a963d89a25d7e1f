/** exFAT specification §7.3.2. */
const MAX_EXFAT_LABEL_UNITS = 11;

/** Any characters. */
export function isExfatLabel(label: string): boolean {
  return label.length <= MAX_EXFAT_LABEL_UNITS && label.trim() === label && label !== '';
}
