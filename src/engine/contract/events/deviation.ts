import type { RuleId } from './rule-sections.ts';

/** What can be said about a place in an image, in the order in which it is said. */
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

/** Numbers and texts as they are in the image: hostile. */
export type RuleFacts = {
  readonly [N in (typeof ruleFactNames)[number]]?: number | string | undefined;
};

/** A place where an image deviates from a standard. */
export interface Deviation {
  readonly rule: RuleId;
  /** Standard and section. */
  readonly section: string;
  readonly atByte: number;
  /** What is there. */
  readonly found?: RuleFacts;
  /** What should be. */
  readonly wanted?: RuleFacts;
}

/** Why not everything was checked. What was found is true regardless. */
export type JudgedInPart = 'far-enough' | 'too-large' | 'out-of-reach' | 'unreadable';

/** What the strict judge says about a volume. */
export interface Judgement {
  /** The first 20 of each rule. */
  readonly deviations: readonly Deviation[];
  /** Absent: all of it was checked. */
  readonly inPart?: JudgedInPart;
}
