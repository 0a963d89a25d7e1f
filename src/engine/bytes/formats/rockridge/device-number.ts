/**
 * The two halves of a PN field. RRIP §4.1.2 wants a 64-bit `dev_t` in two; libarchive and libisofs read it so, and Linux
 * reads "high 0" as major and minor of 8 bits each. Numbers that are larger are read by Linux as major and minor
 * themselves, so these are written for Linux.
 */
export function deviceHalves(major: number, minor: number): { readonly high: number; readonly low: number } {
  if (major <= 0xfff && minor <= 0xff) return { high: 0, low: (major << 8) | minor };
  return { high: major, low: minor };
}
