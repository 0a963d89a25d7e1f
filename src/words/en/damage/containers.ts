import type { ContainerDamage } from '../../../engine/contract/failure/damage-reasons.ts';
import type { ReasonWords } from '../../reason-words.ts';

/** What is broken in a container. */
export const containers: ReasonWords<ContainerDamage> = {
  'no-bzip2-header': (_f) => 'no bzip2 header',
  'no-bzip2-block': (_f) => 'no bzip2 block where one should be',
  'bzip2-block': (_f) => 'a bzip2 block is broken',
  'bzip2-block-checksum': (_f) => 'a bzip2 block does not match its checksum',
  'bzip2-stream-checksum': (_f) => 'a bzip2 stream does not match its checksum',
  'no-gzip-header': (_f) => 'no gzip header',
  'gzip-header-endless': (_f) => 'a gzip header without end',
  'gzip-member-checksum': (_f) => 'a gzip member does not match its checksum',
  'gzip-member-length': (_f) => 'a gzip member does not have its stated length',
  'no-lz4-frame': (_f) => 'something that is not an lz4 frame',
  'lz4-frame-head': (_f) => 'the header of an lz4 frame is broken',
  'lz4-frame-checksum': (_f) => 'an lz4 frame does not match its checksum',
  'lz4-frame-length': (f) => `an lz4 frame of ${f.foundBytes} bytes that claims ${f.saidBytes}`,
  'lz4-block': (_f) => 'an lz4 block is broken',
  'lz4-block-too-large': (_f) => 'an lz4 block that is too large',
  'lz4-block-checksum': (_f) => 'an lz4 block does not match its checksum',
  'no-zstd-frame': (_f) => 'something that is not a zstd frame',
  'zstd-frame-length': (f) => `a zstd frame of ${f.foundBytes} bytes that claims ${f.saidBytes}`,
  'zstd-frame-early': (_f) => 'a zstd frame that ends too early',
  'zstd-block-kind': (_f) => 'a zstd block of an unknown kind',
  'zip-directory': (_f) => 'a zip archive with an impossible table of contents',
  'zip-entry-elsewhere': (f) => `no ${f.name} where the table of contents places it`,
  'zip-entry-checksum': (f) => `${f.name} does not match its checksum`,
  'zip-entry-length': (f) => `${f.name} does not have its stated length`,
  'compressed-data': (_f) => 'the compressed data is broken',
  'unpacker-said': (f) => f.said,
  'container-field': (f) => `a ${f.format} container whose field ${f.field} cannot be ${f.found}`,
  'container-checksum': (f) => `a ${f.format} container whose ${f.field} does not match its checksum`,
  'container-block': (f) => `a block of a ${f.format} container that does not unpack to what it should`,
  'part-longer': (f) =>
    `a part of ${f.foundBytes} bytes, though the first has ${f.expectedBytes}: they do not belong together`,
  'longer-than-announced': (f) => `it holds more than the ${f.announcedBytes} bytes it announces`,
};
