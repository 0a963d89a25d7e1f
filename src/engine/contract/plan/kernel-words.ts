/** Words of the kernel's line that a recovery image understands. */
export const kernelWord = {
  language: 'isowright.lang',
  keymap: 'isowright.keymap',
  /** The UUID of the medium that it is started from. */
  medium: 'isowright.medium',
} as const;
