import type { AuthorOptions, Plan } from '../../engine/contract/plan/plan.ts';
import type { WordedId } from '../../words/options/options.ts';
import type { Remark } from '../../words/options/remarks.ts';

/** What is said of an option: one of its values, a text, or a list of texts. Absent: its default. */
export type Value = string | readonly string[];

/** How an option, or anything else, is said on the command line. */
export interface Flag {
  /** Without dashes: `iso-level`. */
  readonly long: string;
  /** One letter, without its dash. */
  readonly short?: string;
  /**
   * What follows it; `file` and `folder` are paths, and made whole; of a `mapping`, what stands before its `=` is one. Absent: nothing
   * does.
   */
  readonly takes?: 'text' | 'file' | 'folder' | 'mapping';
  /** Of one that takes nothing: which of `on` and `off` it can say; `off` is said by `--no-…`. Absent: `on`. */
  readonly says?: 'off' | 'either';
  /** What may follow it, where that is a few words and no option of a plan. */
  readonly oneOf?: readonly string[];
  readonly repeatable?: true;
  /** Each use is a line of this list, its name before it: several flags fill one list, in the order in which they are given. */
  readonly linesOf?: string;
  /** Which values are its own, where another flag has the same name. */
  readonly isFor?: (text: string) => boolean;
  /** The command does nothing without it. */
  readonly required?: true;
}

/** A flag and the key of its words. */
export interface Flagged {
  readonly id: WordedId;
  readonly flag?: Flag;
  /** The environment variable that says it instead. */
  readonly variable?: string;
  /** What it can be set to, where that is a few words; the first is the default. */
  readonly values?: readonly string[];
}

/** What an option may depend on. */
export interface Situation {
  /** Files are laid out as an image: a folder's, or those of an image. */
  readonly isAuthored: boolean;
  /** A stick will hold the files themselves. */
  readonly isStick: boolean;
  readonly source:
    | {
        readonly kind: 'image' | 'folder' | 'receipt' | 'medium';
        readonly path: string;
        /** What it is, once it was looked into; '' where that is yet to be done. */
        readonly profile?: string | undefined;
      }
    | undefined;
  /** The label that the boot menus of the source look for, when that is known. */
  readonly wantedLabel: string | undefined;
  /** The value of a choice, its default when nothing was said. */
  chosen(id: string): string;
}

/** Parts of a plan that options fill in. */
export interface Pieces {
  readonly author?: Partial<AuthorOptions>;
  readonly volume?: NonNullable<AuthorOptions['volume']>;
  /** Of a source that is copied as it is. */
  readonly image?: {
    readonly bmap?: string | false;
    readonly sha256?: string;
    readonly hashFile?: string;
    readonly raw?: boolean;
    readonly allowTruncated?: boolean;
  };
  /** Of the plan itself. */
  readonly plan?: { readonly [field: string]: unknown };
}

/** Where an option stands in a plan. */
export interface Place {
  put(value: Value): Pieces;
  /** Undefined where it is at its default, or has no place in this plan. */
  get(plan: Plan): Value | undefined;
}

/** One thing that can be chosen about how a job is done. Whatever is known of it stands here, and its words by its id. */
export interface Option<Id extends WordedId = WordedId, V extends string = string> extends Flagged {
  readonly id: Id;
  readonly kind: 'choice' | 'text' | 'list';
  /** Of a choice; the first is the default and stays out of plans. Empty for texts. */
  readonly values: readonly V[];
  /** Where the wizard shows it: at once, behind Tab, or not at all. */
  readonly row: 'common' | 'advanced' | 'none';
  /** It speaks of one source, and is forgotten with another. */
  readonly ofSource: boolean;
  readonly place: Place;
  /** False: it does not apply, and is left out of the plan. */
  applies(situation: Situation): boolean;
  /** What is to be said of a text that was given, if anything. */
  remark(text: string, situation: Situation): Remark | undefined;
}

/** What an option need not say of itself. */
type Defaults = 'row' | 'ofSource' | 'applies' | 'remark';
type Given<Id extends WordedId, V extends string> = Omit<Option<Id, V>, Defaults | 'kind' | 'values'> &
  Partial<Pick<Option<Id, V>, Defaults>>;

const defaults = {
  row: 'common',
  ofSource: false,
  applies: () => true,
  remark: () => undefined,
} as const;

export function choice<const Id extends WordedId, const V extends string>(
  values: readonly [V, ...V[]],
  given: Given<Id, V>,
): Option<Id, V> & { readonly kind: 'choice' } {
  return { ...defaults, ...given, kind: 'choice', values };
}

export function text<const Id extends WordedId>(
  given: Given<Id, never>,
): Option<Id, never> & { readonly kind: 'text' } {
  return { ...defaults, ...given, kind: 'text', values: [] };
}

/** Texts one after the other: the flag is repeated, the row parts them by commas. */
export function list<const Id extends WordedId>(
  given: Given<Id, never>,
): Option<Id, never> & { readonly kind: 'list' } {
  return { ...defaults, ...given, kind: 'list', values: [] };
}
