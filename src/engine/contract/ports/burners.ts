import type { Drive, DriveRefusal, DriveRefusalCode } from './drive.ts';

/** What keeps other jobs from a disc, and is no reason against burning it: the disc itself is asked. */
const ASKED_OF_THE_DISC: ReadonlySet<DriveRefusalCode> = new Set([
  'optical',
  'no-medium',
  'read-only',
  'too-small',
]);

/** Why an optical drive cannot burn now, whatever disc is in it. */
export function reasonAgainstBurning({ refusals }: Pick<Drive, 'refusals'>): DriveRefusal | undefined {
  return refusals.find(({ code }) => !ASKED_OF_THE_DISC.has(code));
}
