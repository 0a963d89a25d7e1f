import type { Codec } from '../../codec/codec.ts';
import { ascii, literal, raw, zeros } from '../../codec/fixed.ts';
import { u8, u16both, u32be, u32both, u32le } from '../../codec/numbers.ts';
import { field, struct, type ValueOf } from '../../codec/struct.ts';
import { paddedText, ucs2Text } from '../../codec/text.ts';
import { printableAscii } from './characters.ts';
import { volumeDate } from './dates.ts';
import { directoryRecord } from './directory-record.ts';
import { SECTOR_BYTES } from './sector.ts';

/** First sector of the volume descriptor set; the system area lies before it. ECMA-119 §6.2.1, §6.7.1. */
export const FIRST_DESCRIPTOR_LBA = 16;

/** Directory record of the root inside a descriptor: identifier is one zero byte. ECMA-119 §8.4.18. */
export const rootRecord = struct('rootRecord', 34, [
  ...directoryRecord.fields,
  field('identifier', literal(0), '§9.1.11'),
]) as typeof directoryRecord;

/** Primary Volume Descriptor. ECMA-119 §8.4. */
export const primaryVolume = struct('primaryVolume', SECTOR_BYTES, [
  field('type', literal(1), '§8.4.1'),
  field('identifier', literal(...ascii('CD001')), '§8.4.2'),
  field('version', literal(1), '§8.4.3'),
  field('unused1', zeros(1), '§8.4.4'),
  field('systemId', ascii32(), '§8.4.5'),
  field('volumeId', ascii32(), '§8.4.6'),
  field('unused2', zeros(8), '§8.4.7'),
  field('volumeBlocks', u32both, '§8.4.8'),
  field('unused3', zeros(32), '§8.4.9'),
  ...placesAndNames((sizeBytes) => paddedText(sizeBytes, printableAscii)),
]);
export type PrimaryVolume = ValueOf<typeof primaryVolume>;

/** Supplementary Volume Descriptor as Joliet uses it: text in UCS-2. ECMA-119 §8.5; Joliet 1995. */
export const supplementaryVolume = struct('supplementaryVolume', SECTOR_BYTES, [
  field('type', literal(2), '§8.5.1'),
  field('identifier', literal(...ascii('CD001')), '§8.4.2'),
  field('version', literal(1), '§8.5.2'),
  field('flags', u8, '§8.5.3'),
  field('systemId', ucs2Text(32), '§8.5.4'),
  field('volumeId', ucs2Text(32), '§8.5.5'),
  field('unused2', zeros(8), '§8.4.7'),
  field('volumeBlocks', u32both, '§8.4.8'),
  field('escapeSequences', raw(32), '§8.5.6'),
  ...placesAndNames(ucs2Text),
]);
export type SupplementaryVolume = ValueOf<typeof supplementaryVolume>;

/**
 * Enhanced Volume Descriptor: a supplementary one of version 2 without character set; names may have 207 bytes, and
 * directories any depth. ISO 9660:1999; ECMA-119 4th edition §8.5.
 */
export const enhancedVolume = struct('enhancedVolume', SECTOR_BYTES, [
  field('type', literal(2), '§8.5.1'),
  field('identifier', literal(...ascii('CD001')), '§8.4.2'),
  field('version', literal(2), '§8.5.2'),
  field('flags', literal(0), '§8.5.3'),
  field('systemId', ascii32(), '§8.5.4'),
  field('volumeId', ascii32(), '§8.5.5'),
  field('unused2', zeros(8), '§8.4.7'),
  field('volumeBlocks', u32both, '§8.4.8'),
  field('escapeSequences', zeros(32), '§8.5.6'),
  ...placesAndNames((sizeBytes) => paddedText(sizeBytes, printableAscii), 2),
]);

/** Volume Descriptor Set Terminator. ECMA-119 §8.3. */
export const terminator = struct('terminator', SECTOR_BYTES, [
  field('type', literal(255), '§8.3.1'),
  field('identifier', literal(...ascii('CD001')), '§8.3.2'),
  field('version', literal(1), '§8.3.3'),
  field('reserved', zeros(2041), '§8.3.4'),
]);

function ascii32() {
  return paddedText(32, printableAscii);
}

/** From byte 120 on both descriptors have the same fields; only the text is written differently. ECMA-119 §8.4.10-33. */
function placesAndNames(text: (sizeBytes: number) => Codec<string>, structureVersion = 1) {
  return [
    field('volumeSetSize', u16both, '§8.4.10'),
    field('volumeSequence', u16both, '§8.4.11'),
    field('blockBytes', u16both, '§8.4.12'),
    field('pathTableBytes', u32both, '§8.4.13'),
    field('lPathTableLba', u32le, '§8.4.14'),
    field('optionalLPathTableLba', u32le, '§8.4.15'),
    field('mPathTableLba', u32be, '§8.4.16'),
    field('optionalMPathTableLba', u32be, '§8.4.17'),
    field('rootRecord', rootRecord, '§8.4.18'),
    field('volumeSetId', text(128), '§8.4.19'),
    field('publisherId', text(128), '§8.4.20'),
    field('preparerId', text(128), '§8.4.21'),
    field('applicationId', text(128), '§8.4.22'),
    field('copyrightFile', text(37), '§8.4.23'),
    field('abstractFile', text(37), '§8.4.24'),
    field('bibliographicFile', text(37), '§8.4.25'),
    field('createdAt', volumeDate, '§8.4.26'),
    field('modifiedAt', volumeDate, '§8.4.27'),
    field('expiresAt', volumeDate, '§8.4.28'),
    field('effectiveAt', volumeDate, '§8.4.29'),
    field('fileStructureVersion', literal(structureVersion), '§8.4.30'),
    field('reserved1', zeros(1), '§8.4.31'),
    field('applicationUse', raw(512), '§8.4.32'),
    field('reserved2', zeros(653), '§8.4.33'),
  ] as const;
}
