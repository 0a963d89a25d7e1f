import { crc32c } from '../../../bytes/codec/crc32c.ts';
import { joined } from '../../../bytes/codec/joined.ts';
import { u32be } from '../../../bytes/codec/numbers.ts';
import { u64be } from '../../../bytes/codec/u64.ts';
import {
  COMMIT_CHECKSUM_AT,
  type JournalSuperblock,
  journalFeatures,
  journalTag,
  journalTag3,
  REVOKE_COUNT_AT,
  REVOKE_HEAD_BYTES,
  TAIL_BYTES,
  tagFlags,
  UUID_BYTES,
} from '../../../bytes/formats/ext/journal.ts';

/** A block that the journal holds: where it belongs, and what is to be known of its copy. */
export interface JournalTag {
  readonly block: number;
  /** It begins with the magic of the journal, which stands there as zeros. */
  readonly isEscaped: boolean;
  /** Of the copy, in as many bits as there are; undefined where none is kept. */
  readonly checksum: number | undefined;
}

const ignoreNotes = { onNote: (): void => {} };
const HEADER_BYTES = 12;

/** How the blocks of one journal are laid out, and proved. Kernel documentation, "Journal (jbd2)". */
export class JournalForm {
  readonly #isWide: boolean;
  readonly #isThird: boolean;
  readonly #isSecond: boolean;
  readonly #uuid: Uint8Array;

  constructor({ incompatible, uuid }: Pick<JournalSuperblock, 'incompatible' | 'uuid'>) {
    this.#isWide = (incompatible & journalFeatures.wide) !== 0;
    this.#isThird = (incompatible & journalFeatures.checksum3) !== 0;
    this.#isSecond = !this.#isThird && (incompatible & journalFeatures.checksum2) !== 0;
    this.#uuid = uuid;
  }

  /** The tags of a descriptor. */
  tags(bytes: Uint8Array): JournalTag[] {
    const tags: JournalTag[] = [];
    const endByte = bytes.length - (this.#hasChecksums ? TAIL_BYTES : 0);
    for (let at = HEADER_BYTES; at + this.#tagBytes <= endByte; ) {
      const { flags, tag } = this.#tag(bytes, at);
      tags.push(tag);
      at += this.#tagBytes + ((flags & tagFlags.sameUuid) === 0 ? UUID_BYTES : 0);
      if (flags & tagFlags.last) break;
    }
    return tags;
  }

  /** Blocks whose older copies are not to be used. */
  revoked(bytes: Uint8Array): number[] {
    const number = this.#isWide ? u64be : u32be;
    const said = u32be.read(bytes, REVOKE_COUNT_AT, () => {});
    const endByte = Math.min(said, bytes.length - (this.#hasChecksums ? TAIL_BYTES : 0));
    const blocks: number[] = [];
    for (let at = REVOKE_HEAD_BYTES; at + number.sizeBytes <= endByte; at += number.sizeBytes)
      blocks.push(number.read(bytes, at, () => {}));
    return blocks;
  }

  /** A descriptor or a revocation, by the checksum at its end. */
  isWhole(bytes: Uint8Array): boolean {
    return this.#isProved(bytes, bytes.length - TAIL_BYTES);
  }

  isCommit(bytes: Uint8Array): boolean {
    return this.#isProved(bytes, COMMIT_CHECKSUM_AT);
  }

  /** The copy of a block, as it stands in the journal. */
  isCopy(bytes: Uint8Array, { checksum }: Pick<JournalTag, 'checksum'>, sequence: number): boolean {
    if (checksum === undefined) return true;
    const counted = new Uint8Array(4);
    u32be.write(counted, 0, sequence);
    const found = this.#checksum(joined([this.#uuid, counted, bytes]));
    return (this.#isThird ? found : found & 0xffff) === checksum;
  }

  get #hasChecksums(): boolean {
    return this.#isThird || this.#isSecond;
  }

  /** journal_tag_bytes() of Linux: with checksums of version 2, two bytes more than they need. */
  get #tagBytes(): number {
    if (this.#isThird) return journalTag3.sizeBytes;
    return journalTag.sizeBytes + (this.#isSecond ? 2 : 0) - (this.#isWide ? 0 : 4);
  }

  #tag(bytes: Uint8Array, at: number): { readonly flags: number; readonly tag: JournalTag } {
    const { blockLow, blockHigh, flags, checksum } = this.#isThird
      ? journalTag3.decode(bytes, { atByte: at, ...ignoreNotes })
      : journalTag.decode(
          joined([bytes.subarray(at, at + journalTag.sizeBytes), new Uint8Array(4)]),
          ignoreNotes,
        );
    const block = blockLow + (this.#isWide ? blockHigh * 2 ** 32 : 0);
    const isEscaped = (flags & tagFlags.escaped) !== 0;
    return { flags, tag: { block, isEscaped, checksum: this.#hasChecksums ? checksum : undefined } };
  }

  #isProved(bytes: Uint8Array, checksumAt: number): boolean {
    if (!this.#hasChecksums) return true;
    const stored = u32be.read(bytes, checksumAt, () => {});
    return this.#checksum(joined([this.#uuid, bytes]), UUID_BYTES + checksumAt) === stored;
  }

  /** As jbd2 keeps it: without the last inversion. */
  #checksum(bytes: Uint8Array, blankAt?: number): number {
    return ~crc32c(bytes, blankAt) >>> 0;
  }
}
