import type { RuleId } from './rule-sections.ts';

/** What can be said of a place of an image, in the order it is said in. */
export const ruleFactNames = [
  'number',
  'text',
  'little',
  'big',
  'field',
  'type',
  'strategy',
  'sector',
  'block',
  'parent',
  'partition',
  'descriptors',
  'main',
  'mirror',
  'bytes',
  'identifierBytes',
  'blockBytes',
  'blocks',
  'files',
  'directories',
] as const;

/** Numbers as they stand in the image, and texts of it: hostile. */
export type RuleFacts = {
  readonly [N in (typeof ruleFactNames)[number]]?: number | string | undefined;
};

/** A place where an image is not as a standard says. */
export interface Deviation {
  readonly rule: RuleId;
  /** Standard and section. */
  readonly section: string;
  readonly atByte: number;
  /** What stands there. */
  readonly found?: RuleFacts;
  /** What should. */
  readonly wanted?: RuleFacts;
}

/** Why not everything was looked at. What was found is so all the same. */
export type JudgedInPart = 'far-enough' | 'too-large' | 'out-of-reach' | 'unreadable';

/** What the strict judge says of a volume. */
export interface Judgement {
  /** The first 20 of each rule. */
  readonly deviations: readonly Deviation[];
  /** Absent: all of it was looked at. */
  readonly inPart?: JudgedInPart;
}
