export interface ScanOptions {
  readonly followLinks: boolean;
  /** As in .gitignore. */
  readonly exclude: readonly string[];
  /** Files of the root that are made, not read; what is there by that name is left out. */
  readonly made?: readonly string[];
  /** What other file systems hold that are mounted below the folder is left out. */
  readonly oneFileSystem?: boolean | undefined;
  /** What is written into the folder meanwhile, paths in it (`/a/b`): none of it is part of the tree. */
  readonly ownOutputs?: readonly string[];
  /** Entries that count as unreadable, whoever reads (`/a/b`); '' is the root. */
  readonly closed?: readonly string[] | undefined;
  /** Owners and modes are those of nobody in particular: who made the folder, and under which umask, leaves no trace. */
  readonly plainOwners?: boolean | undefined;
  /** A folder of the root for relocated ones, to be made. */
  readonly movedFolder?: string | undefined;
}
