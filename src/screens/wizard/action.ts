import type { JobEvent } from '../../engine/contract/events/events.ts';
import type { Drive } from '../../engine/contract/ports/drive.ts';
import type { FirstLook } from '../../engine/contract/ports/first-look.ts';
import type {
  ExtractEnd,
  ExtractProgress,
  InsideListing,
  LookedInto,
  VolumePlace,
} from '../../engine/contract/ports/inside.ts';
import type { Key } from '../keys/key.ts';
import type { FileFacts, FilePlace, FolderListing, KnownJob, Task } from '../ports.ts';
import type { JobWish } from './job-list.ts';
import type { ChoiceId } from './options/choices.ts';
import type { TextId } from './options/texts.ts';
import type { SourceAnswer, Tops, WhereAnswer } from './state.ts';
import type { TrialNews } from './trying.ts';

/** Everything that can happen to the wizard: keys, answers given as such (plain mode), and news of the world. */
export type Action = KeyAction | AnswerAction | WorldAction;

export type KeyAction = TypedKeys | { readonly do: 'paste'; readonly text: string; readonly atMs: number };

/** Keys that came in one read. */
export interface TypedKeys {
  readonly do: 'keys';
  readonly keys: readonly Key[];
  /** The same keys as a whole path, when they look like one. */
  readonly dropped?: Dropped | undefined;
  /** How far the page on the screen can scroll. */
  readonly maxScroll?: number;
  readonly atMs: number;
}

export interface Dropped {
  readonly text: string;
  readonly thenKeys: readonly Key[];
}

export type AnswerAction =
  | { readonly do: 'choose-task'; readonly task: Task; readonly atMs: number }
  | { readonly do: 'give'; readonly path: string }
  | { readonly do: 'choose-source'; readonly source: SourceAnswer; readonly atMs: number }
  | { readonly do: 'choose-address'; readonly address: string; readonly atMs: number }
  | { readonly do: 'choose-target'; readonly ids: readonly string[]; readonly atMs: number }
  | { readonly do: 'choose-where'; readonly where: WhereAnswer; readonly atMs: number }
  | { readonly do: 'unmount'; readonly atMs: number }
  | { readonly do: 'choose-job'; readonly id: string; readonly what: JobWish; readonly atMs: number }
  | { readonly do: 'put-cursor'; readonly cursor: number }
  | { readonly do: 'add-inside'; readonly source: SourceAnswer; readonly atMs: number }
  | { readonly do: 'extract-to'; readonly into: string; readonly atMs: number }
  | { readonly do: 'set-output'; readonly name: string; readonly folder: string; readonly replace: boolean }
  | { readonly do: 'turn-option'; readonly id: ChoiceId }
  | { readonly do: 'type-option'; readonly id: TextId; readonly text: string }
  | { readonly do: 'type-name'; readonly text: string }
  | { readonly do: 'next'; readonly atMs: number }
  | { readonly do: 'back'; readonly atMs: number }
  | { readonly do: 'leave'; readonly exitCode: number };

export type WorldAction =
  | { readonly do: 'looked-into'; readonly path: string; readonly found: LookedInto }
  | {
      readonly do: 'inside-listed';
      readonly place: VolumePlace;
      readonly folder: string;
      readonly listing: InsideListing;
    }
  | { readonly do: 'extracting'; readonly progress: ExtractProgress }
  | { readonly do: 'extracted'; readonly end: ExtractEnd }
  | { readonly do: 'listed'; readonly folder: string; readonly listing: FolderListing }
  | { readonly do: 'placed'; readonly places: readonly FilePlace[] }
  | { readonly do: 'looked'; readonly path: string; readonly look: FirstLook | undefined }
  /** What is in the folder of a path that is being typed. */
  | { readonly do: 'completed'; readonly text: string; readonly listing: FolderListing }
  | {
      readonly do: 'found';
      readonly path: string;
      readonly facts: FileFacts | undefined;
      readonly atMs: number;
    }
  | {
      readonly do: 'output-found';
      readonly path: string;
      readonly facts: FileFacts | undefined;
      /** There is no folder to put it into. */
      readonly folderMissing?: boolean;
      /** An unfinished rescue has that name. */
      readonly goesOn?: boolean;
      readonly atMs?: number;
    }
  | {
      readonly do: 'version-found';
      readonly sourcePath: string;
      readonly version: string;
      readonly atMs: number;
    }
  | { readonly do: 'drives'; readonly drives: readonly Drive[]; readonly atMs: number }
  | { readonly do: 'rechecked'; readonly drives: readonly Drive[]; readonly atMs: number }
  /** What stands at the top of drives, by `driveId`. */
  | { readonly do: 'topped'; readonly tops: Tops }
  | { readonly do: 'jobs-listed'; readonly jobs: readonly KnownJob[] }
  | { readonly do: 'dry-run'; readonly planKey: string; readonly event: JobEvent }
  | { readonly do: 'trial'; readonly path: string; readonly news: TrialNews }
  | { readonly do: 'job'; readonly event: JobEvent };
