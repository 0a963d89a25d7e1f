import { isInside } from '../../engine/contract/plan/path-style.ts';
import { plainName } from '../../tasks/plain-name.ts';
import type { StartAt } from '../ports.ts';
import { joinPath, nameOf, parentOf } from './paths.ts';
import type { Asking, OutputForm, SourceAnswer } from './state.ts';
import { textField } from './text-field.ts';

/** A version at the end of a name (`tools-1.2.3`, `debian_12`), or in a line that describes a tree. */
const VERSION = /(?:^|[-_ ]v?)(\d+(?:\.\d+)*)$/i;

/** Label for a volume, from the name of its folder or image: letters, digits, `-`, `_`, `.`; 32 at most. */
export function suggestedLabel(folderPath: string): string {
  return plainName(nameOf(folderPath).replace(/\.(iso|img|udf)$/i, '')) || 'IMAGE';
}

/** `label[-version]-YYYY-MM-DD.iso`; a version the label ends with is not said twice. */
export function suggestedName(label: string, version: string | undefined, atMs: number): string {
  const base = [...label].slice(0, 80).join('').replaceAll('/', '_');
  const parts = [
    base,
    ...(version === undefined || VERSION.exec(base)?.[1] === version ? [] : [version]),
    dayText(atMs),
  ];
  return `${parts.join('-')}.iso`;
}

const PACKED = /\.(gz|xz|zst|bz2|lz4|zip)$/i;
const DISK = /\.(qcow2?|qed|vhdx?|vmdk|vdi|hds|hdd|dmg|simg|cso|zso|dax|raw|img|iso)$/i;

/** For what is in an image, as a plain image: `label-YYYY-MM-DD.img`, and `.iso` only for what was called that. Its own ending would be another format's. */
export function suggestedCopyName(path: string, atMs: number): string {
  const name = nameOf(path).replace(PACKED, '');
  const label = plainName(name.replace(DISK, '')) || 'IMAGE';
  return `${label}-${dayText(atMs)}.${/\.iso$/i.test(name) ? 'iso' : 'img'}`;
}

const ENDINGS: Readonly<Record<string, string>> = { zstd: 'img.zst', gzip: 'img.gz', xz: 'img.xz' };
const OFFERED = /\.(?:img|iso|vhd|qcow2|vmdk|cso|img\.zst|img\.gz|img\.xz)$/;

/** A name that was offered ends as the format does that is chosen; one that a person typed is left as it is. */
export function namedAs(output: OutputForm, format: string | undefined): OutputForm {
  if (output.touched) return output;
  const [family = ''] = (format ?? '').split('-');
  const isPlain = family === '' || family === 'auto' || family === 'raw';
  if (isPlain && /[^.]\.(?:img|iso)$/.test(output.name.text)) return output;
  const ending = isPlain ? 'img' : (ENDINGS[family] ?? family);
  const name = output.name.text.replace(OFFERED, `.${ending}`);
  return name === output.name.text ? output : { ...output, name: textField(name), found: undefined };
}

/** The person's own day. */
export function dayText(atMs: number): string {
  const day = new Date(atMs);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

/**
 * A form for a source: its name with the day, in a folder that is not inside the source.
 *
 * @param isCopied whatever image it is, it stays that image
 */
export function suggestOutput(
  source: SourceAnswer,
  folder: string,
  atMs: number,
  isCopied: boolean,
): OutputForm {
  const safe = isInside(folder, source.path) ? parentOf(source.path) : folder;
  const name = isCopied
    ? suggestedCopyName(source.path, atMs)
    : suggestedName(suggestedLabel(source.path), undefined, atMs);
  return offeredForm(name, safe);
}

/** A form for what is made of nothing that was chosen. */
export function suggestMade(label: string, { outputFolder, folder }: StartAt, atMs: number): OutputForm {
  return offeredForm(suggestedName(label, undefined, atMs), outputFolder ?? folder ?? '/');
}

/** Nobody has touched it. */
export function offeredForm(name: string, folder: string): OutputForm {
  return {
    name: textField(name),
    folder: textField(folder),
    touched: false,
    focus: 'name',
    found: undefined,
  };
}

export function outputPath({ folder, name }: Pick<OutputForm, 'folder' | 'name'>): string {
  return joinPath(folder.text.trim() || '/', name.text.trim());
}

/** A version was found in the tree: the suggestion gets it, if the person has not typed one. */
export function withVersion(asking: Asking, version: string, atMs: number): OutputForm {
  const { output, answers } = asking;
  if (output.touched || answers.source === undefined) return output;
  return { ...output, name: textField(suggestedName(suggestedLabel(answers.source.path), version, atMs)) };
}
