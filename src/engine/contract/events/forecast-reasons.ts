type Nothing = Readonly<Record<never, never>>;

/** Why firmware boots a medium, or does not, with its facts; the sentences are in `words/forecasts.ts`. */
export interface ForecastReasons {
  'no-bios-entry': Nothing;
  'entry-behind': Nothing;
  /** BIOSes start the first entry of the catalogue. */
  'bios-entry-not-first': Nothing;
  'record-not-seen': Nothing;
  'catalogue-without-header': Nothing;
  'catalogue-without-key': Nothing;
  'entry-blank': Nothing;
  'loads-nothing': Nothing;
  /** More than there is memory for, or so much that the BIOS is overwritten. */
  'loads-too-much': Nothing;
  'told-wrong-place': { loader: string };
  'not-told-place': { loader: string };
  /** `hard-disk`, or the megabytes of a floppy: `1.44`. */
  'shown-as-disk': { disk: string };
  'unknown-program': Nothing;
  'entry-names': { loader: string };
  'no-mbr': Nothing;
  'no-boot-code': Nothing;
  'unknown-boot-code': Nothing;
  'says-not-bootable': Nothing;
  'no-active-partition': Nothing;
  'active-partition-blank': Nothing;
  'starts-partition': Nothing;
  'sector-starts': { starts: 'grub' | 'isolinux' | 'syslinux' | 'boot-image' };
  'no-uefi-entry': Nothing;
  'catalogue-damaged': Nothing;
  'image-lacks': { path: string };
  'image-has': { path: string };
  /** It is there, and no program for this processor. */
  'loader-refused': { path: string };
  'table-damaged': Nothing;
  'partitions-overlap': Nothing;
  'partition-has': { path: string };
  /** On drives with such sectors only. */
  'large-sectors-have': { path: string; sectorBytes: number };
  'only-udf': { path: string };
  'only-catalogue': Nothing;
  'no-partition-has': { path: string };
  /** Tables are counted in the sectors of the drive. */
  'other-sectors': { imageBytes: number; driveBytes: number };
}

export type ForecastFacts = {
  readonly [R in keyof ForecastReasons]: { readonly reason: R } & Readonly<ForecastReasons[R]>;
}[keyof ForecastReasons];
