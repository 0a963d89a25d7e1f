/** A partition whose file system is read here. */
export interface FoundPartition {
  readonly number: number;
  readonly standard: string;
  readonly label: string;
  readonly sizeBytes: number;
}
