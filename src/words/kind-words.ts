import type { JobReport } from '../engine/contract/events/report.ts';
import type { Nature } from '../engine/contract/plan/kinds/nature.ts';
import type { Plan } from '../engine/contract/plan/plan.ts';
import type { Progress } from './progress/state.ts';

/** What one kind of job says of itself. Words are told it; they ask no plan for its name. */
export interface KindWords {
  /** `Write`, at the top of its screens. */
  readonly title: string;
  /** The command's line in `--help`. */
  readonly about: string;
  /** The headline when all went well and was proved. */
  done(report: JobReport): string;
  /** What a target is once it is proved, as the end of a sentence that begins with its name. */
  readonly proved: string;
  /** How it is proved, on the summary. */
  proof(plan: Plan): string;
  /** What it would do, behind `would`. */
  would(plan: Plan): string;
  /** What is looked at in a dry run. */
  lookedAt(plan: Plan): string;
  /** In which state things are when it is stopped in this phase. */
  stopped(plan: Plan, phase: Progress['phase']): string;
  /** What to do next, when all went well. */
  next(plan: Plan, report: JobReport): readonly string[];
  /** What the drives are overwritten with, in the question whether they really shall be. */
  overwrittenWith(plan: Plan): string;
  /** In the wizard's list of what can be done, and on its screens; absent: it is not in that list. */
  readonly menu?: MenuWords;
}

/** What words have to know of a kind: a task is one. */
export interface KindFacts {
  readonly nature: Nature;
  readonly words: KindWords;
}

export interface MenuWords {
  readonly title: string;
  /** The same in the plain wizard's numbered list. */
  readonly line: string;
  readonly about: readonly string[];
  /** Which source; absent where none is asked for. */
  readonly source?: {
    readonly question: string;
    /** The same in the plain wizard. */
    readonly prompt: string;
  };
  /** What is saved; absent where nothing is. */
  readonly medium?: string;
  /** Which drive. `name` is the source's, `size` its size in words where it is known. */
  readonly drive?: (source: {
    readonly name: string;
    readonly size: string;
    readonly isReceipt: boolean;
  }) => string;
}
