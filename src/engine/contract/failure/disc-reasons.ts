import type { DiscKind } from '../plan/disc.ts';

/** Why a disc cannot take what is to be burned. */
export type DiscRefusal =
  | { readonly why: 'pressed' }
  | { readonly why: 'closed' }
  | { readonly why: 'has-sessions' }
  | { readonly why: 'has-content' }
  | { readonly why: 'no-rehearsal' }
  | { readonly why: 'cannot-be-blanked' }
  | { readonly why: 'other-kind' }
  | { readonly why: 'too-small'; readonly needBlocks: number; readonly haveBlocks: number };

/** What was going on when a disc or a drive failed. */
export type BurnStage = 'prepare' | 'begin' | 'write' | 'end' | 'prove';

export interface DiscFailures {
  'disc-unfit': { target: string; kind?: DiscKind } & DiscUnfit;
  /** The disc failed, or the drive on it: `sense` is what the drive said, `3/0C/00`. */
  'disc-failed': { target: string; kind?: DiscKind; stage: BurnStage; sense: string; atBlock?: number };
  /** An optional package that system calls are made with. */
  'module-missing': { module: string; platform: string };
  /** A program of the system that was to burn. */
  'engine-missing': { program: string; package: string };
  /** The drive does not do what was asked of it. */
  'drive-refuses': { target: string; stage: BurnStage; command: string; sense: string };
}

/** `too-small` is a failure of its own: `target-too-small`. */
export type DiscUnfit = { why: Exclude<DiscRefusal['why'], 'too-small'> };
