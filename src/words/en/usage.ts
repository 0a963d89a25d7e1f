import type { UsageReasons } from '../../engine/contract/failure/usage-reasons.ts';
import type { ReasonWords } from '../reason-words.ts';

const reasons: ReasonWords<UsageReasons> = {
  'no-http-address': (f) => `${f.address} is not an http or https address`,
  'password-in-address': (_f) => 'an address with a password in it: leave out what stands before the @',
  'address-as-shown': (f) => `${f.address} is an address as it was shown: give all of it`,
  'label-empty': (_f) => 'the label is empty',
  'label-long': (f) => `the label has ${f.length} characters; at most ${f.most} fit`,
  'label-control': (_f) => 'the label has control characters',
  'relocation-without-rock-ridge': (_f) => 'deep folders are relocated by Rock Ridge, and Rock Ridge is off',
  'no-file-system': (_f) => 'without ISO 9660 and without UDF there is no file system left',
  'md5-without-iso9660': (_f) => 'the media check stands in a descriptor of ISO 9660, and UDF alone has none',
  'level-without-iso9660': (_f) => 'UDF alone has no ISO 9660 level',
  'zisofs-without-rock-ridge': (_f) => 'Rock Ridge says which files zisofs has packed, and Rock Ridge is off',
  'zisofs-with-udf': (_f) => 'UDF cannot say that a file is packed by zisofs: leave one of them out',
  'zisofs-with-checksums': (_f) =>
    'checksums are made of the files in the image, where zisofs has packed them: leave one of them out',
  'zisofs-with-padding': (_f) => 'a file that changes cannot be padded once zisofs has packed it',
  'links-inside-image': (_f) => 'links inside an image are not followed: leave --follow-links out',
  'image-compressed': (f) =>
    `${f.path} is compressed, and only the image itself can be laid out anew: unpack it first`,
  'moved-folder-taken': (f) =>
    `the folder has an entry named ${f.name} of its own: rename it, or do not relocate folders`,
  'file-beyond-level': (f) =>
    `${f.path} is larger than 4 GiB, which ISO 9660 level ${f.level} cannot hold: use level 3`,
  'no-file-of-folder': (f) =>
    `${f.name} is to be named in the volume descriptor, and is no file at the top of the folder`,
  'receipt-is-output': (f) => `this job makes ${f.path} already: give the receipt another name`,
  'receipt-without-drive': (_f) => 'a receipt is compared with drives: name the drive too',
  'no-hash-file': (f) => `there is no file ${f.path}: --hash-file takes a checksum file`,
  'no-hash-in-file': (f) =>
    `no checksum of ${f.name} can be taken from ${f.path}: ${f.why ?? ''}; expected is a line with a hash and ${f.name}, or one hash alone`,
  'no-plain-file': (f) =>
    `${f.path} is not a plain file and is not replaced; to put an image on a drive, use isowright write`,
};

/** What is wrong with what was given or asked for. */
export const usage = { reasons };
