import type { DoneFact } from '../../engine/contract/events/events.ts';
import type { Plan } from '../../engine/contract/plan/plan.ts';
import type { Drive } from '../../engine/contract/ports/drive.ts';
import type { TopNames } from '../../engine/contract/ports/top-names.ts';
import type { Progress } from '../../words/progress/state.ts';
import type { KnownJob, StartAt, Task } from '../ports.ts';
import type { Browser } from './browser.ts';
import type { DriveList } from './drive-list.ts';
import type { Extracting, Inside, Looking, MadeChange, Picking } from './inside/state.ts';
import type { Choices } from './options/choices.ts';
import type { Texts } from './options/texts.ts';
import type { TextField } from './text-field.ts';
import type { Trying } from './trying.ts';

export type StepId =
  | 'task'
  | 'jobs'
  | 'source'
  | 'medium'
  | 'where'
  | 'look'
  | 'inside'
  | 'pick'
  | 'extract'
  | 'output'
  | 'target'
  | 'options'
  | 'summary'
  | 'confirm';

/** The wizard is asking, or a job is running, or it is over; what one cannot do, the others do not have. */
export type Wizard = Asking | Running | Finished | Left;

/** What stays the same from the first question to the last report. */
interface Sitting {
  readonly start: StartAt;
  /** Jobs that were seen to their end before this one, for the lines that stay on the terminal. */
  readonly earlier: readonly Finished[];
}

export interface Asking extends Sitting {
  readonly at: 'asking';
  readonly step: StepId;
  readonly enteredAtMs: number;
  readonly answers: Answers;
  readonly overlay: Overlay;
  /** One line about the last key: why it did nothing, what changed. */
  readonly notice: string | undefined;
  readonly interruptedAtMs: number | undefined;
  /** Enter was pressed while something was still being looked at: it counts when that is known. */
  readonly isAhead: boolean;
  /** A path that came before any task. */
  readonly given: Given | undefined;
  readonly taskCursor: number;
  readonly browser: Browser;
  readonly looking: Looking;
  readonly inside: Inside;
  /** Something of this machine is chosen from inside an image. */
  readonly picking: Picking | undefined;
  /** Where each was done last. */
  readonly pickedFolders: { readonly [W in Picking['what']]?: string };
  readonly extracting: Extracting | undefined;
  readonly driveList: DriveList;
  /** What stands at the top of chosen drives, by `driveId`; absent: nobody looked yet. */
  readonly tops: Tops;
  readonly jobList: JobList;
  readonly optionList: OptionList;
  readonly output: OutputForm;
  readonly summary: Summary;
  /** The same, as an image or as files, whichever was not chosen: looked at beside it. */
  readonly otherWay: Looked;
  readonly confirm: Confirm;
}

export type Tops = Readonly<Record<string, readonly TopNames[] | undefined>>;

/** What the person has said so far. */
export interface Answers {
  readonly task: Task | undefined;
  readonly source: SourceAnswer | undefined;
  /** The drive, partition or disc that is saved. */
  readonly medium: Drive | undefined;
  /** What it is saved to; asked of nothing else. */
  readonly where: WhereAnswer;
  readonly target: TargetAnswer | undefined;
  readonly job: JobAnswer | undefined;
  /** To the files of the image that is looked into, in the order in which they were made. */
  readonly changes: readonly MadeChange[];
  readonly replace: boolean;
  readonly options: OptionAnswers;
  /** Unix seconds; when the plan is made. */
  readonly madeAt: number;
}

export type WhereAnswer = 'file' | 'drive';

export interface SourceAnswer {
  readonly kind: 'image' | 'folder' | 'receipt' | 'medium';
  readonly path: string;
  /** Of the image; undefined where that is not known yet, or stands in a receipt. */
  readonly sizeBytes: number | undefined;
  /** Of an image that was looked into. */
  readonly holdsFiles?: boolean | undefined;
  /** What a dry run found it to be: `windows`, `debian-live`. */
  readonly profile?: string | undefined;
}

/** A path before any task: given with the program's name, dropped on the first screen, or pasted there. */
export interface Given {
  /** As it was given, until it was looked at; then the whole path. */
  readonly path: string;
  /** What it is; undefined while it is being looked at. */
  readonly source: SourceAnswer | undefined;
}

