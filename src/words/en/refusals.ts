import type {
  RefusalReason,
  RefusalReasons,
  TrustReasons,
  WarningReasons,
} from '../../engine/contract/failure/refusal-reasons.ts';

/** Facts with sizes in words. */
interface Sized {
  'too-small': { have: string; need: string; isSame: boolean; missing: number };
}

type Told<R extends RefusalReason> = R extends keyof Sized ? Sized[R] : RefusalReasons[R];

const reasons: { readonly [R in RefusalReason]: (facts: Told<R>) => string } = {
  'system-mount': (f) => `this system runs from it: ${f.at} is on ${f.place}`,
  'started-from': (f) => `the medium this runs from: ${f.place}`,
  'system-hidden': (f) => `this system runs from it: ${f.fsType} on ${f.place} is in use below /`,
  'boot-mount': (f) => `this system was started from it: ${f.at} is on ${f.place}`,
  mounted: (f) => `mounted at ${f.at}`,
  'mounted-elsewhere': (f) => `${f.fsType} on ${f.place} is mounted where it cannot be seen from here`,
  swap: (f) => `swap space in use on ${f.place}`,
  raid: (f) => `${f.place} belongs to the RAID ${f.name}`,
  lvm: (f) => `${f.place} belongs to LVM (${f.name})`,
  luks: (f) => `${f.place} is encrypted and open as ${f.name}`,
  'in-use': (f) => `${f.place} is in use by ${f.name}`,
  'raid-content': (f) => `${f.place} is a member of a RAID (${f.fsType})`,
  'zfs-content': (f) => `${f.place} belongs to a ZFS pool`,
  'other-content': (f) => `${f.place} belongs to ${f.fsType}`,
  'loop-stands-for-it': (f) =>
    `the loop device ${f.name} that is backed by it; detach it first: losetup -d /dev/${f.name}`,
  'never-touch': (f) => `on the never-touch list (serial ${f.serial})`,
  'never-touch-unreadable': (f) => `the never-touch list cannot be read: ${f.problem}`,
  'no-disc': (_f) => 'no disc in it',
  'no-medium': (_f) => 'no medium in it',
  optical: (_f) => 'discs are burned, with isowright burn',
  'read-only': (f) => `${f.name} is read-only (write-protected)`,
  zoned: (f) => `a zoned drive (${f.zoned}) cannot take an image`,
  'is-source': (_f) => 'it is the source itself',
  'stands-for-source': (f) => `it is the source: ${f.name} stands for ${f.path}`,
  'has-source': (f) => `the source is on it: ${f.path} is on ${f.place}`,
  'too-small': (f) =>
    f.isSame ? `too small by ${f.missing} bytes: ${f.need} needed` : `too small: ${f.have}, ${f.need} needed`,
  'not-supported-here': (_f) => 'writing drives is not supported on this system yet',
  'no-answer': (_f) => 'the drive does not respond',
  'no-regular-file': () => 'it is not a regular file, and --file-target takes only regular files',
  'no-drive': (_f) => 'it is not a drive',
  'no-burner': (_f) => 'it is not a drive that burns discs',
  'no-whole-drive': (f) => `${f.name} is not a whole drive`,
  'part-of-drive': (f) => `${f.name} is a part of /dev/${f.drive}: name the whole drive`,
  'not-openable': (f) => `it cannot be opened: ${f.errno}`,
  'locked-by-job': (_f) => 'another target of this job, or another job',
  'written-by-job': (f) =>
    `isowright is writing it (job ${f.job}${f.percent === undefined ? '' : `, ${f.percent} %`})`,
  'same-in-use': (f) => `${f.name}, which is the same drive under another name and in use`,
};

/** Facts with what they hold in words. */
interface ToldWarnings extends Omit<WarningReasons, 'larger-than-128-gb' | 'not-empty'> {
  'larger-than-128-gb': { size: string };
  'not-empty': { contents: string };
}

const warnings: { readonly [R in keyof ToldWarnings]: (facts: ToldWarnings[R]) => string } = {
  'larger-than-128-gb': (f) => `larger than 128 GB: ${f.size}`,
  'not-removable': (f) => `built in, not removable${f.transport === '' ? '' : ` (${f.transport})`}`,
  'no-serial': (_f) => 'has no serial number: tell it apart from others by its size',
  'not-empty': (f) => `not empty: ${f.contents}`,
  unreadable: (f) => `what it holds could not be read (${f.errno}): the drive may be failing`,
};

const trust: { readonly [R in keyof TrustReasons]: (facts: TrustReasons[R]) => string } = {
  'too-many-links': (_f) => 'it is one of too many links in a row',
  'not-there': (_f) => 'it does not exist',
  'of-another': (f) => `it belongs to user ${f.userId}, who is neither root nor you`,
  'others-write': (f) => `others may write to it (mode ${f.mode})`,
};

/** Why drives are not offered, and why to look twice. */
export const refusals = {
  reasons,
  warnings,
  trust,
  alsoNamed: (reason: string, drive: string) =>
    `${reason}, and ${drive} is the same drive under another name`,
  andPlace: (first: string, second: string) => `${first}, ${second}`,
  andPlaces: (first: string, second: string, more: number) =>
    `${first}, ${second} and ${more} more ${more > 1 ? 'places' : 'place'}`,
  andMore: (names: string, more: number) => `${names} and ${more} more`,
};
