import type { DoneFact } from '../engine/contract/events/events.ts';
import type { Plan } from '../engine/contract/plan/plan.ts';
import type { Drive } from '../engine/contract/ports/drive.ts';
import type { FirstLook } from '../engine/contract/ports/first-look.ts';
import type { Insides } from '../engine/contract/ports/inside.ts';
import type { JobHandle, Jobs } from '../engine/contract/ports/jobs.ts';
import type { DriveNeed } from '../engine/contract/ports/machine.ts';
import type { TopNames, TopPlace } from '../engine/contract/ports/top-names.ts';
import type { Trials } from '../engine/contract/ports/trials.ts';
import type { Entry } from '../tasks/task.ts';

/** What the wizard needs from the door. Plain data goes through; nothing here knows a screen. */
export interface WizardPorts {
  readonly machine: WizardMachine;
  readonly files: WizardFiles;
  readonly jobs: WizardJobs;
  readonly insides: Pick<Insides, 'look' | 'list' | 'extract'>;
  /** Absent where nothing can be tried. */
  readonly trials?: Pick<Trials, 'try'>;
  /** Milliseconds since 1970. */
  now(): number;
}

export interface WizardJobs extends Pick<Jobs, 'start' | 'resume'> {
  /** Jobs of this user, the newest first. */
  list(): Promise<readonly KnownJob[]>;
  /** A further view of a running job. @throws Failure `job-not-running` */
  attach(job: string): JobHandle;
}

/** A job as its folder tells of it. `interrupted`: it ended without a last word, and can be resumed. */
export interface KnownJob {
  readonly id: string;
  readonly plan: Plan;
  readonly state: 'running' | 'interrupted' | 'over';
  /** Something of it is on a target and not proved: it can go on there. */
  readonly resumable: boolean;
  /** It runs, and waits for somebody to let it go on. */
  readonly paused?: boolean;
  readonly done?: DoneFact | undefined;
}

/** The part of `Machine` that the wizard uses; it never opens a drive. */
export interface WizardMachine {
  listDrives(need?: DriveNeed): Promise<Drive[]>;
  /** Cheap, and another text whenever a drive came, went or changed: polled while drives are on the screen. */
  signature(): Promise<string>;
  isPrivileged(): boolean;
  /** Whether this user may open that drive as it is. */
  hasOwnRights?(path: string, purpose: 'read' | 'write'): boolean;
}

export interface WizardFiles {
  readonly home: string;
  readonly cwd: string;
  list(folder: string): Promise<FolderListing>;
  /** Follows links. `undefined` when there is nothing. */
  stat(path: string): Promise<FileFacts | undefined>;
  /** Where sources are often found: home, downloads, what is mounted, what was chosen before. */
  places?(): Promise<readonly FilePlace[]>;
  /** What a file is at first sight; bounded, and given up with `signal`. `undefined` when nothing can be told. */
  look?(path: string, signal: AbortSignal): Promise<FirstLook | undefined>;
  /** What stands at the top of each drive's file systems, as far as this user may see it; bounded, and it never fails. */
  topNames?(drives: readonly TopPlace[]): Promise<readonly (readonly TopNames[])[]>;
  /** The first characters of a small text file in a folder, or `undefined`; used to find the version of a tree. */
  peek?(folder: string, inside: string): Promise<string | undefined>;
}

/** A place to begin at. `recent` is a file or a folder, `address` an address of the web, `drive` a device; the others are folders. */
export interface FilePlace {
  readonly kind: 'home' | 'downloads' | 'mounted' | 'recent' | 'address' | 'drive';
  readonly path: string;
}

export type FolderListing =
  | { readonly ok: true; readonly entries: readonly FileEntry[] }
  /** `problem`: half a sentence, `permission denied`. */
  | { readonly ok: false; readonly problem: string };

export interface FileFacts {
  readonly kind: 'folder' | 'file' | 'other';
  readonly sizeBytes: number;
  /** When its content was last changed, in milliseconds since 1970; undefined where nobody knows. */
  readonly modifiedMs?: number;
  /** It begins as the receipt of a job does; a listing does not look. */
  readonly isReceipt?: boolean;
  /** It is an image whose files can be taken out, by what stands in it; a listing does not look. */
  readonly holdsFiles?: boolean | undefined;
}

export interface FileEntry extends FileFacts {
  readonly name: string;
}

/** Where the wizard begins. */
export interface StartAt {
  /** The listed drives are files of the practice bench: planned as file targets, never elevated. */
  readonly bench?: boolean;
  /** Not root, and nothing here can make a job root: no drive can be opened. */
  readonly noRoot?: boolean;
  /** A virtual machine can be started here. */
  readonly canTry?: boolean;
  readonly task?: Task;
  /** A path or an address that stands for what is to be done something with. */
  readonly given?: string;
  /** Folder the file browser opens in; default: the working folder. */
  readonly folder?: string;
  /** Folder the output step suggests; default: the working folder. */
  readonly outputFolder?: string;
}

/** What the wizard can do. */
export type Task = Entry['id'];
