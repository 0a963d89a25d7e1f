import type { FoundFacts } from '../../../contract/failure/source-reasons.ts';

/** Enough to tell what is known by its end. */
export const TRAILER_BYTES = 512;

/** Formats that say at their end what they are. `last`: the last 512 bytes. */
export function kindByEnd(last: Uint8Array): FoundFacts | undefined {
  const text = Buffer.from(last).toString('latin1');
  // Apple's UDIF, version 4, a trailer of 512 bytes.
  if (text.startsWith('koly\0\0\0\x04\0\0\x02\0')) return { reason: 'dmg' };
  // "Virtual Hard Disk Image Format Specification", Hard Disk Footer Format: cookie, and file format version 1.0 at 12.
  if (text.startsWith('conectix') && text.startsWith('\0\x01\0\0', 12))
    return { reason: 'virtual-disk', format: 'VHD', driver: 'vpc' };
  if (text.startsWith('NER5', 500) || text.startsWith('NERO', 504))
    return { reason: 'other-file', format: 'Nero NRG' };
  return undefined;
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
