import type { DriveDamage } from './drive-damage.ts';
import type { NtfsDamage } from './ntfs-damage.ts';
import type { SquashfsDamage } from './squashfs-damage.ts';
import type { UdfDamage } from './udf-damage.ts';
import type { WimDamage } from './wim-damage.ts';

type Nothing = Readonly<Record<never, never>>;

/** What is broken in a container. */
export interface ContainerDamage {
  'no-bzip2-header': Nothing;
  'no-bzip2-block': Nothing;
  'bzip2-block': Nothing;
  'bzip2-block-checksum': Nothing;
  'bzip2-stream-checksum': Nothing;
  'no-gzip-header': Nothing;
  'gzip-header-endless': Nothing;
  'gzip-member-checksum': Nothing;
  'gzip-member-length': Nothing;
  'no-lz4-frame': Nothing;
  'lz4-frame-head': Nothing;
  'lz4-frame-checksum': Nothing;
  'lz4-frame-length': SaidLength;
  'lz4-block': Nothing;
  'lz4-block-too-large': Nothing;
  'lz4-block-checksum': Nothing;
  'no-zstd-frame': Nothing;
  'zstd-frame-length': SaidLength;
  'zstd-frame-early': Nothing;
  'zstd-block-kind': Nothing;
  'zip-directory': Nothing;
  'zip-entry-elsewhere': { name: string };
  'zip-entry-checksum': { name: string };
  'zip-entry-length': { name: string };
  'compressed-data': Nothing;
  /** In the words of the program or library that unpacked it. */
  'unpacker-said': { said: string };
  'longer-than-announced': { announcedBytes: number };
  /** A value in a container that cannot be. */
  'container-field': { format: string; field: string; found: number | string };
  'container-checksum': { format: string; field: string };
  /** A block of it that does not unpack to what it should. */
  'container-block': { format: string };
  /** Of an image in parts: one is longer than the first. */
  'part-longer': { expectedBytes: number; foundBytes: number };
}

interface SaidLength {
  foundBytes: number;
  saidBytes: number;
}

/** What is broken in a file system, whatever its standard, and in ISO 9660 with its extensions. */
export interface VolumeDamage {
  'too-many-entries': { most: number };
  'folders-in-circle': { at: string };
  'folders-too-deep': { most: number };
  'file-behind-end': Nothing;
  'directory-behind-end': Nothing;
  'directory-record': Nothing;
  'extents-endless': Nothing;
  'last-extent-missing': Nothing;
  'relocated-elsewhere': Nothing;
  'name-endless': Nothing;
  'continuation-endless': Nothing;
  'continuation-leaves-sector': Nothing;
  'continuation-behind-end': Nothing;
  'packing-unknown': Nothing;
  'packed-header': Nothing;
  'packed-block-size': Nothing;
  'packed-block': Nothing;
  'packed-cut': Nothing;
}

/** Why a block map is not used. */
export interface BlockMapReasons {
  'no-block-map': Nothing;
  'map-without-blocks': Nothing;
  'map-of-other-size': { mapBytes: number; imageBytes: number };
  /** Root uses nothing that others could have put there. */
  'of-other-user': { userId: number };
  'in-folder-of-other-user': { userId: number };
  'others-may-write': Nothing;
  'others-may-write-to-folder': Nothing;
}

/** What differs from what something says it should be. */
export interface CheckDamage extends BlockMapReasons {
  'map-differs': { lengthBytes: number; map: string };
  'longer-than-map': { mapBytes: number; map: string };
  'data-not-in-map': { leftOutBytes: number; map: string };
  'implanted-md5': Nothing;
  /** The first difference lies after the place of the failure. */
  'implanted-md5-behind': Nothing;
  /** The code that a raw sector of a disc carries of itself. */
  'sector-code': Nothing;
  'named-files-too-large': { hashedBytes: number; imageBytes: number };
  'named-files-too-many': { most: number };
}

/** What is broken in a source, with its facts; the sentences are in `words/damage.ts`. */
export interface DamageReasons
  extends ContainerDamage,
    VolumeDamage,
    DriveDamage,
    NtfsDamage,
    SquashfsDamage,
    WimDamage,
    UdfDamage,
    CheckDamage {}

/** Codes that need no more facts. */
type Plain<Reasons> = {
  [R in keyof Reasons]: keyof Reasons[R] extends never ? R : never;
}[keyof Reasons];

type Facts<Reasons> =
  | { readonly reason: Plain<Reasons> }
  | {
      readonly [R in Exclude<keyof Reasons, Plain<Reasons>>]: { readonly reason: R } & Readonly<Reasons[R]>;
    }[Exclude<keyof Reasons, Plain<Reasons>>];

export type DamageFacts = Facts<DamageReasons>;
export type BlockMapFacts = Facts<BlockMapReasons>;

/** Why a file in an image could not be compared with a checksum. */
export type UnreadFacts =
  | { readonly reason: 'not-read' | 'ends-too-early' }
  | { readonly reason: 'damaged'; readonly damage: DamageFacts };

/** What is damaged: a code, and facts where it needs some. */
export type Damage = Plain<DamageReasons> | DamageFacts;

/** The facts of a damage. */
export function damageFacts(damage: Damage): DamageFacts {
  return typeof damage === 'string' ? { reason: damage } : damage;
}
