import { le16, le32 } from '../../codec/little.ts';
import { latin1 } from '../../codec/text.ts';

/** What is read of a program, library or kernel module: ELF-64 Object File Format 1.5, little endian. */
export interface Elf {
  readonly segments: readonly Segment[];
  readonly sections: readonly Section[];
}

interface Segment {
  readonly type: number;
  readonly atByte: number;
  readonly address: number;
  readonly fileBytes: number;
}

interface Section {
  readonly name: string;
  readonly atByte: number;
  readonly sizeBytes: number;
  readonly type: number;
}

const HEADER_BYTES = 64;
const SEGMENT_BYTES = 56;
const SECTION_BYTES = 64;
/** Sections of this type have no bytes. */
const NO_BITS = 8;

/** Undefined for what is no ELF file of 64 bits, or is cut. */
export function parseElf(bytes: Uint8Array): Elf | undefined {
  const isElf = bytes.length >= HEADER_BYTES && latin1(bytes.subarray(0, 6)) === '\x7fELF\x02\x01';
  if (!isElf) return undefined;
  const [segmentsAt, sectionsAt] = [le64(bytes, 32), le64(bytes, 40)];
  const [segments, sections, namesIndex] = [le16(bytes, 56), le16(bytes, 60), le16(bytes, 62)];
  const endByte = Math.max(segmentsAt + segments * SEGMENT_BYTES, sectionsAt + sections * SECTION_BYTES);
  if (endByte > bytes.length) return undefined;
  return {
    segments: rows(segments, (i) => segmentAt(bytes, segmentsAt + i * SEGMENT_BYTES)),
    sections: sectionsOf(bytes, sectionsAt, sections, namesIndex),
  };
}

function rows<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

function segmentAt(bytes: Uint8Array, at: number): Segment {
  return {
    type: le32(bytes, at),
    atByte: le64(bytes, at + 8),
    address: le64(bytes, at + 16),
    fileBytes: le64(bytes, at + 32),
  };
}

function sectionsOf(bytes: Uint8Array, atByte: number, count: number, namesIndex: number): Section[] {
  const named = rows(count, (i) => {
    const at = atByte + i * SECTION_BYTES;
    return {
      nameAt: le32(bytes, at),
      type: le32(bytes, at + 4),
      atByte: le64(bytes, at + 24),
      sizeBytes: le64(bytes, at + 32),
    };
  });
  const names = named[namesIndex];
  return named.map(({ nameAt, ...rest }) => ({
    ...rest,
    name: names ? stringAt(bytes, names.atByte + nameAt) : '',
  }));
}

/** The bytes of a section; empty when there is none, or it is cut. */
export function sectionBytes(bytes: Uint8Array, { sections }: Elf, wanted: string): Uint8Array {
  const found = sections.find(({ name, type }) => name === wanted && type !== NO_BITS);
  return found ? bytes.subarray(found.atByte, found.atByte + found.sizeBytes) : new Uint8Array(0);
}

/** Text up to the next NUL. */
export function stringAt(bytes: Uint8Array, at: number): string {
  const end = bytes.indexOf(0, at);
  return at >= bytes.length || end < 0 ? '' : latin1(bytes.subarray(at, end));
}

/** 64 bits as a number; what is larger than any file is larger than this one too. */
export function le64(bytes: Uint8Array, at: number): number {
  return le32(bytes, at) + le32(bytes, at + 4) * 2 ** 32;
}
