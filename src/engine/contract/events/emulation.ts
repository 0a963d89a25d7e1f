/** What the BIOS makes of a boot image. El Torito 1.0 figure 3, byte 1. */
export type Emulation = 'none' | 'floppy-1.2' | 'floppy-1.44' | 'floppy-2.88' | 'hard-disk';
