import type { CheckDamage } from '../../../engine/contract/failure/damage-reasons.ts';
import type { ReasonWords } from '../../reason-words.ts';

/** What is not as something said that it should be, and why a block map is not gone by. */
export const checks: ReasonWords<CheckDamage> = {
  'no-block-map': (_f) => 'it is no block map, or not as it was made',
  'map-without-blocks': (_f) => 'it names no blocks',
  'map-of-other-size': (f) =>
    `it speaks of an image of ${f.mapBytes} bytes, and this one has ${f.imageBytes}`,
  'of-other-user': (f) => `it belongs to somebody else (user ${f.userId})`,
  'in-folder-of-other-user': (f) => `it lies in a folder of somebody else (user ${f.userId})`,
  'others-may-write': (_f) => 'others may write to it',
  'others-may-write-to-folder': (_f) => 'it lies in a folder others may write to',
  'map-differs': (f) => `${f.lengthBytes} bytes do not match the block map ${f.map}`,
  'longer-than-map': (f) => `it holds more than the ${f.mapBytes} bytes of the block map ${f.map}`,
  'data-not-in-map': (f) =>
    `it holds ${f.leftOutBytes} bytes of data that ${f.map} leaves out, and nothing else says how they should be`,
  'implanted-md5': (_f) => 'it does not match the MD5 that was put into it when it was made',
  'implanted-md5-behind': (_f) =>
    'it does not match the MD5 that was put into it when it was made; the first damage lies behind',
  'named-files-too-large': (f) =>
    `the files that its checksum files name would have ${f.hashedBytes} bytes, and it has ${f.imageBytes}`,
  'named-files-too-many': (f) =>
    `finding the files that its checksum files name takes more than ${f.most} entries`,
};
