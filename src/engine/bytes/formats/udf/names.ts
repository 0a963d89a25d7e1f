import { type NameRules, UniqueNames } from '../iso9660/unique-names.ts';
import { splitExtension } from '../joliet/names.ts';
import { isNarrow } from './text.ts';

/** A name has 255 bytes with its compression id: so many characters of one byte, or of two. ECMA-167 4/14.4.4. */
const MAX_NARROW_UNITS = 254;
const MAX_WIDE_UNITS = 127;
const MAX_EXTENSION_UNITS = 16;

const rules: NameRules = {
  length: (text) => text.length,
  cut: (text, most) => (text.length <= most ? text : cutPair(text, most)),
  mark: '_',
  maxLength: MAX_NARROW_UNITS,
};

/** The names of one UDF directory, all different. Only length can change one: every character but `/` is allowed. */
export class UdfNames {
  readonly #names = new UniqueNames(rules);

  take(name: string): string {
    const wellFormed = name.toWellFormed();
    const most = isNarrow(wellFormed) ? MAX_NARROW_UNITS : MAX_WIDE_UNITS;
    return this.#names.take(splitExtension(wellFormed, MAX_EXTENSION_UNITS), most);
  }
}

function cutPair(text: string, most: number): string {
  return /[\ud800-\udbff]/.test(text.charAt(most - 1)) ? text.slice(0, most - 1) : text.slice(0, most);
}
