import type { Drive, DriveRefusal } from './drive.ts';
import type { Guest, GuestOrder } from './guest.ts';
import type { ImageMounts } from './image-mounts.ts';
import type { Medium } from './medium.ts';
import type { ScsiDevice } from './scsi.ts';
import type { Target } from './target.ts';

/**
 * What the rest of the program needs from the real machine. `src/hw` implements it; the door passes it on.
 */
export interface Machine {
  /** All drives with refusals and warnings. `need` adds the refusals that depend on the job. */
  listDrives(need?: DriveNeed): Promise<Drive[]>;
  /** A short text that changes whenever the list may: cheap enough to be asked for every second (hot plug). */
  signature(): Promise<string>;
  /**
   * Opens a drive exclusively, identifies it again and returns it as a target. For reading (`verify`), a drive in use is
   * not refused, and nothing can be written through it.
   *
   * @throws Failure `target-missing`, `target-busy`, `target-mounted`, `target-read-only`, `target-changed`,
   *   `target-system`, `permission-denied`, `not-supported-here`
   */
  openDrive(path: string, expected: ExpectedDrive, options?: OpenDrive): Promise<Target>;
  /**
   * Opens an optical drive for SCSI commands, exclusively, after it was judged and identified again. Absent where this cannot be done.
   *
   * @throws Failure `module-missing`, `target-missing`, `target-busy`, `target-mounted`, `target-changed`, `target-refused`,
   *   `permission-denied`
   */
  openBurner?(path: string, expected: ExpectedDrive): Promise<ScsiDevice>;
  /**
   * Finds a drive, a partition or a disc that is to be read sector by sector; nothing is opened, and nothing waits for it.
   * Absent where this cannot be done.
   *
   * @throws Failure `target-missing`, `target-changed`, `target-refused`
   */
  findMedium?(path: string, expected: ExpectedDrive): Promise<Medium>;
  /**
   * The same, of a medium that was seen before, maybe on another day: by its serial and size, wherever it is plugged in now. Of a disc
   * only the size counts, in whatever drive.
   *
   * @throws Failure the same, and `identity-mismatch`
   */
  findMediumAgain?(path: string, expected: ExpectedDrive): Promise<Medium>;
  /**
   * Unmounts everything that is on a drive, if there is no other reason against writing to it.
   *
   * @returns the folders that were unmounted
   * @throws Failure `unmount-failed`, `target-system`, `target-changed`, and what other refusals stand for
   */
  unmount(path: string, expected: ExpectedDrive): Promise<readonly string[]>;
  /**
   * Why a file may not be written to in place of a drive: it is mounted, used as swap, or backs another device.
   * Undefined if there is no reason against it. Absent where no file can be more than a file.
   */
  fileRefusal?(file: FileTarget): Promise<DriveRefusal | undefined>;
  /** Mounts images. Absent where nobody knows how. */
  readonly mounts?: ImageMounts;
  /**
   * Starts an image in a virtual machine, which ends with this process. Absent where that cannot be done.
   *
   * @throws Failure `emulator-missing`, `permission-denied`, `tool-failed`
   */
  startGuest?(order: GuestOrder): Promise<Guest>;
  /** Whether the program for that is installed. */
  canStartGuest?(): boolean;
  /** Keeps the computer from going to sleep. */
  keepAwake?(why: string): Awake;
  /** True when this process may open all drives for writing. */
  isPrivileged(): boolean;
  /** Whether this user may open that drive as it is. Absent where nobody but root may. */
  hasOwnRights?(path: string, purpose: 'read' | 'write'): boolean;
  /**
   * The command that runs `argv` as root through sudo, doas or pkexec; undefined when none is installed.
   *
   * @throws Failure `install-not-safe` when somebody else could change what would run as root
   */
  elevate(argv: readonly string[]): ElevatedCommand | undefined;
}

/** A computer that is kept from going to sleep, until `release` or the end of this process. */
export interface Awake {
  /** False if this system has no way to do that, or refused. */
  readonly held: Promise<boolean>;
  release(): void;
}

export interface DriveNeed {
  readonly sizeBytes?: number;
  /** It may be more than `sizeBytes`. */
  readonly isLeast?: true;
  /** A file or folder whose drive must not be the target. */
  readonly sourcePath?: string;
}

/** The identity that the user saw and confirmed; missing fields are not compared. */
export interface ExpectedDrive {
  readonly sizeBytes?: number | undefined;
  readonly serial?: string | undefined;
  readonly deviceNumber?: string | undefined;
  readonly diskSequence?: number | undefined;
}

/** A file by what it is, whatever its name. */
export interface FileTarget {
  /** See `fileKey`. */
  readonly key: string;
  readonly sizeBytes: number;
  /** A name of it, to read its bytes by. */
  readonly path?: string;
}

export interface OpenDrive {
  /** Default `write`. */
  readonly purpose?: 'write' | 'read';
  /** A file or folder that must not be on the drive. */
  readonly sourcePath?: string;
}

/** Standard input and output of the command are those of the program it runs; passwords go through the terminal. */
export interface ElevatedCommand {
  readonly tool: string;
  readonly command: string;
  readonly args: readonly string[];
  /** All that the tool itself is given. */
  readonly environment: Readonly<Record<string, string>>;
}
