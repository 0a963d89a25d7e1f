import type { LeftOut } from '../../contract/events/left-out.ts';
import type { Volume } from './volume.ts';

export interface ExtractOptions {
  /** Absolute; made when it is not there. */
  readonly into: string;
  /** Files that are there are replaced. */
  readonly replace: boolean;
  /** How the volume of the entries opens a file. */
  readonly open: Volume['open'];
  /** What the walk had to leave out; all else that could not be made is added. */
  readonly failed?: LeftOut[];
  /** Ends it between two reads; what is whole stays. */
  readonly signal?: AbortSignal | undefined;
  /** Default: this process's (`process.platform`). */
  readonly platform?: string;
}
