import type { VolumeOptions } from '../../engine/plan/format-options.ts';
import type { AuthorOptions } from '../../engine/plan/plan.ts';
import { isLocal } from '../../engine/plan/source-path.ts';
import type { Choices } from './options/choices.ts';
import {
  descriptorTexts,
  descriptorTimes,
  patternsOf,
  secondsOf,
  type TextId,
  typedText,
} from './options/texts.ts';
import type { Answers } from './state.ts';

/** The answers about a folder's image; what is at its default is left out. */
export function authorOf({ options, madeAt }: Answers): AuthorOptions {
  const { choices } = options;
  const typed = (id: TextId) => typedText(options.texts, id);
  const label = typed('label');
  const fixed = numberOf(typed('fixedTime'));
  return {
    ...(label !== undefined && { label }),
    joliet: choices.joliet === 'on',
    rockRidge: choices.rockRidge === 'on',
    followLinks: choices.followLinks === 'on',
    exclude: patternsOf(options.texts.exclude.text),
    ...bootOf(choices),
    ...bootFromOf(choices, typed),
    ...formatsOf(choices),
    ...extrasOf(choices, typed),
    madeAt: fixed ?? madeAt,
    ...(fixed !== undefined && { fixedTime: fixed }),
    strict: choices.strict === 'on',
  };
}

/** A folder becomes an image; an image can be opened and its files laid out anew. */
export function isAuthored({ task, source, options }: Answers): boolean {
  if (source?.kind === 'folder') return task === 'make' || task === 'write';
  return (
    task === 'make' || (task === 'write' && options.choices.rebuild === 'on' && isLocal(source?.path ?? '-'))
  );
}

function bootFromOf(choices: Choices, typed: (id: TextId) => string | undefined): Partial<AuthorOptions> {
  const bootFrom = choices.iso9660 === 'on' && choices.boot === 'auto' ? typed('bootFrom') : undefined;
  return bootFrom === undefined ? {} : { bootFrom };
}

function bootOf(choices: Choices): Partial<AuthorOptions> {
  const canBoot = choices.iso9660 === 'on' && choices.boot === 'auto';
  return {
    ...(choices.boot !== 'auto' && { boot: choices.boot }),
    ...(canBoot && choices.hybrid !== 'auto' && { hybrid: choices.hybrid === 'on' }),
    ...(canBoot && choices.hybrid !== 'off' && choices.partitionTree === 'on' && { partitionTree: true }),
  };
}

function formatsOf(choices: Choices): Partial<AuthorOptions> {
  const hasIso = choices.iso9660 === 'on';
  return {
    ...(choices.udf !== 'auto' && { udf: choices.udf === 'on' }),
    ...(choices.iso9660 === 'off' && { iso9660: false }),
    ...(hasIso && choices.isoLevel !== 'auto' && { isoLevel: Number(choices.isoLevel) }),
    ...(hasIso && choices.relocate === 'on' && { relocate: true }),
    ...(hasIso && choices.zisofs === 'on' && { zisofs: true }),
    ...(hasIso && choices.md5 === 'on' && { md5: true }),
  };
}

function extrasOf(choices: Choices, typed: (id: TextId) => string | undefined): Partial<AuthorOptions> {
  const padding = numberOf(typed('padding'));
  const volume = volumeOf(typed);
  return {
    ...(choices.checksums !== 'none' && { checksums: choices.checksums }),
    ...(choices.padChanged === 'on' && { padChanged: true }),
    ...(padding !== undefined && { paddingSectors: padding }),
    ...(volume !== undefined && { volume }),
  };
}

function volumeOf(typed: (id: TextId) => string | undefined): VolumeOptions | undefined {
  const fields = [
    ...descriptorTexts.map((id) => [id, typed(id)] as const),
    ...descriptorTimes.map((id) => [id, timeOf(typed(id))] as const),
  ].filter(([, value]) => value !== undefined);
  return fields.length === 0 ? undefined : (Object.fromEntries(fields) as VolumeOptions);
}

const timeOf = (text: string | undefined) => (text === undefined ? undefined : secondsOf(text));

const numberOf = (text: string | undefined) =>
  text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
