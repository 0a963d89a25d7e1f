/** How long reads and skips are on one medium. */
export interface RescueRules {
  readonly sectorBytes: number;
  /** Length of a read where there is trouble. */
  readonly smallBytes: number;
  /** The same where there is none: no longer than one command of the device, so that a failure costs one failure. */
  readonly largeBytes: number;
  /** How far a failed read is jumped over at first, and at most. */
  readonly skipBytes: number;
  readonly mostSkipBytes: number;
  /** The same for slow places, which come in zones. */
  readonly slowSkipBytes: number;
  readonly mostSlowSkipBytes: number;
  /** So much without trouble is calm. */
  readonly calmBytes: number;
  /** How often bad sectors are tried again. */
  readonly retries: number;
}

const KIB = 1024;
const MIB = KIB * KIB;

export function rescueRules(medium: {
  readonly sizeBytes: number;
  readonly sectorBytes: number;
  readonly commandBytes: number;
  readonly retries: number;
}): RescueRules {
  const { sizeBytes, sectorBytes, commandBytes, retries } = medium;
  const up = (bytes: number): number => Math.ceil(bytes / sectorBytes) * sectorBytes;
  const smallBytes = 64 * KIB;
  const skipBytes = up(Math.max(smallBytes, sizeBytes / 100_000));
  const command = 2 ** Math.floor(Math.log2(Math.max(commandBytes, 1)));
  const eighth = Math.floor(sizeBytes / 8 / smallBytes) * smallBytes;
  return {
    sectorBytes,
    smallBytes,
    largeBytes: Math.min(MIB, Math.max(smallBytes, command)),
    skipBytes,
    mostSkipBytes: up(Math.max(skipBytes, sizeBytes / 100)),
    slowSkipBytes: MIB,
    mostSlowSkipBytes: Math.max(MIB, eighth),
    calmBytes: 4 * MIB,
    retries,
  };
}
