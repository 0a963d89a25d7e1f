/** What was seen when an image was started in a virtual machine. */

/** Signs that something of the image runs. */
export const trialSigns = [
  'login',
  'kernel',
  'grub-menu',
  'grub-prompt',
  'grub',
  'isolinux',
  'ipxe',
  'windows',
  'systemd-boot',
  'memtest',
  'text',
  'picture',
] as const;
export type TrialSign = (typeof trialSigns)[number];

/** Why it is said not to have started. */
export const trialObstacles = [
  'signature-refused',
  'no-bootable-device',
  'efi-shell',
  'loader-lost',
  'machine-ended',
  'only-firmware',
  'blank',
] as const;
export type TrialObstacle = (typeof trialObstacles)[number];

export type TrialVerdict =
  | { readonly started: true; readonly saw: TrialSign; readonly afterMs: number }
  | { readonly started: false; readonly because: TrialObstacle; readonly afterMs: number };

/** The guest's screen: as text where it shows text, else as brightness of cells. */
export type GuestScreen =
  | { readonly kind: 'text'; readonly lines: readonly string[] }
  | { readonly kind: 'picture'; readonly picture: GreyPicture };

/** A picture as brightness, 0 to 255, row by row. */
export interface GreyPicture {
  readonly width: number;
  readonly height: number;
  readonly greys: Uint8Array;
}

/** What is told while it is watched. */
export interface TrialView {
  readonly elapsedMs: number;
  readonly screen: GuestScreen;
  /** The last lines that came over the serial line. */
  readonly serialLines: readonly string[];
}
