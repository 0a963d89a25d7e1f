import { withoutEnd } from '../../codec/text.ts';
import { type NameRules, UniqueNames } from '../iso9660/unique-names.ts';
import { cutUnits } from './volume.ts';

/** The specification says 64; every reader takes 103, and a record has room for them. */
export const MAX_JOLIET_UNITS = 103;

/**
 * Longest path in units. The specification's 240 bytes are broken and read everywhere; what fails beyond this
 * is Windows with its 260 characters.
 */
export const MAX_JOLIET_PATH_UNITS = 240;

/** An extension longer than this is no extension worth keeping. */
const MAX_EXTENSION_UNITS = 16;

const rules: NameRules = {
  length: (text) => text.length,
  cut: cutUnits,
  mark: '_',
  maxLength: MAX_JOLIET_UNITS,
  // Linux and Windows look names up without regard to case: of two that differ in case only, one could not be opened.
  key: (name) => name.toLowerCase(),
};

/** The identifiers of one Joliet directory: forbidden characters become `_`, long ones are cut, all are different. */
export class JolietNames {
  readonly #names = new UniqueNames(rules);

  take(name: string): string {
    const legal = isPlain(name) ? name : legalName(name);
    return this.#names.take(splitExtension(legal, MAX_EXTENSION_UNITS));
  }
}

/**
 * Joliet 1995: 0000-001F and `* / : ; ? \` are not allowed. Dots at the end are cut off by Linux and Windows alike,
 * so they become something that stays.
 */
function legalName(name: string): string {
  const legal = name.replace(/[\x00-\x1f*/:;?\\]/g, '_');
  return withoutEnd(legal, '.').padEnd(legal.length, '_');
}

function isPlain(name: string): boolean {
  return /^[\x20-\x29\x2b-\x2e0-9<=>@-[\]-\uffff]*$/.test(name) && !name.endsWith('.');
}

/** Stem and extension (with its dot), so that shortening keeps what a file is. */
export function splitExtension(name: string, mostUnits: number): { stem: string; suffix: string } {
  const dot = name.lastIndexOf('.');
  if (dot <= 0 || name.length - dot > mostUnits) return { stem: name, suffix: '' };
  return { stem: name.slice(0, dot), suffix: name.slice(dot) };
}
