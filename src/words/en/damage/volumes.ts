import type { VolumeDamage } from '../../../engine/contract/failure/damage-reasons.ts';
import type { ReasonWords } from '../../reason-words.ts';

/** What is broken in a file system, and in ISO 9660 with its extensions. */
export const volumes: ReasonWords<VolumeDamage> = {
  'too-many-entries': (f) => `it has more than ${f.most} entries`,
  'folders-in-circle': (f) => `its folders lead in a circle at ${f.at}`,
  'folders-too-deep': (f) => `its folders are nested deeper than ${f.most} levels`,
  'file-behind-end': (_f) => 'a file extends past the end of the image',
  'directory-behind-end': (_f) => 'a directory extends past the end of the image',
  'directory-record': (_f) => 'a directory record is broken',
  'extents-endless': (_f) => 'the extents of a file never end',
  'last-extent-missing': (_f) => 'the last extent of a file is missing',
  'relocated-elsewhere': (_f) => 'a relocated folder is not where its placeholder says',
  'name-endless': (_f) => 'the name of an entry never ends',
  'continuation-endless': (_f) => 'the continuation areas of an entry never end',
  'continuation-leaves-sector': (_f) => 'a continuation area leaves its sector',
  'continuation-behind-end': (_f) => 'a continuation area lies past the end of the image',
  'packing-unknown': (_f) => 'a file is compressed in an unknown way',
  'packed-header': (_f) => 'a compressed file has no valid header',
  'packed-block-size': (_f) => 'a compressed file has a block of an impossible size',
  'packed-block': (_f) => 'a block of a compressed file cannot be unpacked',
  'packed-cut': (_f) => 'a compressed file is cut off',
};
