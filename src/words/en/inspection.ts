import type { ReachingPart } from '../../engine/contract/failure/reach.ts';

/** Notes about an image, by their code; those that need facts stand below. */
const notes = {
  'catalogue-missing': 'the boot catalogue lies past the end of the image',
  'catalogue-checksum': 'the boot catalogue has a wrong checksum: UEFI rejects it',
  'catalogue-header': 'the boot catalogue does not begin with its validation entry',
  'catalogue-key': 'the boot catalogue lacks its key bytes',
  'catalogue-no-header': 'a boot entry has no section header',
  'catalogue-unknown-entry': 'the boot catalogue has an entry of an unknown kind',
  'catalogue-cut': 'a section of the boot catalogue has fewer entries than it says',
  'gpt-primary': 'the first copy of the GPT is damaged',
  'gpt-backup': 'the second copy of the GPT is damaged or missing',
  'gpt-not-at-end': 'the second copy of the GPT is not in the last block',
  'gpt-large-blocks':
    'the GPT counts in blocks of 4096 bytes: only drives with such sectors show its partitions',
  'udf-metadata-mirror': 'the metadata file of the UDF volume is damaged; its mirror was read instead',
  'apple-partition-map': 'it has an Apple partition map',
  'high-sierra': 'a High Sierra disc, older than ISO 9660: its files cannot be listed',
  'raw-sectors': 'raw sectors, as they are on a disc',
  'another-session': 'a later session follows: a drive shows its files, and not those of the first',
  'journal-replayed':
    'it was not unmounted: what its journal holds was read as if it had been replayed; nothing was changed',
  'journal-damaged':
    'it was not unmounted, and its journal cannot be read to its end: what was written last may be missing',
  'not-clean': 'it was not unmounted: what was written last may be missing',
  unreadable: 'a place that had to be examined cannot be read',
};

const volumes: { readonly [kind: string]: string } = {
  joliet: 'the Joliet volume',
  enhanced: 'the volume with long names',
};

/** What claims more than there is. */
const reaches: { readonly [P in ReachingPart]: (name: string, number: number | undefined) => string } = {
  volume: (name) => volumes[name] ?? 'the ISO 9660 volume',
  file: (name) => `the file ${name}`,
  'udf-partition': (_name) => 'the UDF volume',
  'boot-catalogue': (_name) => 'the boot catalogue',
  'boot-image': (_name, number) => `boot image ${number ?? ''}`,
  partition: (_name, number) => `partition ${number ?? ''}`,
  'apple-partition': (_name, number) => `Apple partition ${number ?? ''}`,
  'backup-gpt': (_name) => 'the second copy of the GPT',
  'file-system': (name, number) =>
    number === undefined ? `the ${name} file system` : `the ${name} file system in partition ${number}`,
  wim: (_name) => 'the WIM archive',
};

/** What is worth knowing of an image. */
export const inspection = {
  notes,
  reaches,
  isOther: (what: string) => `it is ${what}`,
  isPacked: (how: string, instead: string) => `${how}. ${instead}`,
  cut: (what: string, endByte: number, imageBytes: number) =>
    `${what} ends at byte ${endByte}, but the image has only ${imageBytes} bytes: it was cut off`,
  dataTrack: (number: number, mode: string, sectors: number) =>
    `track ${number}: data, ${mode}, ${sectors} sectors`,
  audioTrack: (number: number, length: string) =>
    `track ${number}: audio, ${length}; it holds no files, and is not part of the image of the data`,
  udfInPart: (what: string) => `the UDF volume cannot be recognised from its beginning alone: ${what}`,
  udfDamaged: (what: string) => `the UDF volume is damaged: ${what}`,
  partUnreadable: 'a part of it cannot be read',
};
