import { ignored, raw } from '../../codec/fixed.ts';
import { u16be, u32be } from '../../codec/numbers.ts';
import { field, struct, type ValueOf } from '../../codec/struct.ts';

const SECTION = 'Journal (jbd2)';

/** struct journal_header_s: every block of the journal that is no data begins with it. Linux, Documentation/filesystems/ext4/journal.rst. */
export const journalHeader = struct('journalHeader', 12, [
  field('magic', u32be, SECTION),
  field('type', u32be, SECTION),
  field('sequence', u32be, SECTION),
]);
export const JOURNAL_MAGIC = 0xc03b3998;

export const blockTypes = { descriptor: 1, commit: 2, superblock1: 3, superblock2: 4, revoke: 5 } as const;

/** struct journal_superblock_s, as far as it is needed to read the journal. */
export const journalSuperblock = struct('journalSuperblock', 88, [
  field('header', journalHeader, SECTION),
  field('blockBytes', u32be, SECTION),
  field('blocks', u32be, SECTION),
  field('firstBlock', u32be, SECTION),
  field('firstSequence', u32be, SECTION),
  field('startBlock', u32be, SECTION),
  field('errno', u32be, SECTION),
  field('compatible', u32be, SECTION),
  field('incompatible', u32be, SECTION),
  field('readOnlyCompatible', u32be, SECTION),
  field('uuid', raw(16), SECTION),
  field('users', u32be, SECTION),
  field('unused', ignored(16), SECTION),
  field('fastCommitBlocks', u32be, SECTION),
]);
export type JournalSuperblock = ValueOf<typeof journalSuperblock>;

/** s_feature_incompat of the journal. */
export const journalFeatures = {
  wide: 0x2,
  checksum2: 0x8,
  checksum3: 0x10,
  fastCommit: 0x20,
  known: 0x3f,
} as const;
export const USUAL_FAST_COMMIT_BLOCKS = 256;

/** struct journal_block_tag3_s. */
export const journalTag3 = struct('journalTag3', 16, [
  field('blockLow', u32be, SECTION),
  field('flags', u32be, SECTION),
  field('blockHigh', u32be, SECTION),
  field('checksum', u32be, SECTION),
]);

/** struct journal_block_tag_s; without 64-bit numbers it ends before `blockHigh`. */
export const journalTag = struct('journalTag', 12, [
  field('blockLow', u32be, SECTION),
  field('checksum', u16be, SECTION),
  field('flags', u16be, SECTION),
  field('blockHigh', u32be, SECTION),
]);

export const tagFlags = { escaped: 1, sameUuid: 2, deleted: 4, last: 8 } as const;
export const UUID_BYTES = 16;
/** struct jbd2_journal_block_tail: a checksum ends descriptors and revocations. */
export const TAIL_BYTES = 4;
/** h_chksum[0] of struct commit_header. */
export const COMMIT_CHECKSUM_AT = 16;
/** struct jbd2_journal_revoke_header_s: r_count stands behind the header; the numbers follow. */
export const REVOKE_COUNT_AT = 12;
export const REVOKE_HEAD_BYTES = 16;
