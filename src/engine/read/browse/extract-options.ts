import type { LeftOut } from '../../contract/events/left-out.ts';
import type { Damaged } from './iso/damage.ts';

export interface ExtractOptions {
  /** Absolute; made when it is not there. */
  readonly into: string;
  /** Files that are there are replaced. */
  readonly replace: boolean;
  readonly damaged: Damaged;
  /** What the walk had to leave out; all else that could not be made is added. */
  readonly failed?: LeftOut[];
  /** Ends it between two reads; what is whole stays. */
  readonly signal?: AbortSignal | undefined;
  /** Default: this process's (`process.platform`). */
  readonly platform?: string;
}
