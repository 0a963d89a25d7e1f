/** Time comes in from outside, so that tests decide what time it is. */
export interface Clock {
  /** Milliseconds since 1970. */
  nowMs(): number;
}
