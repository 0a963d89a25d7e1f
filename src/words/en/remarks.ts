import { rootExample } from '../../engine/contract/plan/path-style.ts';
/** Remarks about the value of an option, by code. The limits stand with the options; the sentences stand here. */
export const remarks = {
  'no-speed': (f: { most: number }) => `A whole number from 1 to ${f.most}, times the basic speed.`,
  'label-long': (f: { length: number; most: number }) =>
    `The label has ${f.length} characters; at most ${f.most} fit.`,
  'label-menu': (f: { wanted: string }) =>
    `The boot menu looks for a volume named ${f.wanted}: with another label it may not boot.`,
  'label-ascii': () => 'ISO 9660 allows only ASCII here: other letters become _ there.',
  'label-windows': (f: { shown: string }) => `Windows shows only its first 16 characters: ${f.shown}`,
  'field-long': (f: { length: number; most: number }) =>
    `The field has ${f.length} characters; at most ${f.most} fit.`,
  'file-slash': () => 'The name of a file at the top of the folder: no slashes.',
  'file-long': (f: { most: number }) => `A file name of at most ${f.most} characters.`,
  'no-extra': (f: { name: string; known: string }) => `${f.name} is nothing that can be added: ${f.known}.`,
  'no-address': () => 'An address begins with http:// or https://.',
  'no-level': () => 'A level is a number from 1 to 19.',
  'pattern-long': (f: { length: number; most: number }) =>
    `A pattern has ${f.length} characters; at most ${f.most} fit.`,
  'no-time': () => 'A time like 2026-11-22T12:00:00Z, or seconds since 1970.',
  'no-sectors': (f: { most: number }, count: (count: number) => string) =>
    `A number of sectors, at most ${count(f.most)}.`,
  'no-session': () => 'A number from 1 to 99.',
  'no-count': (f: { most: number }, count: (count: number) => string) =>
    `A whole number, digits only, at most ${count(f.most)}.`,
  'no-cluster': () => 'A power of two from 512 to 32M, as 4K or 128K.',
  'no-part-size': () => 'A size in whole MiB, as 2G or 700M.',
  'no-size': () => 'A size as 4G or 512M, or rest.',
  'no-byte-size': () => 'A size as 8G, 4096M, or a number of bytes.',
  'no-seconds': () => 'Seconds since 1970, digits only.',
  'no-bytes': () => 'A number of bytes, digits only.',
  'no-sha256': (f: { length: number }) =>
    `A SHA-256 has 64 hexadecimal digits (0 to 9, a to f); this has ${f.length} characters.`,
  'account-name': () =>
    'An account has 1 to 20 characters, none of " / \\ [ ] : ; | = , + * ? < > @ % &, no full stop at its end, and a name that Windows has not taken.',
  'no-locale': () => 'A language and a region, like de-DE.',
  'no-keyboard': () => 'A language and a region, like de-DE, or two numbers, like 0409:00000407.',
  'folder-path': () => `The full path of a folder, starting with ${rootExample()}.`,
  'file-path': () => `The full path of a file, starting with ${rootExample()}.`,
  'new-file-path': () => `The full path of a new file, starting with ${rootExample()}.`,
  'new-file-folder': () => 'The path of a new file, not of a folder.',
  'receipt-inside': () => 'This is inside the folder that becomes the image.',
  'name-long': (f: { length: number; most: number }) =>
    `The name has ${f.length} characters; at most ${f.most} fit.`,
  'name-letters': () => 'Plain English letters, digits, spaces and -_ only.',
  'packing-names': () => 'Rock Ridge marks compressed files, and it is off.',
  'packing-udf': () => 'UDF cannot mark a file as compressed: turn one of them off.',
  'packing-checksums': () => 'Checksums cannot be made of compressed files: turn one of them off.',
  'packing-padding': () => 'A file that changes cannot be padded once it is compressed.',
  'no-file-system': () => 'Without ISO 9660 and without UDF there is no file system left.',
  'no-mapping': () =>
    'A path, one = and another path, such as FILE=/folder/FILE; a = in a name is written \\=, and .. is not taken.',
  'no-image-path': () => 'The path of a file or folder in the image, such as /folder/FILE, without . and ..',
  'moving-names': () => 'Deep folders are relocated by Rock Ridge, and it is off.',
};
