import type { VolumeOptions } from '../plan/format-options.ts';
import type { AuthorOptions } from '../plan/plan.ts';

const texts: readonly (readonly [keyof VolumeOptions, flag: string])[] = [
  ['systemId', '--system-id'],
  ['volumeSetId', '--volume-set'],
  ['publisher', '--publisher'],
  ['preparer', '--preparer'],
  ['application', '--application'],
  ['copyrightFile', '--copyright-file'],
  ['abstractFile', '--abstract-file'],
  ['bibliographicFile', '--bibliographic-file'],
  ['createdAt', '--volume-created'],
  ['modifiedAt', '--volume-modified'],
  ['expiresAt', '--volume-expires'],
  ['effectiveAt', '--volume-effective'],
];

/** The format options of a plan as flags of the command line. */
export function formatWords({ volume = {}, ...author }: AuthorOptions): string[] {
  return [
    ...(author.udf === undefined ? [] : [author.udf ? '--udf' : '--no-udf']),
    ...(author.iso9660 === false ? ['--no-iso9660'] : []),
    ...(author.isoLevel === undefined ? [] : ['--iso-level', String(author.isoLevel)]),
    ...(author.relocate ? ['--relocate'] : []),
    ...(author.paddingSectors === undefined ? [] : ['--padding', String(author.paddingSectors)]),
    ...(author.md5 ? ['--md5'] : []),
    ...(author.checksums === undefined ? [] : ['--checksums', author.checksums]),
    ...globs('--hide', author.hide),
    ...globs('--hide-joliet', author.hideJoliet),
    ...globs('--hide-udf', author.hideUdf),
    ...(author.zisofs ? ['--zisofs'] : []),
    ...(author.padChanged ? ['--pad-changed'] : []),
    ...texts.flatMap(([field, flag]) => (volume[field] === undefined ? [] : [flag, String(volume[field])])),
  ];
}

function globs(flag: string, patterns: readonly string[] = []): string[] {
  return patterns.flatMap((glob) => [flag, glob]);
}
