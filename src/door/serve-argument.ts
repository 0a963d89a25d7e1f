/** The argument that turns this program into a server of an image's bytes; path, first byte and length follow. */
export const SERVE_ARGUMENT = '--serve-image';
