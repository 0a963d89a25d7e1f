import type { CharacterSet } from '../../codec/text.ts';

/** ECMA-119 §7.4.1: capital letters, digits and underscore. */
export const dCharacters: CharacterSet = { name: 'd-characters', allows: /^[A-Z0-9_]*$/ };

/** ECMA-119 §7.4.1: d-characters, space and some punctuation. */
export const aCharacters: CharacterSet = {
  name: 'a-characters',
  allows: /^[A-Z0-9_ !"%&'()*+,\-./:;<=>?]*$/,
};

/** Printable ASCII: wider than §7.4.1 allows; every reader takes it in volume identifiers, and boot loaders need it. */
export const printableAscii: CharacterSet = { name: 'printable ASCII', allows: /^[\x20-\x7e]*$/ };

/** ECMA-119 §7.4.3. */
export const SEPARATOR_1 = '.';
export const SEPARATOR_2 = ';';
