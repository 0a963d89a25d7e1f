import type { RuleId } from './rules.ts';

/** A place where an image is not as a standard says. */
export interface Finding {
  readonly rule: RuleId;
  /** Standard and section. */
  readonly section: string;
  readonly atByte: number;
  /** What the rule is, and what was found instead. */
  readonly text: string;
}
