import { latin1, writeLatin1 } from '../../codec/text.ts';

// The checksum that implantisomd5 puts into the application use of the primary volume descriptor (isomd5sum).

/** Bytes of the field; it is blanks while the checksum is made. ECMA-119 §8.4.32. */
export const ISOMD5_BYTES = 512;
/** Its first byte in the image: the primary descriptor is at sector 16. */
export const ISOMD5_AT_BYTE = 16 * 2048 + 883;
/** The last sectors are left out: drives cannot read them reliably. */
export const ISOMD5_SKIP_SECTORS = 15;
export const ISOMD5_FRAGMENTS = 20;
/** Digits of each fragment's sum. */
export const ISOMD5_FRAGMENT_DIGITS = 3;

/** What the field says. */
export interface IsoMd5 {
  /** 32 hexadecimal digits. */
  readonly sum: string;
  readonly skipSectors: number;
  /** Digits of the sums so far at each fragment's end; one after the other. Empty when there are none. */
  readonly fragmentSums: string;
  readonly fragments: number;
}

const CLOSING = 'THIS IS NOT THE SAME AS RUNNING MD5SUM ON THIS ISO!!';

export function writeIsoMd5({ sum, skipSectors, fragmentSums, fragments }: IsoMd5): Uint8Array {
  const text = `ISO MD5SUM = ${sum};SKIPSECTORS = ${skipSectors};RHLISOSTATUS=0;FRAGMENT SUMS = ${fragmentSums};FRAGMENT COUNT = ${fragments};${CLOSING}`;
  const bytes = new Uint8Array(ISOMD5_BYTES).fill(0x20);
  writeLatin1(bytes, 0, text);
  return bytes;
}

/** What a field says; old programs put no fragments in. Nothing when it says no checksum. */
export function readIsoMd5(field: Uint8Array): IsoMd5 | undefined {
  const text = latin1(field);
  const sum = /ISO MD5SUM = ([0-9a-f]{32});/.exec(text)?.[1];
  if (sum === undefined) return undefined;
  const skipSectors = Number(/SKIPSECTORS = (\d{1,6});/.exec(text)?.[1] ?? 0);
  const fragmentSums = /FRAGMENT SUMS = ([0-9a-f]{1,60});/.exec(text)?.[1] ?? '';
  const fragments = Number(/FRAGMENT COUNT = (\d{1,2});/.exec(text)?.[1] ?? 0);
  const areSane = fragments >= 1 && fragments <= fragmentSums.length;
  return {
    sum,
    skipSectors,
    fragmentSums: areSane ? fragmentSums : '',
    fragments: areSane ? fragments : 0,
  };
}
