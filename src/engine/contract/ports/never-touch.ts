/** The drives that must never be written to, by serial number, as the command line changes them. */
export interface NeverTouch {
  /** All serials that are protected from this process. @throws Failure `plan-invalid` for a list nobody can read */
  serials(): Promise<readonly string[]>;
  /** The same, list by list. @throws Failure `never-touch-unreadable` */
  lists(): Promise<readonly ProtectedList[]>;
  /** Where the list is that `protect` and `unprotect` change. */
  place(): string;
  /** @returns false when it was there already. @throws Failure `output-not-writable`, `plan-invalid` */
  protect(serial: string): Promise<boolean>;
  /** @returns false when it was not there. @throws Failure `output-not-writable`, `plan-invalid` */
  unprotect(serial: string): Promise<boolean>;
}

/** What stands in one file. */
export interface ProtectedList {
  readonly path: string;
  readonly serials: readonly string[];
}
