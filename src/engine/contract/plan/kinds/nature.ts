/** What a kind of job does to the world; the engine, the words and both faces ask for this, never for its name. */
export interface Nature {
  /** A comparison writes nothing. */
  readonly writes: boolean;
  /** What is lost for good: all that was on its drives. */
  readonly erases: boolean;
  /** It keeps what it overwrites, so that it can be put back. */
  readonly keeps: boolean;
  /** It writes at the very end of its drives too, whatever the size of what it writes. */
  readonly reachesEnd: boolean;
  /** How it resumes after an interruption: `there` where everything before is safe, `anew` from the beginning, or not at all. */
  readonly goesOn: 'there' | 'anew' | 'never';
  /** What else is so where one of its plans has drives, which others of its kind have not. */
  readonly onDrives?: Partial<Omit<Nature, 'onDrives'>>;
}
