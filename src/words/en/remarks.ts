/** What is to be said of a value of an option, by code. The limits stand with the options; the sentences stand here. */
export const remarks = {
  'label-long': (f: { length: number; most: number }) =>
    `The label has ${f.length} characters; ${f.most} fit.`,
  'label-menu': (f: { wanted: string }) =>
    `The boot menu looks for a volume named ${f.wanted}: with another label it may not start.`,
  'label-ascii': () => 'ISO 9660 knows only ASCII here: other letters become _ there.',
  'label-windows': (f: { shown: string }) => `Windows shows the first 16 characters of it: ${f.shown}`,
  'field-long': (f: { length: number; most: number }) =>
    `The field has ${f.length} characters; ${f.most} fit.`,
  'file-slash': () => 'The name of a file at the top of the folder: no slash.',
  'file-long': (f: { most: number }) => `A file name of at most ${f.most} characters.`,
  'pattern-long': (f: { length: number; most: number }) =>
    `A pattern has ${f.length} characters; ${f.most} fit.`,
  'no-time': () => 'A time like 2026-11-22T12:00:00Z, or seconds since 1970.',
  'no-sectors': (f: { most: number }, count: (count: number) => string) =>
    `A number of sectors, at most ${count(f.most)}.`,
  'no-seconds': () => 'Seconds since 1970, digits only.',
  'no-bytes': () => 'A number of bytes, digits only.',
  'no-sha256': (f: { length: number }) =>
    `A SHA-256 has 64 hexadecimal digits (0 to 9, a to f); this has ${f.length} characters.`,
  'file-path': () => 'The whole path of a file, from / on.',
  'new-file-path': () => 'The whole path of a new file, from / on.',
  'new-file-folder': () => 'The path of a new file, not of a folder.',
  'receipt-inside': () => 'This lies in the folder that becomes the image.',
  'name-long': (f: { length: number; most: number }) => `The name has ${f.length} characters; ${f.most} fit.`,
  'name-letters': () => 'Plain English letters, digits, spaces and -_ only.',
  'packing-names': () => 'Packed files are told by Rock Ridge, and it is off.',
  'packing-udf': () => 'UDF cannot say that a file is packed: turn one of them off.',
  'packing-checksums': () => 'Checksums of files cannot be made of packed ones: turn one of them off.',
  'packing-padding': () => 'A file that changes cannot be padded once it is packed.',
  'no-file-system': () => 'Without ISO 9660 and without UDF there is no file system left.',
  'moving-names': () => 'Deep folders are moved by Rock Ridge, and it is off.',
};
