import { hostname } from 'node:os';
import { basename } from 'node:path';
import type { FlagId } from '../tasks/flags.ts';
import {
  asPattern,
  filledIn,
  isPattern,
  isPlaceholder,
  lackingIn,
  type NameValues,
  placeholders,
  wordsIn,
} from '../tasks/name-pattern.ts';
import type { AskedSource } from '../tasks/task.ts';
import { dayText, hourText } from '../words/days.ts';
import { t } from '../words/language.ts';
import { usageFailure } from '../words/spoken-failure.ts';
import type { Call } from './command.ts';
import { sourceNamed } from './source-named.ts';
import { tell } from './tell.ts';

/**
 * The call with the placeholders of its outputs filled in; the names are told.
 *
 * @throws Failure `usage` for a placeholder that is none, and where nothing is left of a name
 */
export async function withNamedOutputs(
  call: Call<FlagId>,
  source: AskedSource | undefined,
): Promise<Call<FlagId>> {
  const { flags, face } = call;
  const { output, outputUnlessScan } = flags;
  const typed = [...(output === undefined ? [] : [output]), ...(outputUnlessScan ?? [])];
  const patternOf = new Map(typed.map((path) => [path, belowItself(path, face.workingFolder)]));
  const paths = [...patternOf.values()];
  if (!paths.some(isPattern)) return call;
  const words = new Set(paths.flatMap(wordsIn));
  refuseStranger(words);
  const values = await valuesOf(words, call, source);
  const nameOf = (path: string): string => namedBy(patternOf.get(path) ?? path, values);
  if (!flags.quiet && !flags.json)
    for (const [path, pattern] of patternOf)
      if (wordsIn(pattern).length > 0)
        tell(face.err, t().cli.outputNamed(nameOf(path), lackingIn(pattern, values)));
  return {
    ...call,
    flags: {
      ...flags,
      ...(output !== undefined && { output: nameOf(output) }),
      ...(outputUnlessScan && { outputUnlessScan: outputUnlessScan.map(nameOf) }),
    },
  };
}

/** @throws Failure `usage` */
function refuseStranger(words: ReadonlySet<string>): void {
  const stranger = [...words].find((word) => !isPlaceholder(word));
  if (stranger !== undefined)
    throw usageFailure(() => t().cli.usage.unknownPlaceholder(stranger, placeholders));
}

/** The folder that somebody is in means itself, whatever it is called. */
function belowItself(path: string, folder: string): string {
  return path.startsWith(`${folder}/`) ? asPattern(folder) + path.slice(folder.length) : path;
}

function namedBy(path: string, values: NameValues): string {
  const name = filledIn(path, values);
  const [first = ''] = basename(name);
  if (name.endsWith('/') || first === '' || (first === '.' && !basename(path).startsWith('.')))
    throw usageFailure(() => t().cli.usage.nothingKnown(path, lackingIn(path, values)));
  return name;
}

/** Only what is asked for is looked up. */
async function valuesOf(
  words: ReadonlySet<string>,
  { values, face }: Call<FlagId>,
  source: AskedSource | undefined,
): Promise<NameValues> {
  const nowMs = face.nowMs();
  const looks = words.has('label') || words.has('version');
  const found = looks && source !== undefined ? await sourceNamed(source.path, source.kind, face) : {};
  const given = typeof values.label === 'string' && values.label !== '' ? values.label : undefined;
  return {
    label: given ?? found.label,
    version: found.version,
    date: dayText(nowMs),
    time: hourText(nowMs),
    host: hostname().split('.')[0],
  };
}
