import { type Command, Option } from 'commander';
import type { VolumeOptions } from '../engine/plan/format-options.ts';
import type { AuthorOptions } from '../engine/plan/plan.ts';
import { Failure } from '../engine/ports/failure.ts';

/** Which structures an image gets, as commander hands the options over. */
export interface FormatFlags {
  readonly udf?: boolean;
  readonly iso9660?: boolean;
  readonly isoLevel?: string;
  readonly relocate?: boolean;
  readonly padding?: string;
  readonly md5?: boolean;
  readonly checksums?: 'md5' | 'sha256';
  readonly padChanged?: boolean;
  readonly zisofs?: boolean;
  readonly hide?: readonly string[];
  readonly hideJoliet?: readonly string[];
  readonly hideUdf?: readonly string[];
  readonly systemId?: string;
  readonly volumeSet?: string;
  readonly publisher?: string;
  readonly preparer?: string;
  readonly application?: string;
  readonly copyrightFile?: string;
  readonly abstractFile?: string;
  readonly bibliographicFile?: string;
  readonly volumeCreated?: string;
  readonly volumeModified?: string;
  readonly volumeExpires?: string;
  readonly volumeEffective?: string;
}

/** Adds the options of image formats to a command. */
export function formatFlags(command: Command): Command {
  return command
    .option('--udf', 'with UDF 1.02 (default, unless it costs much and nothing needs it)')
    .option('--no-udf', 'without UDF')
    .option('--no-iso9660', 'UDF alone')
    .addOption(
      new Option('--iso-level <level>', 'of plain names; 4 adds a descriptor for long ones').choices([
        '1',
        '2',
        '3',
        '4',
      ]),
    )
    .option('--relocate', 'record folders deeper than eight levels elsewhere, as old readers need it')
    .option('--padding <sectors>', 'empty sectors at the end (default: 150 up to the size of a CD)')
    .option('--md5', 'put in the checksum that checkisomd5 looks for')
    .addOption(
      new Option('--checksums <kind>', 'put in a file with the checksums of all files').choices([
        'md5',
        'sha256',
      ]),
    )
    .option('--zisofs', 'pack files as Linux unpacks them on the fly; no Joliet, no UDF')
    .option('--pad-changed', 'pad files that change meanwhile, and say so, instead of failing')
    .option('--hide <glob>', 'not in the ISO 9660 and Rock Ridge tree (repeatable)', collect)
    .option('--hide-joliet <glob>', 'not in the Joliet tree (repeatable)', collect)
    .option('--hide-udf <glob>', 'not in the UDF tree (repeatable)', collect)
    .option('--system-id <text>', 'field of the volume descriptor; so are those below')
    .option('--volume-set <text>', 'name of the volume set')
    .option('--publisher <text>', 'who publishes it')
    .option('--preparer <text>', 'who prepared it')
    .option('--application <text>', 'what made it')
    .option('--copyright-file <name>', 'a file of the folder itself')
    .option('--abstract-file <name>', 'a file of the folder itself')
    .option('--bibliographic-file <name>', 'a file of the folder itself')
    .option('--volume-created <time>', '2026-11-22T12:00:00Z, or seconds since 1970')
    .option('--volume-modified <time>', 'boot loaders look for it')
    .option('--volume-expires <time>', 'obsolete from then on')
    .option('--volume-effective <time>', 'not to be used before');
}

/** Values of an option that may be given several times. */
export function collect(value: string, before: string[] = []): string[] {
  return [...before, value];
}

/** @throws Failure `usage` for a number or a time that is none */
export function formatOptionsOf(flags: FormatFlags): Partial<AuthorOptions> {
  const volume = volumeOf(flags);
  return {
    ...(flags.udf !== undefined && { udf: flags.udf }),
    ...(flags.iso9660 === false && { iso9660: false }),
    ...(flags.isoLevel !== undefined && { isoLevel: Number(flags.isoLevel) }),
    ...(flags.relocate && { relocate: true }),
    ...(flags.padding !== undefined && { paddingSectors: sectors(flags.padding) }),
    ...(flags.md5 && { md5: true }),
    ...(flags.checksums !== undefined && { checksums: flags.checksums }),
    ...(flags.zisofs && { zisofs: true }),
    ...(flags.padChanged && { padChanged: true }),
    ...(flags.hide && { hide: [...flags.hide] }),
    ...(flags.hideJoliet && { hideJoliet: [...flags.hideJoliet] }),
    ...(flags.hideUdf && { hideUdf: [...flags.hideUdf] }),
    ...(Object.keys(volume).length > 0 && { volume }),
  };
}

function volumeOf(flags: FormatFlags): VolumeOptions {
  const { systemId, publisher, preparer, application, copyrightFile, abstractFile, bibliographicFile } =
    flags;
  const named = {
    systemId,
    volumeSetId: flags.volumeSet,
    publisher,
    preparer,
    application,
    copyrightFile,
    abstractFile,
    bibliographicFile,
    createdAt: secondsOf(flags.volumeCreated),
    modifiedAt: secondsOf(flags.volumeModified),
    expiresAt: secondsOf(flags.volumeExpires),
    effectiveAt: secondsOf(flags.volumeEffective),
  };
  return Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined));
}

function sectors(text: string): number {
  if (/^\d{1,7}$/.test(text)) return Number(text);
  throw new Failure('usage', { problem: `--padding is a number of sectors, and "${text}" is none` });
}

function secondsOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const seconds = /^-?\d+$/.test(text) ? Number(text) : Math.floor(Date.parse(text) / 1000);
  if (Number.isFinite(seconds)) return seconds;
  throw new Failure('usage', {
    problem: `"${text}" is no time: 2026-11-22T12:00:00Z, or seconds since 1970`,
  });
}
