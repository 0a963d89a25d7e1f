/** In the order they happen; `plan` = scanning a folder, `read` = the source alone, to compare with. */
export type Phase = 'plan' | 'test' | 'read' | 'write' | 'flush' | 'verify' | 'finish' | 'stopping';

/** Time spent waiting for each part since the job began; `decompression` is absent where nothing is unpacked. */
export interface WaitedMs {
  readonly source: number;
  readonly decompression?: number;
  readonly hash: number;
  readonly target: number;
}

/** `doneBytes` only grows within a phase and a target. All counters are totals since the job began. */
export interface ProgressFact {
  readonly event: 'progress';
  readonly phase: Phase;
  readonly doneBytes: number;
  readonly target?: string;
  readonly readBytes?: number;
  /** Dealt with: written or found in place, which only the report tells apart. The image in the end. */
  readonly writtenBytes?: number;
  /** Confirmed by a flush: what a power cut cannot take away. */
  readonly onMediaBytes?: number;
  /** Everything before this place, except the head, is on the medium: a resumed job continues here. */
  readonly safeToByte?: number;
  readonly verifiedBytes?: number;
  readonly retriedReads?: number;
  /** The largest share names the bottleneck. */
  readonly waitedMs?: WaitedMs;
  /** Of the whole source, hex, once it is known. */
  readonly sha256?: string;
  /** In phase `plan`: entries found so far. */
  readonly entries?: number;
  /** In phase `read` of a medium: how it goes. */
  readonly rescue?: RescueFacts;
}

/** What a medium that is read sector by sector gave so far. */
export interface RescueFacts {
  /** Copying what reads well, then the edges of bad places, then each sector of them, then those again. */
  readonly pass: 'copy' | 'trim' | 'scrape' | 'retry';
  readonly round: number;
  readonly atByte: number;
  /** Of a sector of the medium; absent: 512. */
  readonly sectorBytes?: number;
  /** Bad for sure; failed and not looked at closely; not tried. With what was read they make the medium. */
  readonly badBytes: number;
  readonly suspectBytes: number;
  readonly untriedBytes: number;
  readonly readErrors: number;
  /** What earlier runs had read when this one began: no part of its speed. Absent: nothing. */
  readonly earlierBytes?: number;
  /**
   * The medium in 128 equal parts, a letter each, the worst thing in it: `+` read, `?` not tried, `*` failed in one piece, `/` not
   * looked at closely, `-` bad.
   */
  readonly picture: string;
}
