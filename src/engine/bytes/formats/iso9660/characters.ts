import type { CharacterSet } from '../../codec/text.ts';

/** Printable ASCII: wider than §7.4.1 allows; every reader takes it in volume identifiers, and boot loaders need it. */
export const printableAscii: CharacterSet = { name: 'printable ASCII', allows: /^[\x20-\x7e]*$/ };
