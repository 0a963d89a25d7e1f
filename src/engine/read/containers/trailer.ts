import type { FoundFacts } from '../../contract/failure/source-reasons.ts';

/** Enough to tell what is known by its end. */
export const TRAILER_BYTES = 512;

interface EndMagic {
  /** Where it stands, of the last 512 bytes. */
  readonly atByte: number;
  readonly text: string;
  readonly is: FoundFacts;
}

const vhd: FoundFacts = { reason: 'virtual-disk', format: 'VHD', driver: 'vpc' };

const endMagics: readonly EndMagic[] = [
  // Apple's UDIF, version 4, a trailer of 512 bytes.
  { atByte: 0, text: 'koly\0\0\0\x04\0\0\x02\0', is: { reason: 'dmg' } },
  // Of Ventoy: a disk whose empty stretches are left out, with their list before this. It begins as the disk does.
  { atByte: 0, text: 'VENTOY\0\0\x01\0\0\0', is: { reason: 'container', format: 'Ventoy-VTSI' } },
  {
    atByte: TRAILER_BYTES - 8,
    text: 'cdsaencr',
    is: { reason: 'container', format: 'encrypted-DMG' },
  },
  {
    atByte: TRAILER_BYTES - 12,
    text: 'NER5',
    is: { reason: 'container', format: 'Nero NRG' },
  },
  {
    atByte: TRAILER_BYTES - 8,
    text: 'NERO',
    is: { reason: 'container', format: 'Nero NRG' },
  },
  {
    atByte: TRAILER_BYTES - 64,
    text: 'bbis',
    is: { reason: 'container', format: 'UIF' },
  },
];

/** Formats that say at their end what they are. `last`: the last 512 bytes. */
export function kindByEnd(last: Uint8Array): FoundFacts | undefined {
  if (last.length < TRAILER_BYTES) return undefined;
  const text = Buffer.from(last).toString('latin1');
  if (isVhdFooter(text, 0) || isVhdFooter(text, 1)) return vhd;
  return endMagics.find((one) => text.startsWith(one.text, one.atByte))?.is;
}

/**
 * "Virtual Hard Disk Image Format Specification", Hard Disk Footer Format: cookie, and file format version 1.0 at 12. Before Virtual PC 2004 it
 * had 511 bytes.
 */
function isVhdFooter(text: string, atByte: number): boolean {
  return text.startsWith('conectix', atByte) && text.startsWith('\0\x01\0\0', atByte + 12);
}

/** Keeps the end of what passes, for streams. */
export class EndWatch {
  #last = new Uint8Array(0);
  #isBlank = true;
  #passedBytes = 0;

  update(bytes: Uint8Array): void {
    this.#passedBytes += bytes.length;
    if (this.#isBlank) this.#isBlank = isBlank(bytes);
    const both = bytes.length >= TRAILER_BYTES ? bytes : Buffer.concat([this.#last, bytes]);
    this.#last = Uint8Array.from(both.subarray(-TRAILER_BYTES));
  }

  /** What it was, now that it ended. */
  kind(): FoundFacts | undefined {
    if (this.#isBlank && this.#passedBytes > 0) return { reason: 'zeros' };
    return kindByEnd(this.#last);
  }
}

const zeros = Buffer.alloc(65_536);

/** True for zeros alone. */
export function isBlank(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at += zeros.length) {
    const part = bytes.subarray(at, at + zeros.length);
    if (!zeros.subarray(0, part.length).equals(part)) return false;
  }
  return true;
}
