import type { Change } from '../../../engine/contract/plan/plan.ts';
import type {
  ExtractEnd,
  ExtractProgress,
  ExtractWish,
  InsideEntry,
  InsideListing,
  LookedInto,
  VolumePlace,
} from '../../../engine/contract/ports/inside.ts';
import type { Browser } from '../browser.ts';
import type { TextField } from '../text-field.ts';

/** What is known of the image that is looked into. */
export interface Looking {
  /** The image or drive; undefined before one was chosen. */
  readonly path: string | undefined;
  /** Undefined while it is looked into. */
  readonly found: LookedInto | undefined;
  /** Which item of the page the cursor is on. */
  readonly cursor: number;
}

/** A folder inside an image, by its bytes and as text; '' is the root. */
export interface InsideFolder {
  readonly path: string;
  readonly text: string;
}

/** The browser inside an image. */
export interface Inside {
  readonly place: VolumePlace | undefined;
  readonly folder: InsideFolder;
  /** Undefined while the folder is read. */
  readonly listing: InsideListing | undefined;
  /** Which row the cursor is on. */
  readonly cursor: number;
  /** The name that the cursor goes to when the listing comes. */
  readonly wanted: string | undefined;
  readonly typed: { readonly text: string; readonly atMs: number };
  /** Open after `/`: only names that contain it; or after `=`: the new name of the row under the cursor. */
  readonly line: { readonly what: 'filter' | 'rename'; readonly field: TextField } | undefined;
  /** By their paths, as bytes. */
  readonly marks: ReadonlyMap<string, MarkedEntry>;
}

export interface MarkedEntry {
  readonly entry: InsideEntry;
  /** Its path in the image, as text. */
  readonly at: string;
}

/** A change that was made in the browser, and what it is about. */
export interface MadeChange {
  readonly change: Change;
  /** Of what comes in or goes out; undefined for a folder: nobody has counted. */
  readonly sizeBytes: number | undefined;
  readonly isFolder: boolean;
}

/** The browser of this machine, opened from inside an image: a folder for what is taken out, or what comes in. */
export interface Picking {
  readonly what: 'into' | 'add';
  /** The browser of the source step, which is as it was when this is over. */
  readonly before: Browser;
}

export interface Extracting {
  readonly wish: ExtractWish;
  readonly progress: ExtractProgress;
  /** Undefined while it goes on. */
  readonly end: ExtractEnd | undefined;
  readonly isStopping: boolean;
  readonly scroll: number;
}

export const NOT_LOOKING: Looking = { path: undefined, found: undefined, cursor: 0 };

const ROOT: InsideFolder = { path: '', text: '' };

/** A file system before its root was read. */
export function openInside(place: VolumePlace | undefined): Inside {
  return {
    place,
    folder: ROOT,
    listing: undefined,
    cursor: 0,
    wanted: undefined,
    typed: { text: '', atMs: 0 },
    line: undefined,
    marks: new Map(),
  };
}
