import { latin1 } from '../../codec/text.ts';

export const TAR_BLOCK_BYTES = 512;

/** What a header is about; `other`: nothing that becomes an entry of its own. */
export type TarKind = 'file' | 'hard-link' | 'link' | 'character' | 'block' | 'folder' | 'fifo';

/** The letters of POSIX.1-2017 pax, "ustar Interchange Format", typeflag; NUL and `7` are files too. */
const kinds: Readonly<Record<string, TarKind>> = {
  '\0': 'file',
  '0': 'file',
  '1': 'hard-link',
  '2': 'link',
  '3': 'character',
  '4': 'block',
  '5': 'folder',
  '6': 'fifo',
  '7': 'file',
};

export interface TarHeader {
  /** A byte string, prefix and name in one. */
  readonly path: string;
  readonly target: string;
  readonly mode: number;
  readonly modifiedAtSeconds: number;
  readonly sizeBytes: number;
  readonly deviceMajor: number;
  readonly deviceMinor: number;
  /** As it stands: `x`, `g`, `L` and `K` speak of the next header. */
  readonly letter: string;
  /** Undefined for what is no entry. */
  readonly kind: TarKind | undefined;
}

/** Two blocks of zeros end an archive. */
export function isTarEnd(block: Uint8Array): boolean {
  return block.every((byte) => byte === 0);
}

/** The header in a block; undefined when its checksum or a number is wrong. */
export function parseTarHeader(block: Uint8Array): TarHeader | undefined {
  const [mode, sizeBytes, modifiedAtSeconds, checksum, deviceMajor, deviceMinor] = (
    [
      [100, 8],
      [124, 12],
      [136, 12],
      [148, 8],
      [329, 8],
      [337, 8],
    ] as const
  ).map(([at, lengthBytes]) => numberAt(block, at, lengthBytes));
  if (mode === undefined || sizeBytes === undefined || checksum !== checksumOf(block)) return undefined;
  const letter = latin1(block.subarray(156, 157));
  // The magic of GNU archives ends in blanks; they have times where ustar has its prefix.
  const prefix = latin1(block.subarray(257, 263)) === 'ustar\0' ? textAt(block, 345, 155) : '';
  return {
    path: prefix === '' ? textAt(block, 0, 100) : `${prefix}/${textAt(block, 0, 100)}`,
    target: textAt(block, 157, 100),
    mode: mode & 0o7777,
    modifiedAtSeconds: modifiedAtSeconds ?? 0,
    sizeBytes,
    deviceMajor: deviceMajor ?? 0,
    deviceMinor: deviceMinor ?? 0,
    letter,
    kind: kinds[letter],
  };
}

/** The sum of all bytes, those of the checksum taken as blanks. */
function checksumOf(block: Uint8Array): number {
  let sum = 8 * 0x20;
  for (const [at, byte] of block.entries()) if (at < 148 || at >= 156) sum += byte;
  return sum;
}

function textAt(block: Uint8Array, at: number, lengthBytes: number): string {
  const text = latin1(block.subarray(at, at + lengthBytes));
  const end = text.indexOf('\0');
  return end < 0 ? text : text.slice(0, end);
}

/** Octal text, or with the first bit set a binary number, most significant byte first (GNU). */
function numberAt(block: Uint8Array, at: number, lengthBytes: number): number | undefined {
  const first = block[at] ?? 0;
  if ((first & 0x80) !== 0) {
    let value = first & 0x7f;
    for (let i = 1; i < lengthBytes; i++) value = value * 256 + (block[at + i] ?? 0);
    return Number.isSafeInteger(value) ? value : undefined;
  }
  const text = textAt(block, at, lengthBytes).trim();
  if (text === '') return 0;
  return /^[0-7]+$/.test(text) ? Number.parseInt(text, 8) : undefined;
}
