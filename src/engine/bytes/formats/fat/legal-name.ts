import { upCased } from '../exfat/up-case.ts';

/** UTF-16 units of a long name. fatgen103 "FAT long directory entries". */
export const MAX_FAT_NAME_UNITS = 255;
/** What a long name cannot hold, and DEL, which no system shows. fatgen103 "Long name". */
const ILLEGAL = /["*/:<>?\\|\x00-\x1f\x7f]/g;
/** Names of devices, whatever their extension: Windows opens the device and never the file. Win32 "Naming Files". */
const DEVICE = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$) *$/i;
/** Longer ends after a dot are no extensions. */
const MOST_EXTENSION_UNITS = 16;

/** The name as FAT and Windows can hold it: `_` for what they cannot, and behind the name of a device. */
export function legalFatName(name: string): string {
  const clean = openableEnd(name.replace(ILLEGAL, '_'));
  const dot = clean.indexOf('.');
  const base = dot < 0 ? clean : clean.slice(0, dot);
  return cutFatName(DEVICE.test(base) ? `${base}_${clean.slice(base.length)}` : clean, MAX_FAT_NAME_UNITS);
}

/** The name with at most so many units; its extension stays, and no character is torn apart. */
export function cutFatName(name: string, mostUnits: number): string {
  if (name.length <= mostUnits) return name;
  const { base, extension } = splitName(name);
  const cut = base.slice(0, mostUnits - extension.length).replace(/[\ud800-\udbff]$/, '');
  return openableEnd(cut) + extension;
}

/** `name_2.ext`: another name beside one that is taken. */
export function numberedFatName(name: string, number: number): string {
  const { base, extension } = splitName(name);
  const end = `_${number}${extension}`;
  return cutFatName(base, MAX_FAT_NAME_UNITS - end.length) + end;
}

/** Two names with the same key are one name there: case does not count, unit by unit. */
export function fatNameKey(name: string): string {
  return /^[\x20-\x7e]*$/.test(name) ? name.toUpperCase() : upCased(name);
}

/** Windows takes dots and spaces from the end of a name: such a file could not be opened again. */
function openableEnd(name: string): string {
  let end = name.length;
  while (end > 0 && (name[end - 1] === '.' || name[end - 1] === ' ')) end--;
  return name.slice(0, end).padEnd(name.length, '_');
}

function splitName(name: string): { readonly base: string; readonly extension: string } {
  const dot = name.lastIndexOf('.');
  const hasExtension = dot > 0 && name.length - dot <= MOST_EXTENSION_UNITS;
  return hasExtension
    ? { base: name.slice(0, dot), extension: name.slice(dot) }
    : { base: name, extension: '' };
}
