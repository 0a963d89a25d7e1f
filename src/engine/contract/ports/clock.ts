/** Time comes in from outside, so that tests decide what time it is. */
export interface Clock {
  /** Milliseconds since 1970. */
  nowMs(): number;
  /** For short waits: parts of a millisecond since any moment, and never set back. Absent: this computer's. */
  preciseMs?(): number;
}
