/** Something the image cannot hold as it was; known before the first byte. */
export interface Loss {
  /** Path in the folder, `/a/b`. */
  readonly path: string;
  readonly reason: LossReason;
  /** Which tree loses it. */
  readonly where: 'iso9660' | 'joliet' | 'rock-ridge' | 'udf' | 'esp' | 'fat' | 'all';
  /** Where it begins in the original, when it is no entry of the tree; the path is then the root. */
  readonly atByte?: number;
  /** What it becomes, if it is kept in another form. */
  readonly becomes?: string;
}

export type LossReason =
  | 'name-shortened'
  | 'name-changed'
  | 'link-dropped'
  | 'link-loop'
  | 'special-file-dropped'
  | 'device-dropped'
  | 'owner-lost'
  | 'path-too-deep'
  | 'path-too-long'
  | 'too-many-folders'
  | 'file-too-large'
  | 'same-name-dropped'
  | 'unreadable'
  | 'changed-meanwhile'
  | 'time-out-of-range'
  | 'attributes-lost'
  | 'acl-lost'
  | 'capabilities-lost'
  | 'boot-entry-dropped'
  | 'partition-dropped'
  | 'session-dropped'
  | 'apple-part-dropped';

/** What is not in the image at all although it was not excluded: it could not be read, or its path is beyond the system's limit. */
export function isMissing({ reason, where }: Loss): boolean {
  return reason === 'unreadable' || (reason === 'path-too-long' && where === 'all');
}

/** What no FAT keeps of any file: whoever asked for a stick with files has decided that. */
export function isOfFat({ reason, where }: Loss): boolean {
  return reason === 'owner-lost' && where === 'fat';
}
