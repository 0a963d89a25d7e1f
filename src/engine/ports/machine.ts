import type { Drive } from './drive.ts';
import type { Target } from './target.ts';

/**
 * What the rest of the program needs from the real machine. `src/hw` fits it; the door hands it on.
 */
export interface Machine {
  /** All drives with refusals and warnings. `need` adds the refusals that depend on the job. */
  listDrives(need?: DriveNeed): Promise<Drive[]>;
  /**
   * Opens a drive exclusively, identifies it again and returns it as a target.
   *
   * @throws Failure `target-missing`, `target-busy`, `target-mounted`, `target-read-only`, `target-changed`,
   *   `target-system`, `permission-denied`, `not-supported-here`
   */
  openDrive(path: string, expected: ExpectedDrive): Promise<Target>;
  /** True when this process may open drives for writing. */
  isPrivileged(): boolean;
}

export interface DriveNeed {
  readonly sizeBytes?: number;
  /** A file or folder whose drive must not be the target. */
  readonly sourcePath?: string;
}

/** The identity a person saw and confirmed; missing fields are not compared. */
export interface ExpectedDrive {
  readonly sizeBytes?: number | undefined;
  readonly serial?: string | undefined;
  readonly deviceNumber?: string | undefined;
  readonly diskSequence?: number | undefined;
}
