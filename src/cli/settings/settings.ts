import type { ProtectedList } from '../../engine/contract/ports/never-touch.ts';
import { type Language, languageOrigin } from '../../words/language.ts';

/** Where a setting comes from: the name of an option or a variable, the path of a file; empty for a default. */
export interface Origin {
  readonly from: 'option' | 'environment' | 'file' | 'default';
  readonly name: string;
}

export interface Setting {
  readonly name: 'language' | 'jobs' | 'source-date' | 'never-touch';
  readonly value: string;
  readonly origin: Origin;
}

export interface Known {
  /** As it was given to `--lang`. */
  readonly lang: Language | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly jobsFolder: string;
  readonly lists: readonly ProtectedList[];
}

/** What is set, in the order in which it is shown; a serial once for each list that it stands in. */
export function settingsOf({ lang, environment, jobsFolder, lists }: Known): Setting[] {
  const { XDG_STATE_HOME: state, SOURCE_DATE_EPOCH: date } = environment;
  const isStateChosen = state !== undefined && state !== '' && jobsFolder.startsWith(`${state}/`);
  const byDefault = { from: 'default', name: '' } as const;
  return [
    { name: 'language', ...languageOf(lang, environment) },
    { name: 'jobs', value: jobsFolder, origin: isStateChosen ? variable('XDG_STATE_HOME') : byDefault },
    ...(date ? [{ name: 'source-date' as const, value: date, origin: variable('SOURCE_DATE_EPOCH') }] : []),
    ...lists.flatMap(({ path, serials }) =>
      serials.map((value) => ({
        name: 'never-touch' as const,
        value,
        origin: { from: 'file' as const, name: path },
      })),
    ),
  ];
}

function languageOf(lang: Language | undefined, environment: Known['environment']): Omit<Setting, 'name'> {
  if (lang !== undefined) return { value: lang, origin: { from: 'option', name: '--lang' } };
  const { language, variable: name } = languageOrigin(environment);
  return { value: language, origin: name === undefined ? { from: 'default', name: '' } : variable(name) };
}

function variable(name: string): Origin {
  return { from: 'environment', name };
}
