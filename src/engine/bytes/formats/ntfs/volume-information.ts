import { raw } from '../../codec/fixed.ts';
import { u8, u16le } from '../../codec/numbers.ts';
import { field, struct } from '../../codec/struct.ts';

/** linux-ntfs documentation, "$VOLUME_INFORMATION". */
export const volumeInformation = struct('ntfsVolumeInformation', 12, [
  field('unused', raw(8), '$VOLUME_INFORMATION 0x00'),
  field('majorVersion', u8, '$VOLUME_INFORMATION 0x08'),
  field('minorVersion', u8, '$VOLUME_INFORMATION 0x09'),
  field('flags', u16le, '$VOLUME_INFORMATION 0x0A'),
]);

/** A check was asked for. */
export const VOLUME_DIRTY = 0x1;
