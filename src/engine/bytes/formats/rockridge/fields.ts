import { ascii, literal } from '../../codec/fixed.ts';
import { u8, u32both } from '../../codec/numbers.ts';
import { field, struct, type ValueOf } from '../../codec/struct.ts';
import { recordDate } from '../iso9660/dates.ts';

// SUSP 1.12 (IEEE P1281) and RRIP 1.12 (IEEE P1282). Every field starts with signature, length and version.

function header(signature: string, lengthBytes: number, section: string) {
  return [
    field('signature', literal(...ascii(signature)), section),
    field('lengthBytes', literal(lengthBytes), section),
    field('version', literal(1), section),
  ] as const;
}

function openHeader(signature: string, section: string) {
  return [
    field('signature', literal(...ascii(signature)), section),
    field('lengthBytes', u8, section),
    field('version', literal(1), section),
  ] as const;
}

/** Where the system use of an entry goes on. The area lies in one sector. SUSP §5.1. */
export const continuationArea = struct('continuationArea', 28, [
  ...header('CE', 28, 'SUSP §5.1'),
  field('lba', u32both, 'SUSP §5.1'),
  field('atByte', u32both, 'SUSP §5.1'),
  field('areaBytes', u32both, 'SUSP §5.1'),
]);
/** "This volume uses SUSP": first field of the root's own record. SUSP §5.3. */
export const sharingProtocol = struct('sharingProtocol', 7, [
  ...header('SP', 7, 'SUSP §5.3'),
  field('check', literal(0xbe, 0xef), 'SUSP §5.3'),
  field('skippedBytes', u8, 'SUSP §5.3'),
]);

/** Names the extension in use; identifier, descriptor and source follow. SUSP §5.5. */
export const extensionsReference = struct('extensionsReference', 8, [
  ...openHeader('ER', 'SUSP §5.5'),
  field('identifierBytes', u8, 'SUSP §5.5'),
  field('descriptorBytes', u8, 'SUSP §5.5'),
  field('sourceBytes', u8, 'SUSP §5.5'),
  field('extensionVersion', literal(1), 'SUSP §5.5'),
]);

/** POSIX attributes, with the serial number that 1.12 added. RRIP §4.1.1. */
export const posixAttributes = struct('posixAttributes', 44, [
  ...header('PX', 44, 'RRIP §4.1.1'),
  field('mode', u32both, 'RRIP §4.1.1'),
  field('links', u32both, 'RRIP §4.1.1'),
  field('userId', u32both, 'RRIP §4.1.1'),
  field('groupId', u32both, 'RRIP §4.1.1'),
  field('serial', u32both, 'RRIP §4.1.1'),
]);
export type PosixAttributes = ValueOf<typeof posixAttributes>;

/** Device number of a character or block special file, as `deviceHalves` makes it. RRIP §4.1.2. */
export const deviceNumber = struct('deviceNumber', 20, [
  ...header('PN', 20, 'RRIP §4.1.2'),
  field('high', u32both, 'RRIP §4.1.2'),
  field('low', u32both, 'RRIP §4.1.2'),
]);

/** A piece of a symbolic link's target; component records follow. RRIP §4.1.3. */
export const symbolicLink = struct('symbolicLink', 5, [
  ...openHeader('SL', 'RRIP §4.1.3'),
  field('flags', u8, 'RRIP §4.1.3'),
]);

/** One component of a target, or a part of one; its text follows. RRIP §4.1.3.1. */
export const linkComponent = struct('linkComponent', 2, [
  field('flags', u8, 'RRIP §4.1.3.1'),
  field('textBytes', u8, 'RRIP §4.1.3.1'),
]);

/** A piece of an alternate name; its text follows. RRIP §4.1.4. */
export const alternateName = struct('alternateName', 5, [
  ...openHeader('NM', 'RRIP §4.1.4'),
  field('flags', u8, 'RRIP §4.1.4'),
]);

/** When the content was last changed, in the short form: Linux misreads the long one. RRIP §4.1.6. */
export const timeStamps = struct('timeStamps', 12, [
  ...header('TF', 12, 'RRIP §4.1.6'),
  field('flags', literal(0x02), 'RRIP §4.1.6'),
  field('modifiedAt', recordDate, 'RRIP §4.1.6'),
]);

/** In a file that stands for a relocated folder: where that is. RRIP §4.1.5.1. */
export const childLink = struct('childLink', 12, [
  ...header('CL', 12, 'RRIP §4.1.5.1'),
  field('lba', u32both, 'RRIP §4.1.5.1'),
]);

/** In ".." of a relocated folder: where its parent is. RRIP §4.1.5.2. */
export const parentLink = struct('parentLink', 12, [
  ...header('PL', 12, 'RRIP §4.1.5.2'),
  field('lba', u32both, 'RRIP §4.1.5.2'),
]);

/** This record is not to be shown: the folder belongs elsewhere. RRIP §4.1.5.3. */
export const relocated = struct('relocated', 4, [...header('RE', 4, 'RRIP §4.1.5.3')]);

/** The file is packed: paged zlib, with the size it has unpacked. zisofs, as Linux and libisofs read it. */
export const packedFile = struct('packedFile', 16, [
  ...header('ZF', 16, 'zisofs'),
  field('algorithm', literal(...ascii('pz')), 'zisofs'),
  field('headerWords', u8, 'zisofs'),
  field('blockLog2', u8, 'zisofs'),
  field('sizeBytes', u32both, 'zisofs'),
]);

/** NM and SL: another field continues this one. RRIP §4.1.3, §4.1.4. */
export const FLAG_CONTINUE = 0x01;
