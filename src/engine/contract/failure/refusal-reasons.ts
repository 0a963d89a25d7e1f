import type { DriveContent } from './drive-content.ts';

/** What is known of why a drive is refused, by the reason; the sentences are in `words/refusals.ts`. `place`: `sda2`. */
export interface RefusalReasons {
  'system-mount': { at: string; place: string };
  'system-hidden': { fsType: string; place: string };
  'boot-mount': { at: string; place: string };
  /** Nothing of it need be mounted: the kernel was told which medium it comes from. */
  'started-from': { place: string };
  mounted: { at: string };
  'mounted-elsewhere': { fsType: string; place: string };
  swap: { place: string };
  raid: { place: string; name: string };
  lvm: { place: string; name: string };
  luks: { place: string; name: string };
  'in-use': { place: string; name: string };
  /** Recognised by what is on it; none of it need be running. */
  'raid-content': { place: string; fsType: string };
  'zfs-content': { place: string };
  'other-content': { place: string; fsType: string };
  'loop-stands-for-it': { name: string };
  'never-touch': { serial: string };
  /** `problem` is an error of the system, with its path. */
  'never-touch-unreadable': { problem: string };
  'no-disc': Nothing;
  'no-medium': Nothing;
  optical: Nothing;
  'read-only': { name: string };
  zoned: { zoned: string };
  'is-source': { path: string };
  'stands-for-source': { name: string; path: string };
  'has-source': { path: string; place: string };
  'too-small': { haveBytes: number; needBytes: number };
  'not-supported-here': Nothing;
  'no-answer': Nothing;
  'no-drive': Nothing;
  /** No optical drive. */
  'no-burner': Nothing;
  /** Of a target that is to be a virtual drive. */
  'no-regular-file': Nothing;
  'no-whole-drive': { name: string };
  'part-of-drive': { name: string; drive: string };
  'not-openable': { errno: string };
  'same-in-use': { name: string };
  'locked-by-job': Nothing;
  /** `percent` of what it does now; `isRoots`: only root can view it. */
  'written-by-job': { job: string; percent?: number; isRoots: boolean };
}

type Nothing = Readonly<Record<never, never>>;

export type RefusalReason = keyof RefusalReasons;

/** `alias`: the drive that is the same under another name. */
export type RefusalFacts<R extends RefusalReason = RefusalReason> = {
  readonly [One in R]: { readonly reason: One; readonly alias?: string } & Readonly<RefusalReasons[One]>;
}[R];

/** Why code must not run as root. */
export interface TrustReasons {
  'too-many-links': Nothing;
  'not-there': Nothing;
  'of-another': { userId: number };
  /** `mode`: in octal. */
  'others-write': { mode: string };
}

export type TrustFacts = {
  readonly [R in keyof TrustReasons]: { readonly reason: R } & Readonly<TrustReasons[R]>;
}[keyof TrustReasons];

/** Why to look twice. */
export interface WarningReasons {
  'larger-than-128-gb': { sizeBytes: number };
  /** '' if it is unknown how it is attached. */
  'not-removable': { transport: string };
  'no-serial': Nothing;
  /** The first few things on it, and how many more there are. */
  'not-empty': { parts: readonly string[]; more: number; content?: DriveContent };
  /** Its content could not be read. */
  unreadable: { errno: string };
}

export type DriveWarningCode = keyof WarningReasons;

export type WarningFacts = {
  readonly [R in DriveWarningCode]: { readonly reason: R } & Readonly<WarningReasons[R]>;
}[DriveWarningCode];