/** `checksum`: only the image against its own checksum file (verify). */
export type TargetAnswer =
  | { readonly kind: 'drives'; readonly drives: readonly Drive[] }
  | { readonly kind: 'checksum' };

/** What is to be done with an earlier job. */
export interface JobAnswer {
  readonly job: KnownJob;
  readonly wish: 'go-on' | 'put-back';
}

export interface OptionAnswers {
  readonly choices: Choices;
  readonly texts: Texts;
}

export interface JobList {
  /** Undefined while they are being read. */
  readonly jobs: readonly KnownJob[] | undefined;
  readonly cursor: string | undefined;
}

export interface OptionList {
  /** Row under the cursor; undefined: the first. */
  readonly cursor: string | undefined;
  readonly showsAdvanced: boolean;
  /** The person said how the image goes onto the drive: nothing is recommended over that. */
  readonly choseWay: boolean;
}

export interface OutputForm {
  readonly name: TextField;
  readonly folder: TextField;
  /** The person changed the name: no more suggestions. */
  readonly touched: boolean;
  readonly focus: 'name' | 'folder' | 'replace';
  /** What is there already, as last looked. */
  readonly found:
    | {
        readonly path: string;
        readonly kind: 'nothing' | 'file' | 'folder' | 'other' | 'no-folder';
        /** An unfinished rescue, which the same one goes on with unless it is to be replaced. */
        readonly goesOn?: boolean;
      }
    | undefined;
}

/** A dry run: the same plan, nothing changed. */
export interface Looked {
  /** The plan it was made for, as text; another plan needs another dry run. */
  readonly planKey: string | undefined;
  /** The same plan is looked at anew when it failed. */
  readonly askedAtMs: number;
  readonly progress: Progress;
}

/** The dry run behind the summary screen. */
export interface Summary extends Looked {
  readonly scroll: number;
}

export interface Confirm {
  readonly field: TextField;
  /** Enter was pressed with the right words: the drives are looked at once more before anything starts. */
  readonly checking: boolean;
}

export interface Running extends Sitting {
  readonly at: 'running';
  readonly plan: Plan;
  /** The answers that led to it; none for a job that was begun elsewhere. */
  readonly asked: Asking | undefined;
  /** How the job is reached: it is started for its plan, gone on with, or was started elsewhere. */
  readonly from: { readonly kind: 'start' } | { readonly kind: 'resume' | 'attach'; readonly job: string };
  /** The drives as they were confirmed; of what is saved, that one; none when neither is there. */
  readonly confirmed: readonly Drive[];
  readonly progress: Progress;
  /** The last thing the person wanted of the job; it hears of each, once. */
  readonly wish: Wish;
  /** Ctrl-C twice: when the job has stopped, so does the program. */
  readonly leaving: boolean;
  readonly interruptedAtMs: number | undefined;
  readonly overlay: Overlay;
  readonly notice: string | undefined;
}

export interface Finished extends Sitting {
  readonly at: 'finished';
  readonly plan: Plan;
  readonly asked: Asking | undefined;
  readonly progress: Progress;
  readonly done: DoneFact;
  readonly overlay: Overlay;
  readonly scroll: number;
}

export interface Wish {
  readonly do: 'run' | 'pause' | 'stop';
  /** Grows with each; 0: nothing was wanted yet. */
  readonly count: number;
  /** Up to which of them the job has said what it does. */
  readonly answered: number;
}

/** The program is over. */
export interface Left {
  readonly at: 'left';
  readonly exitCode: number;
  /** The jobs that were seen to their end, for the lines that stay on the terminal. */
  readonly finished: readonly Finished[];
  /** The job that goes on without this viewer. */
  readonly detachedJob?: string;
}

/** What lies over the screen. */
export type Overlay =
  | { readonly kind: 'none' }
  | { readonly kind: 'help' | 'plan' | 'log' | 'boot' | 'job' | 'changes'; readonly scroll: number }
  | { readonly kind: 'trial'; readonly scroll: number; readonly trying: Trying }
  | { readonly kind: 'ask-quit' | 'ask-stop' };

export const NO_OVERLAY: Overlay = { kind: 'none' };
