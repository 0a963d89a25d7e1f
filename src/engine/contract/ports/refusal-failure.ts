import { Failure } from '../failure/failure.ts';
import { type Drive, type DriveRefusal, mountsOf } from './drive.ts';

/**
 * The failure for a refused drive that was asked for anyway; the exit code depends on it. `target`: what
 * it was called.
 */
export function refusalFailure(
  drive: Drive,
  { code, facts, text = code }: DriveRefusal,
  {
    target = drive.path,
    needBytes = 0,
    isLeast,
  }: {
    readonly target?: string;
    readonly needBytes?: number | undefined;
    readonly isLeast?: true | undefined;
  } = {},
): Failure {
  const because = facts && { because: facts };
  switch (code) {
    case 'system-drive':
    case 'boot-drive':
      return new Failure('target-system', { target, reason: text, ...because });
    case 'never-touch':
      return new Failure('never-touch', { target, serial: drive.serial });
    case 'never-touch-unreadable':
      return new Failure('never-touch-unreadable', { problem: text, ...because });
    case 'mounted':
      return new Failure('target-mounted', { target, mounts: mountsOf(drive) });
    case 'swap':
    case 'raid-member':
    case 'lvm-member':
    case 'luks-member':
    case 'zfs-member':
    case 'held':
      return new Failure('target-busy', { target, holder: text, ...because });
    case 'too-small':
      return new Failure('target-too-small', {
        target,
        needBytes,
        haveBytes: drive.sizeBytes,
        ...(isLeast && { isLeast }),
      });
    case 'read-only':
      return new Failure('target-read-only', { target });
    case 'source-on-it':
      return new Failure('source-on-target', { target, source: text, ...because });
    case 'not-supported-here':
      return new Failure('not-supported-here', { what: 'writing-drives', platform: process.platform });
    case 'no-medium':
    case 'zoned':
    case 'optical':
      return new Failure('target-refused', { target, refusal: code, reason: text, ...because });
  }
}
