import type { CheckDamage } from '../../../engine/contract/failure/damage-reasons.ts';
import type { ReasonWords } from '../../reason-words.ts';

/** What differs from what something says it should be, and why a block map is not used. */
export const checks: ReasonWords<CheckDamage> = {
  'no-block-map': (_f) => 'it is not a block map, or was changed after it was made',
  'map-without-blocks': (_f) => 'it names no blocks',
  'map-of-other-size': (f) =>
    `it describes an image of ${f.mapBytes} bytes, but this one has ${f.imageBytes}`,
  'of-other-user': (f) => `it belongs to somebody else (user ${f.userId})`,
  'in-folder-of-other-user': (f) => `it is in a folder that belongs to somebody else (user ${f.userId})`,
  'others-may-write': (_f) => 'others may write to it',
  'others-may-write-to-folder': (_f) => 'it is in a folder that others may write to',
  'map-differs': (f) => `${f.lengthBytes} bytes do not match the block map ${f.map}`,
  'longer-than-map': (f) => `it holds more than the ${f.mapBytes} bytes of the block map ${f.map}`,
  'data-not-in-map': (f) =>
    `it holds ${f.leftOutBytes} bytes of data that ${f.map} leaves out, and nothing else says what they should be`,
  'implanted-md5': (_f) => 'it does not match the MD5 implanted in it when it was made',
  'implanted-md5-behind': (_f) =>
    'it does not match the MD5 implanted in it when it was made; the first damage comes after',
  'sector-code': (_f) => 'a sector does not match the error detection code that it carries',
  'named-files-too-large': (f) =>
    `the files listed in its checksum files would have ${f.hashedBytes} bytes, but it has only ${f.imageBytes}`,
  'named-files-too-many': (f) =>
    `finding the files listed in its checksum files takes more than ${f.most} entries`,
};
