import type { ConfirmedFiles } from '../../contract/plan/confirmed-files.ts';

/** What planning files needs from around it. */
export interface AuthorProgress {
  /** What the paths of image files stood for when the plan was confirmed. */
  readonly files?: ConfirmedFiles | undefined;
  /** What the job writes into the folder, paths in it (`/a/b`): none of it is part of the image. */
  readonly ownOutputs?: readonly string[];
  /** Entries of the folder (`/a/b`) that count as unreadable; '' is the folder itself. */
  readonly closed?: readonly string[] | undefined;
  /** The folder was made by this program: everything in it belongs to root and is there for all to read. */
  readonly plainOwners?: boolean | undefined;
  readonly signal: AbortSignal;
  /** Called while the folder is being walked and planned, every 100 ms, and once at the end of the walk. */
  readonly onEntries: (entries: number) => void;
}
