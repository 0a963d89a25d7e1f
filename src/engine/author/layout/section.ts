import { SECTOR_BYTES } from '../../bytes/formats/iso9660/sector.ts';
import type { Extent } from '../../contract/ports/image.ts';

/**
 * One part of an image. Phase one asks sizes and may not know places; phase two knows all places.
 * Adding a structure to our images (boot records, UDF, a partition table) is a row in `sectionsOf`.
 */
export interface Section {
  readonly name: string;
  /** Sectors needed. Independent of every position. */
  measure(): number;
  /** The section's bytes, exactly `measure()` sectors, readable anywhere. */
  render(where: Where): SectionBytes;
}

/** First sector of a section by its name; 'end' is the sector after the last one. */
export type Where = (section: string) => number;

export interface SectionBytes {
  /** Fills `into` with the section's bytes from `atByte` on. */
  read(atByte: number, into: Uint8Array): void | Promise<void>;
  /** Where the bytes come from, relative to the section; without it they are memory. */
  extents?(): Iterable<Extent>;
}

/** A section whose bytes are made in memory, once, when they are first asked for. */
export function memorySection(
  name: string,
  lengthBytes: number,
  make: (bytes: Uint8Array, where: Where) => void,
): Section {
  const sectors = Math.ceil(lengthBytes / SECTOR_BYTES);
  return {
    name,
    measure: () => sectors,
    render(where) {
      let made: Uint8Array | undefined;
      return {
        read(atByte, into) {
          if (!made) {
            made = new Uint8Array(sectors * SECTOR_BYTES);
            make(made, where);
          }
          into.set(made.subarray(atByte, atByte + into.length));
        },
      };
    },
  };
}

/** Sectors of zeros: the system area, the padding at the end. */
export function zeroSection(name: string, sectors: number): Section {
  return {
    name,
    measure: () => sectors,
    render: () => ({
      read: (_atByte, into) => void into.fill(0),
      extents: () => [{ atByte: 0, lengthBytes: sectors * SECTOR_BYTES, from: 'zeros', name }],
    }),
  };
}

/** Sectors of sections together. */
export function sectorsOf(sections: readonly Section[]): number {
  return sections.reduce((sum, section) => sum + section.measure(), 0);
}
