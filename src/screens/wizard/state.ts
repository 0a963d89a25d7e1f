import type { DoneFact } from '../../engine/jobs/events.ts';
import type { Plan } from '../../engine/plan/plan.ts';
import type { Drive } from '../../engine/ports/drive.ts';
import type { Progress } from '../../engine/progress/state.ts';
import type { StartAt, Task } from '../ports.ts';
import type { Browser } from './browser.ts';
import type { DriveList } from './drive-list.ts';
import type { TextField } from './text-field.ts';

export type StepId = 'task' | 'source' | 'output' | 'target' | 'options' | 'summary' | 'confirm';

/** The wizard is asking, or a job is running, or it is over; what one cannot do, the others do not have. */
export type Wizard = Asking | Running | Finished | Left;

export interface Asking {
  readonly at: 'asking';
  readonly start: StartAt;
  readonly step: StepId;
  readonly enteredAtMs: number;
  readonly answers: Answers;
  readonly overlay: Overlay;
  /** One line about the last key: why it did nothing, what changed. */
  readonly notice: string | undefined;
  readonly interruptedAtMs: number | undefined;
  readonly taskCursor: number;
  readonly browser: Browser;
  readonly driveList: DriveList;
  readonly optionsCursor: number;
  readonly output: OutputForm;
  readonly summary: Summary;
  readonly confirm: Confirm;
}

/** What the person has said so far. */
export interface Answers {
  readonly task: Task | undefined;
  readonly source: SourceAnswer | undefined;
  readonly target: TargetAnswer | undefined;
  readonly replace: boolean;
  readonly options: OptionAnswers;
  /** Unix seconds; when the plan is made. */
  readonly madeAt: number;
}

export interface SourceAnswer {
  readonly kind: 'image' | 'folder';
  readonly path: string;
  readonly sizeBytes: number | undefined;
}

/** `checksum`: only the image against its own checksum file (verify). */
export type TargetAnswer = { readonly kind: 'drive'; readonly drive: Drive } | { readonly kind: 'checksum' };

export interface OptionAnswers {
  readonly label: TextField;
  readonly joliet: boolean;
  readonly rockRidge: boolean;
  readonly followLinks: boolean;
  readonly verify: boolean;
}

export interface OutputForm {
  readonly name: TextField;
  readonly folder: TextField;
  /** The person changed the name: no more suggestions. */
  readonly touched: boolean;
  readonly focus: 'name' | 'folder' | 'replace';
  /** What is there already, as last looked. */
  readonly found:
    | { readonly path: string; readonly kind: 'nothing' | 'file' | 'folder' | 'other' | 'no-folder' }
    | undefined;
}

/** The dry run behind the summary screen: the same plan, nothing changed. */
export interface Summary {
  /** The plan it was made for, as text; another plan needs another dry run. */
  readonly planKey: string | undefined;
  readonly progress: Progress;
  readonly scroll: number;
}

export interface Confirm {
  readonly field: TextField;
  /** Enter was pressed with the right words: the drives are looked at once more before anything starts. */
  readonly checking: boolean;
}

export interface Running {
  readonly at: 'running';
  readonly start: StartAt;
  readonly plan: Plan;
  /** The drive as it was confirmed; undefined when no drive is written. */
  readonly confirmed: Drive | undefined;
  readonly progress: Progress;
  /** What the person wants the job to do; the job hears of changes. */
  readonly wish: 'run' | 'pause' | 'stop';
  /** Ctrl-C twice: when the job has stopped, so does the program. */
  readonly leaving: boolean;
  readonly interruptedAtMs: number | undefined;
  readonly overlay: Overlay;
  readonly notice: string | undefined;
}

export interface Finished {
  readonly at: 'finished';
  readonly start: StartAt;
  readonly plan: Plan;
  readonly progress: Progress;
  readonly done: DoneFact;
  readonly overlay: Overlay;
  readonly scroll: number;
}

/** The program is over. */
export interface Left {
  readonly at: 'left';
  readonly exitCode: number;
  /** The job that was seen to its end, for the lines that stay on the terminal. */
  readonly finished: Finished | undefined;
  /** The job that goes on without this viewer. */
  readonly detachedJob?: string;
}

/** What lies over the screen. */
export type Overlay =
  | { readonly kind: 'none' }
  | { readonly kind: 'help' | 'plan' | 'log'; readonly scroll: number }
  | { readonly kind: 'ask-quit' | 'ask-stop' };

export const NO_OVERLAY: Overlay = { kind: 'none' };
