/** What a drive says of its own health (SMART); what it does not say is absent. */
export interface DriveHealth {
  /** By its own judgement it will not last. */
  readonly isFailing: boolean;
  /** Sectors that it could not read and has not given up. */
  readonly pendingSectors?: number;
  /** Sectors that it could not read when it looked for such by itself. */
  readonly lostSectors?: number;
  /** Sectors that it replaced by spare ones. */
  readonly replacedSectors?: number;
  /** Times that an NVMe drive could not give back what it holds. */
  readonly mediaErrors?: number;
}
