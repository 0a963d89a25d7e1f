import { u32le } from '../../codec/numbers.ts';
import { field, struct } from '../../codec/struct.ts';
import { fileTime } from '../windows/file-time.ts';

/** What all versions have of it. linux-ntfs documentation, "$STANDARD_INFORMATION". */
export const standardInformation = struct('ntfsStandardInformation', 36, [
  field('createdAtMs', fileTime, '$STANDARD_INFORMATION 0x00'),
  field('modifiedAtMs', fileTime, '$STANDARD_INFORMATION 0x08'),
  field('recordChangedAtMs', fileTime, '$STANDARD_INFORMATION 0x10'),
  field('readAtMs', fileTime, '$STANDARD_INFORMATION 0x18'),
  field('flags', u32le, '$STANDARD_INFORMATION 0x20'),
]);

// File attributes. [MS-FSCC] §2.6.
export const FILE_HIDDEN = 0x2;
export const FILE_SYSTEM = 0x4;
export const FILE_OFFLINE = 0x1000;
export const FILE_RECALLED_WHEN_READ = 0x40_0000;
