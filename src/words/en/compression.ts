import type { CompressionReasons } from '../../engine/contract/failure/compression-reasons.ts';
import type { ReasonWords } from '../reason-words.ts';

const reasons: ReasonWords<CompressionReasons> = {
  'gzip-method': (f) => `gzip with the unknown method ${f.method}`,
  'gzip-flags': (_f) => 'gzip with unknown flags',
  'lz4-version': (_f) => 'an lz4 frame of an unknown version',
  'lz4-dictionary': (_f) => 'an lz4 frame that needs a dictionary',
  'xz-options': (_f) => 'xz with a filter or a check that the installed xz program does not support',
  'xz-program': (_f) => 'xz with a filter or a check that only the xz program supports',
  'xz-memory': (_f) => 'xz that needs more than 1 GiB of memory',
  'zstd-dictionary': (_f) => 'a zstd frame that needs a dictionary',
  'zstd-window': (f) => `a zstd frame that needs ${Math.ceil(f.windowBytes / 2 ** 20)} MiB of memory`,
  lzip: (_f) => 'compressed with lzip',
  lzma: (_f) => 'compressed with lzma',
  compress: (_f) => 'compressed with compress (.Z)',
  lzop: (_f) => 'compressed with lzop',
  lrzip: (_f) => 'compressed with lrzip',
  'zstd-before-1': (_f) => 'a zstd frame from before version 1.0',
  'zip-encrypted': (f) => `an encrypted zip archive (${f.name})`,
  'zip-method': (f) => `a zip archive compressed with method ${f.method} (${f.name})`,
  'zip-endless': (f) => `a zip archive stored without a length (${f.name})`,
};

const instead: ReasonWords<CompressionReasons> = {
  'gzip-method': (_f) => 'Unpack it first, with the program that packed it.',
  'gzip-flags': (_f) => 'Unpack it first, with the program that packed it.',
  'lz4-version': (_f) => 'Unpack it first, with the program that packed it.',
  'lz4-dictionary': (_f) => 'Unpack it first: lz4 -d -D DICTIONARY',
  'xz-options': (_f) => 'Unpack it first, with a newer xz or with 7-Zip: 7z x',
  'xz-program': (_f) => 'Install xz (Debian: xz-utils), then start again.',
  'xz-memory': (_f) => 'Unpack it first: xz -dk',
  'zstd-dictionary': (_f) => 'Unpack it first: zstd -d -D DICTIONARY',
  'zstd-window': (_f) => 'Unpack it first: zstd -d --long=31',
  lzip: (_f) => 'Unpack it first: lzip -dk',
  lzma: (_f) => 'Unpack it first: xz -dk --format=lzma',
  compress: (_f) => 'Unpack it first: gzip -dk',
  lzop: (_f) => 'Unpack it first: lzop -d',
  lrzip: (_f) => 'Unpack it first: lrzip -d',
  'zstd-before-1': (_f) => 'Unpack it first, with a zstd that supports old formats: zstd -d',
  'zip-encrypted': (_f) => 'Unpack it first: 7z x',
  'zip-method': (_f) => 'Unpack it first: 7z x',
  'zip-endless': (_f) => 'Unpack it first: 7z x',
};

/** Compression that is sound and not unpacked here, and what to do. */
export const compression = { reasons, instead };
