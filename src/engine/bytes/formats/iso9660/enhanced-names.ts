import { type NameRules, UniqueNames } from './unique-names.ts';

/** Identifiers of an enhanced volume: bytes as they are, no version. ISO 9660:1999; ECMA-119 4th edition §7.5. */
export const MAX_ENHANCED_BYTES = 207;

const MAX_EXTENSION_BYTES = 16;

const rules: NameRules = {
  length: (text) => text.length,
  cut: (text, most) => text.slice(0, most),
  mark: '_',
  maxLength: MAX_ENHANCED_BYTES,
};

/** The identifiers of one directory of an enhanced volume (byte strings), all different. */
export class EnhancedNames {
  readonly #names = new UniqueNames(rules);

  take(name: string): string {
    const dot = name.lastIndexOf('.');
    const hasExtension = dot > 0 && name.length - dot <= MAX_EXTENSION_BYTES;
    const stem = hasExtension ? name.slice(0, dot) : name;
    return this.#names.take({ stem, suffix: name.slice(stem.length) });
  }
}
