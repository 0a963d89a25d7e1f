import type { BesideFacts } from './beside-reasons.ts';
import type { BiosObstacle } from './bios-obstacle.ts';

type Nothing = Readonly<Record<never, never>>;

/** What is wrong with what was given or asked for, with its facts; the sentences are in `words/en/usage.ts`. */
export interface UsageReasons {
  'no-http-address': { address: string };
  'password-in-address': Nothing;
  /** An address from which a secret was left out cannot be fetched. */
  'address-as-shown': { address: string };
  'label-empty': Nothing;
  'label-long': { length: number; most: number };
  'label-control': Nothing;
  /** FAT holds other characters, and fewer. */
  'label-unfit': { label: string; most: number };
  /** A receipt tells of bytes that are the same on all drives. */
  'receipt-of-stick': Nothing;
  /** `about` and `also` are names: of the loader, its packages, its versions. */
  'bios-unfit': { loader: string; code: BiosObstacle; about: string; also: string };
  /** A live system that keeps nothing, or none at all. */
  'persistence-unfit': { profile: string };
  'persistence-size': { leastBytes: number };
  /** The size of a drive decides how its files are laid out. */
  'files-without-drive': Nothing;
  'relocation-without-rock-ridge': Nothing;
  'no-file-system': Nothing;
  'md5-without-iso9660': Nothing;
  'level-without-iso9660': Nothing;
  'zisofs-without-rock-ridge': Nothing;
  'zisofs-with-udf': Nothing;
  'zisofs-with-checksums': Nothing;
  'zisofs-with-padding': Nothing;
  'links-inside-image': Nothing;
  /** Its files are wanted, but it is a stream. */
  'image-compressed': { path: string };
  /** `near`: a name there that differs in letter case alone. */
  'edit-missing': { path: string; near?: string };
  /** Something on the way is no folder. */
  'edit-no-folder': { path: string; at: string; kind: 'file' | 'link' };
  /** A file is to stand where a folder is. */
  'edit-folder-there': { path: string };
  'edit-file-there': { path: string };
  /** A file or folder was to be moved to where something is. */
  'edit-taken': { path: string };
  'edit-into-itself': { from: string; to: string };
  /** A device, a pipe, a socket. */
  'edit-no-file': { path: string };
  'moved-folder-taken': { name: string };
  'file-beyond-level': { path: string; level: number };
  'no-file-of-folder': { name: string };
  'receipt-is-output': { path: string };
  /** `sessions`: so many are there. */
  'no-such-session': { session: number; sessions: number };
  /** A later session is shown by other descriptors than the disc's. */
  'session-on-drive': Nothing;
  'receipt-of-packed': { path: string };
  /** Its places are needed in any order, and it comes only once. */
  'convert-twice': { path: string };
  /** Named like a format that is not made here, which the plain bytes would be taken for. */
  'convert-name': { path: string; format: string };
  /** Packed formats are not made in parts. */
  'split-format': { format: string };
  'split-size': { splitBytes: number };
  'split-parts': { parts: number; most: number };
  /** A part of an older, longer set. */
  'split-left-over': { path: string };
  /** What a small file claims to hold. */
  'mostly-empty': { path: string; claimedBytes: number; fileBytes: number };
  /** A scan was to go on with the map by which an image is filled. */
  'map-of-image': { path: string };
  /** The map would take the place of something else that is made. */
  'map-is-output': { path: string };
  /** A folder, a device, a pipe. */
  'map-no-file': { path: string };
  /** The output, its map or a receipt lies on the medium that is read. */
  'output-on-medium': { path: string; medium: string };
  /** Named like another format than what is made. `way`: what leads there; `plain`: the name of a plain image beside it. */
  'output-format': { path: string; format: string; way: 'convert' | 'pack' | 'plain'; plain: string };
  /** The output, or its map, is a link, and an earlier run is to go on there. */
  'output-is-link': { path: string; target: string };
  /** What is to be saved is a folder. */
  'medium-is-folder': { path: string };
  /** A pipe, a socket, a device of characters. */
  'medium-is-stream': { path: string };
  /** It has no bytes. */
  'medium-empty': { path: string };
  'receipt-without-drive': Nothing;
  /** Answers, drivers or files for an installer of Windows, and the source is none. */
  'no-windows-installer': { path: string };
  /** A file with answers, and answers to put into one. */
  'answers-twice': Nothing;
  /** The medium has Windows in other languages. */
  'answer-language': { language: string; languages: readonly string[] };
  'no-plain-file': { path: string };
  'no-hash-file': { path: string };
  /** It is there, and no checksum of `name` can be taken from it. `why`: a sentence, made where it is shown. */
  'no-hash-in-file': { path: string; name: string; beside: BesideFacts; why?: string };
}

export type UsageFacts = {
  readonly [R in keyof UsageReasons]: { readonly reason: R } & Readonly<UsageReasons[R]>;
}[keyof UsageReasons];
