export interface ReportFact {
  /** `image`, `sha256`, `sdb` */
  readonly label: string;
  readonly text: string;
}
