import type { VolumeDamage } from '../../../engine/contract/failure/damage-reasons.ts';
import type { ReasonWords } from '../../reason-words.ts';

/** What is broken in a file system, and in ISO 9660 with its extensions. */
export const volumes: ReasonWords<VolumeDamage> = {
  'too-many-entries': (f) => `it has more than ${f.most} entries`,
  'folders-in-circle': (f) => `its folders lead in a circle at ${f.at}`,
  'folders-too-deep': (f) => `its folders lie deeper than ${f.most} levels`,
  'file-behind-end': (_f) => 'a file goes on behind the end of the image',
  'directory-behind-end': (_f) => 'a directory goes on behind the end of the image',
  'directory-record': (_f) => 'a directory record is broken',
  'extents-endless': (_f) => 'a file has no end of its extents',
  'last-extent-missing': (_f) => 'the last extent of a file is missing',
  'relocated-elsewhere': (_f) => 'a relocated folder is not where its placeholder says',
  'name-endless': (_f) => 'the name of an entry has no end',
  'continuation-endless': (_f) => 'the continuation areas of an entry have no end',
  'continuation-leaves-sector': (_f) => 'a continuation area leaves its sector',
  'continuation-behind-end': (_f) => 'a continuation area lies behind the end of the image',
  'packing-unknown': (_f) => 'a file is packed in a way that is not known here',
  'packed-header': (_f) => 'a packed file has no sound header',
  'packed-block-size': (_f) => 'a packed file has a block of an impossible size',
  'packed-block': (_f) => 'a block of a packed file cannot be unpacked',
  'packed-cut': (_f) => 'a packed file is cut off',
};
