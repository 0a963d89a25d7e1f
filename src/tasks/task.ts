import type { Nature } from '../engine/contract/plan/kinds/nature.ts';
import type { Kind, Plan, PlanOf, PlanTarget } from '../engine/contract/plan/plan.ts';
import type { KindWords, MenuWords } from '../words/kind-words.ts';
import type { FlagId } from './flags.ts';
import type { Value } from './options/option.ts';
import type { OptionId } from './options/options.ts';

/** Values by the option's id; absent: its default. */
export type Values = { readonly [id: string]: Value | undefined };

/** What was chosen to read from. */
export interface AskedSource {
  readonly kind: 'image' | 'folder' | 'receipt' | 'medium';
  readonly path: string;
  readonly sizeBytes?: number | undefined;
  /** Of a medium: what was seen of it. */
  readonly expect?: PlanOf<'read'>['source']['expect'];
}

export interface AskedOutput {
  readonly path: string;
  readonly replace: boolean;
}

/** All that was answered, on screens or by flags; a plan is made of it. */
export interface Asked {
  readonly source?: AskedSource | undefined;
  /** Undefined: not answered; empty: none is wanted. */
  readonly targets?: readonly PlanTarget[] | undefined;
  readonly output?: AskedOutput | undefined;
  /** Further files that become the same. */
  readonly otherOutputs?: readonly AskedOutput[] | undefined;
  /** An earlier job, and the targets it had. */
  readonly job?: { readonly id: string; readonly targets: readonly PlanTarget[] } | undefined;
  readonly values: Values;
  /** Unix seconds; when the plan is made. */
  readonly madeAt: number;
}

/** What can be its source. */
export interface Takes {
  /** `typed`: on the command line only. */
  readonly folder: 'yes' | 'typed' | 'no';
  /** `opened`: its files are laid out anew, so it must be a file. */
  readonly image: 'any' | 'opened' | 'none';
  readonly receipt: boolean;
  /** A drive, a partition, a disc, or a file that stands for one. */
  readonly medium?: true;
}

/** Questions of the wizard that not every entry has. */
export type Ask =
  | 'jobs'
  | 'source'
  | 'medium'
  | 'where'
  | 'look'
  | 'inside'
  | 'output'
  | 'target'
  | 'options'
  | 'confirm';

/** One argument of a command. */
export interface Argument {
  readonly name: string;
  /** What completions offer for it. */
  readonly takes: 'image' | 'folder' | 'device' | 'job' | 'file' | 'text';
  /** All there are, where they are few. */
  readonly values?: readonly string[];
  readonly many?: true;
  readonly optional?: true;
}

/** Something that can be chosen in the wizard's first list. */
export interface Entry {
  readonly id: Kind | 'jobs' | 'look';
  readonly takes: Takes;
  /** What becomes of the drives that are chosen. */
  readonly drives: 'written' | 'burned' | 'compared' | 'saved' | 'none';
  readonly asks: readonly Ask[];
  /** In the order they are shown. */
  readonly options: readonly OptionId[];
  /** Those of them that others show at once, and this one behind Tab. */
  readonly seldom?: readonly OptionId[];
  readonly words: { readonly title: string; readonly menu?: MenuWords };
}

/** One kind of job: everything that both faces know of it. */
export interface Task<K extends Kind = Kind> extends Entry {
  readonly id: K;
  readonly nature: Nature;
  /** What a dry run looks at: the source, what an earlier job kept of drives, what is needed and where it goes, or nothing. */
  readonly rehearses: 'source' | 'kept' | 'needs' | 'nothing';
  /** Whether what it found stands in the plan that is printed. */
  readonly hasForecast: boolean;
  /** What a person types before it starts: the names of drives that are written (none: nothing), a word, or nothing. */
  readonly confirms: 'names' | 'word' | 'nothing';
  readonly command: {
    readonly source?: Argument;
    readonly targets?: Argument;
    readonly job?: Argument;
    /** Outputs may be drives, which are targets then. */
    readonly outputs?: 'mixed';
    readonly flags: readonly FlagId[];
  };
  readonly words: KindWords;
  /** Whether files are laid out, of a source, with the value of each choice. */
  authors(source: AskedSource | undefined, chosen: (id: string) => string): boolean;
  /** Undefined while something is missing. */
  plan(asked: Asked): PlanOf<K> | undefined;
  /** Whether only root can carry it out. */
  needsRoot(plan: Plan): boolean;
}

/** What a person types before a plan is carried out: names, where it has drives that are written. */
export function confirmationOf(task: Pick<Task, 'confirms'>, { targets = [] }: Plan): Task['confirms'] {
  return task.confirms === 'names' && targets.length === 0 ? 'nothing' : task.confirms;
}
