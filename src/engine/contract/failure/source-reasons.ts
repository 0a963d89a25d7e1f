type Nothing = Readonly<Record<never, never>>;

/** Names of entries in an archive, the first few, and how many more there are. */
interface Mentioned {
  names: readonly string[];
  more: number;
}

/** What a file that is not an image is, with its facts; the sentences are in `words/source-reasons.ts`. */
export interface FoundReasons {
  folder: Nothing;
  'no-regular-file': Nothing;
  /** A drive or a partition, where a file is wanted. */
  device: Nothing;
  /** Also what a shell makes of `<(…)`. */
  pipe: Nothing;
  /** Of a drive: it has no sectors of data. */
  'audio-disc': Nothing;
  empty: Nothing;
  /** A disk of no size in a container. */
  'empty-disk': { format: string };
  '7-zip': Nothing;
  rar: Nothing;
  qcow2: Nothing;
  tar: Nothing;
  'web-page': Nothing;
  /** `driver`: what qemu-img calls it. */
  'virtual-disk': { format: string; driver: string };
  dmg: Nothing;
  'android-sparse': Nothing;
  wim: Nothing;
  partclone: Nothing;
  /** Sectors of 2352 or 2336 bytes. */
  'raw-sectors': Nothing;
  program: Nothing;
  torrent: Nothing;
  /** A signature, a key, or something encrypted. */
  pgp: Nothing;
  'lfs-pointer': Nothing;
  'checksum-file': Nothing;
  /** `format` is empty when it is nothing in particular. */
  text: { format: string };
  zeros: Nothing;
  /** A program of its own makes an image of it, or takes out what it holds. */
  container: { format: string };
  /** What the maker of a device has a program of its own for. */
  'flash-image': { format: string };
  /** Anything else that has a name. */
  'other-file': { format: string };
  'no-file-list': Nothing;
  /** Its files are listed, if it has any, but only those of discs are laid out anew. */
  'no-disc': Nothing;
  /** One that is not read here. */
  'file-system': { format: string };
  /** A disk whose partitions hold whatever there is. */
  partitions: Nothing;
  'packed-twice': { inner: string };
  /** A disk that is read here, but not out of what it is compressed with. */
  'packed-disk': { disk: string; packing: string };
  /** A disk that is read here, but not from an address or standard input. */
  'passing-disk': { disk: string };
  /** A text that names files beside it, from there. */
  'passing-sheet': { disk: string };
  'zip-empty': Nothing;
  'zip-without-image': Mentioned;
  'zip-of-several': Mentioned;
}

/** What happened to a source meanwhile. */
export interface ChangeReasons {
  size: Nothing;
  type: Nothing;
  content: Nothing;
  removed: Nothing;
  'modification-time': Nothing;
  'another-file': Nothing;
  'times-put-back': Nothing;
  resized: Nothing;
  'written-to': Nothing;
  'other-size': { expectedBytes: number; foundBytes: number };
  'read-otherwise': Nothing;
  'since-confirmed': Nothing;
  'shorter-on-server': Nothing;
  'other-on-server': Nothing;
  'other-etag': Nothing;
  'other-date': Nothing;
  'other-size-on-server': Nothing;
}

/** Within which part of its container a source ended. */
export type SourcePart =
  | 'compressed-data'
  | 'bzip2-block'
  | 'bzip2-header'
  | 'gzip-checksum'
  | 'gzip-header'
  | 'lz4-frame'
  | 'relay'
  | 'skippable-zstd-frame'
  | 'zip-archive'
  | 'zstd-frame'
  | 'archive-entry';

export interface PartFacts {
  readonly reason: SourcePart;
}

/** Why a job cannot continue. */
export interface ResumeReasons {
  running: Nothing;
  proved: Nothing;
  'kept-nothing': Nothing;
  'input-gone': Nothing;
}

type Facts<Reasons> = {
  readonly [R in keyof Reasons]: { readonly reason: R } & Readonly<Reasons[R]>;
}[keyof Reasons];

export type FoundFacts = Facts<FoundReasons>;
export type ChangeFacts = Facts<ChangeReasons>;
export type ResumeFacts = Facts<ResumeReasons>;
