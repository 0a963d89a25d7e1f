import type { Drive, DrivePart, DriveWarning } from '../../engine/ports/drive.ts';
import { sizeText } from './sizes.ts';

/** Sticks are rarely larger; a drive that is may be somebody's archive. Decimal, as drives are sold. */
const LARGE_BYTES = 128e9;

type Described = Pick<Drive, 'kind' | 'sizeBytes' | 'removable' | 'serial' | 'transport' | 'parts'>;

/** Reasons to look twice before choosing it. A loop device is a file: it has no plug and no serial to miss. */
export function warningsOf(drive: Described): DriveWarning[] {
  const warnings: DriveWarning[] = [];
  const isHardware = drive.kind !== 'loop';
  if (drive.sizeBytes > LARGE_BYTES)
    warnings.push({ code: 'larger-than-128-gb', text: `larger than 128 GB: ${sizeText(drive.sizeBytes)}` });
  if (isHardware && !drive.removable)
    warnings.push({ code: 'not-removable', text: `built in, not removable${on(drive.transport)}` });
  if (isHardware && drive.serial === '')
    warnings.push({ code: 'no-serial', text: 'has no serial number: tell it from others by its size' });
  if (drive.parts.length > 0)
    warnings.push({ code: 'not-empty', text: `not empty: ${contents(drive.parts)}` });
  return warnings;
}

function on(transport: string): string {
  return transport === '' ? '' : ` (${transport})`;
}

/** `KEYS (vfat), sdb2 (ext4) and 2 more`. */
function contents(parts: readonly DrivePart[]): string {
  const names = [...new Set(parts.map(nameOf))];
  return names.length > 3 ? `${names.slice(0, 2).join(', ')} and ${names.length - 2} more` : names.join(', ');
}

function nameOf({ label, path, fsType }: DrivePart): string {
  const name = label || path.replace('/dev/', '');
  return fsType ? `${name} (${fsType})` : name;
}
