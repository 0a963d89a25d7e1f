import { type NameRules, type SplitName, UniqueNames } from './unique-names.ts';

/** How long identifiers may be. ECMA-119 §10. */
interface NameLimits {
  readonly stem: number;
  readonly extension: number;
  /** With the dot. */
  readonly file: number;
  readonly directory: number;
}

/** Name and extension 8 and 3 characters. ECMA-119 §10.1. */
const LEVEL_1: NameLimits = { stem: 8, extension: 3, file: 12, directory: 8 };
/** Levels 2 and 3: name and extension together 30 characters (§7.5.1, §10.2), with the dot 31. */
const LEVEL_2: NameLimits = { stem: 30, extension: 10, file: 31, directory: 31 };

/** Separator 2 and file version number, part of every file identifier. ECMA-119 §7.5.1. */
export const VERSION_SUFFIX = ';1';

const rules: NameRules = {
  length: (text) => text.length,
  cut: (text, most) => text.slice(0, most),
  mark: '',
  maxLength: LEVEL_2.file,
};

/** The identifiers of one directory in d-characters, all different. ECMA-119 §7.5, §7.6. */
export class IsoNames {
  readonly #names = new UniqueNames(rules);
  readonly #limits: NameLimits;

  constructor(level = 3) {
    this.#limits = level === 1 ? LEVEL_1 : LEVEL_2;
  }

  /** Identifier without separator 2 and version: `READ_ME.TXT`. A name without dot keeps none here (`isoIdentifier` adds it). */
  file(name: string): string {
    const { stem, suffix } = splitLegal(name, this.#limits.extension);
    // One place is kept for the dot that a name without extension gets in its identifier.
    const most = Math.min(this.#limits.file - (suffix === '' ? 1 : 0), this.#limits.stem + suffix.length);
    return this.#names.take({ stem, suffix }, most);
  }

  directory(name: string): string {
    return this.#names.take({ stem: legal(name) || '_', suffix: '' }, this.#limits.directory);
  }
}

/** The identifier as recorded: files always have a dot and a version (`README.;1`). ECMA-119 §7.5.1. */
export function isoIdentifier(name: string, isDirectory: boolean): string {
  if (isDirectory) return name;
  return name.includes('.') ? name + VERSION_SUFFIX : `${name}.${VERSION_SUFFIX}`;
}

/**
 * Text whose order of code units is the order of §9.3: name, then extension, each as if padded with spaces.
 * All d-characters are greater than a space, so a space in place of the dot does it.
 */
export function isoSortKey(name: string): string {
  return name.replace('.', ' ');
}

/** True when a reader that folds case sees the same name. */
export function isSameIgnoringCase(name: string, isoName: string): boolean {
  return name.toUpperCase() === isoName;
}

function splitLegal(name: string, maxExtension: number): SplitName {
  const dot = name.lastIndexOf('.');
  if (dot <= 0 || dot === name.length - 1) return { stem: legal(name) || '_', suffix: '' };
  const extension = legal(name.slice(dot + 1)).slice(0, maxExtension);
  return { stem: legal(name.slice(0, dot)), suffix: `.${extension}` };
}

/** Capital letters; one underscore for each character that is no d-character. */
function legal(name: string): string {
  return /^[A-Z0-9_]*$/.test(name) ? name : name.toUpperCase().replace(/[^A-Z0-9_]/gu, '_');
}
