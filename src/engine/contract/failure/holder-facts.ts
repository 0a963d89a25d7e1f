/** Keeps a drive or a mount busy; `?` where its name is not known. */
export interface HolderFacts {
  readonly pid: number;
  readonly name: string;
  readonly how: 'open' | 'mounted';
}
