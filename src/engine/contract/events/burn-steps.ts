/** What a person may choose about burning; the same in plans and in steps. */
export interface BurnChoice {
  /** The disc stays open for further sessions. */
  readonly multi?: boolean | undefined;
  /** Times the basic speed of the kind; the drive takes the next slower speed it has. */
  readonly speed?: number | undefined;
  /** A rehearsal: the laser does not write. */
  readonly dummy?: boolean | undefined;
  /** How a disc that can be rewritten is made blank. Absent: quickly, and only where that is needed. */
  readonly blank?: 'quick' | 'full' | undefined;
  /** A BD-R gets spare areas, which halves its speed. */
  readonly spares?: boolean | undefined;
}

export type ClosedPart = 'track' | 'session' | 'disc';

/** One thing that is done to a disc before or after its bytes are written. */
export type BurnStep =
  | { readonly step: 'blank'; readonly how: 'quick' | 'full' }
  | { readonly step: 'format'; readonly blocks: number; readonly type: number; readonly parameter: number }
  | { readonly step: 'speed'; readonly kBps: number; readonly readKBps: number }
  | {
      readonly step: 'parameters';
      readonly type: 'packet' | 'track-at-once' | 'session-at-once';
      readonly isTest: boolean;
      readonly isOpen: boolean;
      readonly isDvd: boolean;
    }
  | { readonly step: 'layer-break'; readonly atBlock: number }
  | { readonly step: 'calibrate' }
  | { readonly step: 'reserve'; readonly blocks: number }
  | { readonly step: 'cue-sheet'; readonly blocks: number }
  | { readonly step: 'flush' }
  | { readonly step: 'end-format' }
  | { readonly step: 'close'; readonly what: ClosedPart; readonly track: number };

/** All of it is left to another program. */
export interface ProgramStep {
  readonly step: 'program';
  readonly program: 'xorriso';
  readonly args: readonly string[];
}
