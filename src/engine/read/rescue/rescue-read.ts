import type { SectorState } from './rescue-map.ts';

/** One read that is wanted next. */
export interface RescueRead {
  readonly atByte: number;
  readonly lengthBytes: number;
  /** The state that the stretch is in. */
  readonly phase: SectorState;
  readonly pass: number;
  /** From its end. */
  readonly back: boolean;
  /** The whole stretch of this state that it is a part of. */
  readonly blockAtByte: number;
  readonly blockEndByte: number;
  /** Sector by sector in such steps; 0: all at once. */
  readonly stepBytes: number;
  /** It ends at the first bad sector. */
  readonly stops: boolean;
}

export interface ReadOutcome {
  /** `stuck`: there was no answer, and whoever read was left behind. */
  readonly kind: 'good' | 'bad' | 'stuck';
  readonly slow: boolean;
  /** The medium answers sooner than this machine asks again. */
  readonly fast?: boolean;
  /** Of a read in steps, in its direction; it may have ended early. */
  readonly steps?: readonly boolean[] | undefined;
}
