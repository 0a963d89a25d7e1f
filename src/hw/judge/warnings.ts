import type { DriveContent } from '../../engine/contract/failure/drive-content.ts';
import type { WarningFacts } from '../../engine/contract/failure/refusal-reasons.ts';
import type { Drive, DrivePart, DriveWarning } from '../../engine/contract/ports/drive.ts';

/** Sticks are rarely larger; a drive that is may be somebody's archive. Decimal, as drives are sold. */
const LARGE_BYTES = 128e9;

type Described = Pick<
  Drive,
  'kind' | 'sizeBytes' | 'removable' | 'serial' | 'transport' | 'parts' | 'content'
>;

/** Reasons to look twice before choosing it. A loop device is a file: it has no plug and no serial to miss. */
export function warningsOf(drive: Described): DriveWarning[] {
  const warnings: DriveWarning[] = [];
  const isHardware = drive.kind !== 'loop';
  const { sizeBytes, transport } = drive;
  if (sizeBytes > LARGE_BYTES) warnings.push(warning({ reason: 'larger-than-128-gb', sizeBytes }));
  if (isHardware && !drive.removable) warnings.push(warning({ reason: 'not-removable', transport }));
  if (isHardware && drive.serial === '') warnings.push(warning({ reason: 'no-serial' }));
  if (drive.parts.length > 0) warnings.push(warning({ reason: 'not-empty', ...contents(drive.parts) }));
  warnings.push(...contentWarnings(drive.content));
  return warnings;
}

/** Nothing is said of what this user may not look at: that is no property of the drive. */
function contentWarnings(content: DriveContent | undefined): DriveWarning[] {
  switch (content?.kind) {
    case 'table':
    case 'data':
      return [warning({ reason: 'not-empty', parts: [], more: 0, content })];
    case 'unread':
      return isClosed(content.errno) ? [] : [warning({ reason: 'unreadable', errno: content.errno })];
    default:
      return [];
  }
}

const isClosed = (errno: string) => errno === 'EACCES' || errno === 'EPERM';

function warning(facts: WarningFacts): DriveWarning {
  return { code: facts.reason, facts };
}

/** `KEYS (vfat)`, `sdb2 (ext4)`, and 2 more. */
function contents(parts: readonly DrivePart[]): { parts: string[]; more: number } {
  const names = [...new Set(parts.map(nameOf))];
  return names.length > 3 ? { parts: names.slice(0, 2), more: names.length - 2 } : { parts: names, more: 0 };
}

function nameOf({ label, path, fsType }: DrivePart): string {
  const name = label || path.replace('/dev/', '');
  return fsType ? `${name} (${fsType})` : name;
}
