import { type Drive, type DriveRefusal, mountsOf } from './drive.ts';
import { Failure } from './failure.ts';

/**
 * The failure a refused drive stands for when it was asked for all the same; the exit code hangs on it. `target`: what
 * it was called.
 */
export function refusalFailure(
  drive: Drive,
  { code, text }: DriveRefusal,
  {
    target = drive.path,
    needBytes = 0,
  }: { readonly target?: string; readonly needBytes?: number | undefined } = {},
): Failure {
  switch (code) {
    case 'system-drive':
    case 'boot-drive':
      return new Failure('target-system', { target, reason: text });
    case 'never-touch':
      return new Failure('never-touch', { target, serial: drive.serial });
    case 'mounted':
      return new Failure('target-mounted', { target, mounts: mountsOf(drive) });
    case 'swap':
    case 'raid-member':
    case 'lvm-member':
    case 'luks-member':
    case 'zfs-member':
    case 'held':
      return new Failure('target-busy', { target, holder: text });
    case 'too-small':
      return new Failure('target-too-small', { target, needBytes, haveBytes: drive.sizeBytes });
    case 'read-only':
      return new Failure('target-read-only', { target });
    case 'source-on-it':
      return new Failure('source-on-target', { target, source: text });
    case 'not-supported-here':
      return new Failure('not-supported-here', { what: 'Writing to drives', platform: process.platform });
    case 'no-medium':
    case 'optical':
      return new Failure('target-refused', { target, refusal: code, reason: text });
  }
}
