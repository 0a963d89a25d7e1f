/** `100x30`: what `--size` says of a terminal, and not of a partition. */
export const isTerminalSize = (text: string): boolean => /^\d+x\d+$/.test(text);
