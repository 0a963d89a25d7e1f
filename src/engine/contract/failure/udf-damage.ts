type Nothing = Readonly<Record<never, never>>;

/** What is broken in a UDF volume. */
export interface UdfDamage {
  'udf-too-many': { structure: UdfStructure };
  'descriptors-in-circle': Nothing;
  'extended-descriptors': Nothing;
  'extent-descriptor': Nothing;
  'file-larger-than-image': Nothing;
  'extent-inside-block': Nothing;
  'too-many-extents': { most: number };
  'extents-too-short': Nothing;
  'file-entry': Nothing;
  'file-entry-strategy': Nothing;
  'file-entry-descriptors': Nothing;
  'file-entry-too-long': Nothing;
  'file-in-entry-too-long': Nothing;
  'no-partition': { partition: number };
  'unknown-partition-map': { identifier: string };
  'metadata-partition-alone': Nothing;
  'metadata-unreadable': Nothing;
  'metadata-block': { block: number };
  'packets-without-blocks': Nothing;
  'sparing-table': Nothing;
  'virtual-table-missing': Nothing;
  'virtual-block': { block: number };
  /** `lengthBytes`: from that block on. */
  'block-behind-end': { block: number; lengthBytes?: number };
  'content-too-long': { lengthBytes: number; mostBytes: number };
  'content-with-holes': Nothing;
  'descriptor-sequences': Nothing;
  'file-set': Nothing;
  'no-folder': Nothing;
  'no-name': Nothing;
  'link-target': Nothing;
}

/** What may be shared too often. */
export type UdfStructure = 'allocation-descriptors' | 'names';
