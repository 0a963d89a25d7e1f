import type { DriveRefusal } from '../../engine/ports/drive.ts';
import { Failure } from '../../engine/ports/failure.ts';

/** A refusal as the failure it is when somebody tries all the same. */
export function failureOfRefusal(
  target: string,
  { code, text }: DriveRefusal,
  { mounts, serial }: { readonly mounts: readonly string[]; readonly serial: string },
): Failure {
  switch (code) {
    case 'system-drive':
    case 'boot-drive':
      return new Failure('target-system', { target, reason: text });
    case 'never-touch':
      return new Failure('never-touch', { target, serial });
    case 'mounted':
      return new Failure('target-mounted', { target, mounts });
    case 'swap':
    case 'raid-member':
    case 'lvm-member':
    case 'luks-member':
    case 'zfs-member':
    case 'held':
      return new Failure('target-busy', { target, holder: text });
    case 'read-only':
      return new Failure('target-read-only', { target });
    case 'no-medium':
      return new Failure('target-missing', { target: `${target} (${text})` });
    default:
      return new Failure('target-refused', { target, reason: text, refusal: code });
  }
}
