import { ignored, literal } from '../../codec/fixed.ts';
import { u16le, u32le } from '../../codec/numbers.ts';
import { field, struct } from '../../codec/struct.ts';

// AOSP, system/core/libsparse/sparse_format.h.

export const simgHeader = struct('simgHeader', 28, [
  field('magic', literal(0x3a, 0xff, 0x26, 0xed), 'sparse_header_t'),
  field('majorVersion', u16le, 'sparse_header_t'),
  field('minorVersion', u16le, 'sparse_header_t'),
  field('headerBytes', u16le, 'sparse_header_t'),
  field('chunkHeaderBytes', u16le, 'sparse_header_t'),
  field('blockBytes', u32le, 'sparse_header_t'),
  field('blocks', u32le, 'sparse_header_t'),
  field('chunks', u32le, 'sparse_header_t'),
  field('checksum', ignored(4), 'sparse_header_t'),
]);

export const simgChunk = struct('simgChunk', 12, [
  field('type', u16le, 'chunk_header_t'),
  field('reserved', ignored(2), 'chunk_header_t'),
  field('blocks', u32le, 'chunk_header_t'),
  field('chunkBytes', u32le, 'chunk_header_t'),
]);

export const SIMG_MAJOR_VERSION = 1;
export const SIMG_RAW = 0xcac1;
export const SIMG_FILL = 0xcac2;
export const SIMG_DONT_CARE = 0xcac3;
export const SIMG_CRC32 = 0xcac4;
