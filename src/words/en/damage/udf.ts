import type { UdfDamage } from '../../../engine/contract/failure/udf-damage.ts';
import type { ReasonWords } from '../../reason-words.ts';

/** What is broken in a UDF volume. */
export const udf: ReasonWords<UdfDamage> = {
  'udf-too-many': (f) =>
    `it has more ${f.structure === 'names' ? 'names' : 'allocation descriptors'} than there is room for: some are shared`,
  'descriptors-in-circle': (_f) => 'allocation descriptors lead in a circle',
  'extended-descriptors': (_f) => 'a file is compressed in an undefined way (extended descriptors)',
  'extent-descriptor': (_f) => 'an allocation extent descriptor is missing or damaged',
  'file-larger-than-image': (_f) => 'a file is larger than the image',
  'extent-inside-block': (_f) => 'an extent other than the last ends inside a block',
  'too-many-extents': (f) => `a file has more than ${f.most} extents`,
  'extents-too-short': (_f) => 'the extents of a file are shorter than its length',
  'file-entry': (_f) => 'a file entry is missing or damaged',
  'file-entry-strategy': (_f) =>
    'a file entry uses the strategy of write-once media (4096), which is not supported',
  'file-entry-descriptors': (_f) => 'a file entry has allocation descriptors of an undefined kind',
  'file-entry-too-long': (_f) => 'a file entry is longer than its block',
  'file-in-entry-too-long': (_f) => 'a file embedded in its entry is longer than there is room for',
  'no-partition': (f) => `there is no partition with the number ${f.partition}`,
  'unknown-partition-map': (f) => `it has an unknown partition map: ${f.identifier}`,
  'metadata-partition-alone': (_f) => 'the metadata partition is not in another partition',
  'metadata-unreadable': (_f) => 'neither the metadata file nor its mirror can be read',
  'metadata-block': (f) => `block ${f.block} is not recorded in the metadata file`,
  'packets-without-blocks': (_f) => 'packets of a sparable partition have no blocks',
  'sparing-table': (_f) => 'no copy of the sparing table can be read',
  'virtual-table-missing': (_f) =>
    'the virtual allocation table is missing: the end of the medium is cut off',
  'virtual-block': (f) => `virtual block ${f.block} is not in the virtual allocation table`,
  'block-behind-end': (f) =>
    f.lengthBytes === undefined
      ? `block ${f.block} lies past the end`
      : `block ${f.block}, ${f.lengthBytes} bytes, lies past the end`,
  'content-too-long': (f) => `${f.lengthBytes} bytes, where no more than ${f.mostBytes} belong`,
  'content-with-holes': (_f) => 'a folder or a table has holes',
  'descriptor-sequences': (_f) => 'neither of its descriptor sequences can be read',
  'file-set': (_f) => 'the file set descriptor is missing or damaged',
  'no-folder': (_f) => 'not a folder of this volume',
  'no-name': (_f) => 'a folder holds something that is not a name',
  'link-target': (_f) => 'the target of a symbolic link is damaged',
};
