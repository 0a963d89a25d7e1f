/** The evidence for a verdict about a drive. */
export interface TruthEvidence {
  readonly target: string;
  readonly test: 'quick' | 'full';
  readonly probes: number;
  readonly badProbes: number;
  /** What was on the drive before the test is back on it. */
  readonly restored: boolean;
}
