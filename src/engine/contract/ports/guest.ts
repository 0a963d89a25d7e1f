/** A virtual machine of this computer that starts an image; nothing that it writes reaches the image. */

export const guestFirmwares = ['bios', 'uefi', 'secure-boot'] as const;
export type GuestFirmware = (typeof guestFirmwares)[number];

export const guestMedia = ['cd', 'usb'] as const;
export type GuestMedium = (typeof guestMedia)[number];

export interface GuestOrder {
  /** The image or drive, whole. It is opened for reading only. */
  readonly path: string;
  readonly firmware: GuestFirmware;
  readonly medium: GuestMedium;
}

/** What the machine shows at one moment, as it gives it out. */
export interface GuestLook {
  /** Everything that came over the serial line so far; of much, the end. */
  readonly serial: Uint8Array;
  /** The screen, as binary PPM. */
  readonly picture?: Uint8Array | undefined;
  /** Text memory of VGA: cells of a character and its attribute. */
  readonly textMemory?: Uint8Array | undefined;
  /** The machine switched itself off, or was reset. */
  readonly hasEnded: boolean;
}

export interface Guest {
  /** What carries out the guest's instructions: `kvm`, `tcg`, … */
  readonly accelerator: string;
  /** @throws Failure `tool-failed` */
  look(): Promise<GuestLook>;
  /** Ends the machine, whatever it is doing, and removes what it had written. */
  close(): Promise<void>;
}
