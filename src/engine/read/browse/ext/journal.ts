import {
  blockTypes,
  JOURNAL_MAGIC,
  type JournalSuperblock,
  journalFeatures,
  journalHeader,
  journalSuperblock,
  USUAL_FAST_COMMIT_BLOCKS,
} from '../../../bytes/formats/ext/journal.ts';
import { bytesOf, type ReadAt } from '../../../bytes/ranges/bytes-of.ts';
import type { Readable } from '../../../contract/ports/image.ts';
import { JournalForm, type JournalTag } from './journal-blocks.ts';

/** A block of the file system whose newest copy stands in the journal. */
export interface JournalCopy extends JournalTag {
  /** Block of the journal. */
  readonly from: number;
  readonly sequence: number;
}

export interface ReadJournal {
  readonly form: JournalForm;
  /** By the number of the block they belong to. */
  readonly copies: ReadonlyMap<number, JournalCopy>;
  /** Something that was written could not be used. */
  readonly isDamaged: boolean;
}

/** Sequences count around. */
const SEQUENCES = 2 ** 32;
const FAST_COMMIT_HEAD = 0x0009;

/** What a journal holds that is not in place yet; undefined for one that cannot be read at all. */
export async function readJournal(journal: Readable, blockBytes: number): Promise<ReadJournal | undefined> {
  const bytes = bytesOf(journal);
  const head = await bytes(0, journalSuperblock.sizeBytes);
  if (head.length < journalSuperblock.sizeBytes) return undefined;
  const superblock = journalSuperblock.decode(head, { onNote: () => {} });
  const ring = ringOf(superblock, journal.sizeBytes, blockBytes);
  if (ring === undefined) return undefined;
  const isFirst = superblock.header.type === blockTypes.superblock1;
  const form = new JournalForm(isFirst ? { ...superblock, incompatible: 0 } : superblock);
  const scan = new JournalScan(bytes, blockBytes, ring, form);
  if (superblock.startBlock !== 0) await scan.run(superblock.startBlock, superblock.firstSequence);
  return { form, copies: scan.copies, isDamaged: scan.isDamaged };
}

/** The part of the journal that is written around and around. */
interface Ring {
  readonly first: number;
  readonly end: number;
  /** Where fast commits begin; nothing reads them here. */
  readonly hasFastCommits: boolean;
}

function ringOf(superblock: JournalSuperblock, sizeBytes: number, blockBytes: number): Ring | undefined {
  const { header, incompatible, startBlock, firstBlock, fastCommitBlocks } = superblock;
  const isSecond = header.type === blockTypes.superblock2;
  const features = isSecond ? incompatible : 0;
  const isKnown = isSecond || header.type === blockTypes.superblock1;
  if (header.magic !== JOURNAL_MAGIC || !isKnown || superblock.blockBytes !== blockBytes) return undefined;
  if ((features & ~journalFeatures.known) !== 0) return undefined;
  const hasFastCommits = (features & journalFeatures.fastCommit) !== 0;
  const behind = hasFastCommits ? fastCommitBlocks || USUAL_FAST_COMMIT_BLOCKS : 0;
  const end = Math.min(superblock.blocks, Math.floor(sizeBytes / blockBytes)) - behind;
  const isInside = startBlock === 0 || (startBlock >= firstBlock && startBlock < end);
  return firstBlock >= 1 && firstBlock < end && isInside
    ? { first: firstBlock, end, hasFastCommits }
    : undefined;
}

/** Goes through the transactions, each of which counts once it is committed. */
class JournalScan {
  readonly copies = new Map<number, JournalCopy>();
  isDamaged = false;
  readonly #bytes: ReadAt;
  readonly #blockBytes: number;
  readonly #ring: Ring;
  readonly #form: JournalForm;
  #block = 0;
  #usedBlocks = 0;
  #pending: JournalCopy[] = [];
  #revoked: number[] = [];

  constructor(bytes: ReadAt, blockBytes: number, ring: Ring, form: JournalForm) {
    this.#bytes = bytes;
    this.#blockBytes = blockBytes;
    this.#ring = ring;
    this.#form = form;
  }

  async run(startBlock: number, firstSequence: number): Promise<void> {
    this.#block = startBlock;
    let sequence = firstSequence;
    while (this.#usedBlocks < this.#ring.end - this.#ring.first) {
      const bytes = await this.#load(this.#block);
      const header = journalHeader.decode(bytes, { onNote: () => {} });
      if (header.magic !== JOURNAL_MAGIC || header.sequence !== sequence) break;
      this.#advance(1);
      if (!this.#take(header.type, bytes, sequence)) break;
      if (header.type === blockTypes.commit) sequence = (sequence + 1) % SEQUENCES;
    }
    if (await this.#hasFastCommit(sequence)) this.isDamaged = true;
  }

  /** @returns false where nothing more can be read */
  #take(type: number, bytes: Uint8Array, sequence: number): boolean {
    if (type === blockTypes.commit) return this.#commit(bytes);
    if (type !== blockTypes.descriptor && type !== blockTypes.revoke) return false;
    if (!this.#form.isWhole(bytes)) {
      this.isDamaged = true;
      return false;
    }
    if (type === blockTypes.revoke) this.#revoked.push(...this.#form.revoked(bytes));
    else
      for (const tag of this.#form.tags(bytes)) {
        this.#pending.push({ ...tag, from: this.#block, sequence });
        this.#advance(1);
      }
    return true;
  }

  /** What was revoked is of older transactions and of this one: a block that is used again is written after that. */
  #commit(bytes: Uint8Array): boolean {
    if (!this.#form.isCommit(bytes)) {
      this.isDamaged = true;
      return false;
    }
    for (const copy of this.#pending) this.copies.set(copy.block, copy);
    for (const block of this.#revoked) this.copies.delete(block);
    this.#pending = [];
    this.#revoked = [];
    return true;
  }

  #advance(blocks: number): void {
    const { first, end } = this.#ring;
    this.#block = first + ((this.#block - first + blocks) % (end - first));
    this.#usedBlocks += blocks;
  }

  async #load(block: number): Promise<Uint8Array> {
    return this.#bytes(block * this.#blockBytes, this.#blockBytes);
  }

  /** A head that names the transaction after the last one: what it holds is newer than the journal. */
  async #hasFastCommit(sequence: number): Promise<boolean> {
    if (!this.#ring.hasFastCommits) return false;
    // jbd2 leaves a block between its own and theirs.
    const block = await this.#load(this.#ring.end + 1);
    const view = new DataView(block.buffer, block.byteOffset, block.length);
    return (
      block.length >= HEAD_TAG_BYTES &&
      view.getUint16(0, true) === FAST_COMMIT_HEAD &&
      view.getUint32(8, true) === sequence
    );
  }
}

/** struct ext4_fc_tl and struct ext4_fc_head: features, then the transaction. */
const HEAD_TAG_BYTES = 12;
