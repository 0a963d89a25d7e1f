import { le16, le32 } from '../../codec/little.ts';

/** Where things lie in the file of a program. */
export interface FilePlace {
  readonly atByte: number;
  readonly lengthBytes: number;
}

export interface ProgramPlaces {
  readonly sections: ReadonlyMap<string, FilePlace>;
  /** Attribute certificates: signatures. Absent: it is not signed. */
  readonly certificates?: FilePlace;
}

const HEADER_PLACE_AT_BYTE = 0x3c;
const FILE_HEADER_BYTES = 24;
const SECTION_BYTES = 40;
const PE32_PLUS = 0x20b;
/** Of the data directories: the certificate table, whose place counts in the file. PE/COFF §2.4.3, §2.4.7. */
const CERTIFICATE_TABLE = 4;

/** Sections and signatures of a program that begins like this; undefined when its headers are not within. PE/COFF §2.3 to §3. */
export function programPlaces(head: Uint8Array): ProgramPlaces | undefined {
  if (head.length < HEADER_PLACE_AT_BYTE + 4 || le16(head, 0) !== 0x5a4d) return undefined;
  const at = le32(head, HEADER_PLACE_AT_BYTE);
  if (at + FILE_HEADER_BYTES + 2 > head.length) return undefined;
  const count = le16(head, at + 6);
  const optionalAt = at + FILE_HEADER_BYTES;
  const sectionsAt = optionalAt + le16(head, at + 20);
  if (sectionsAt + count * SECTION_BYTES > head.length) return undefined;
  const directoriesAt = optionalAt + (le16(head, optionalAt) === PE32_PLUS ? 112 : 96);
  const certificateAt = directoriesAt + CERTIFICATE_TABLE * 8;
  const certificates =
    certificateAt + 8 <= sectionsAt
      ? { atByte: le32(head, certificateAt), lengthBytes: le32(head, certificateAt + 4) }
      : undefined;
  return {
    sections: new Map(
      Array.from({ length: count }, (_, i) => sectionAt(head, sectionsAt + i * SECTION_BYTES)),
    ),
    ...(certificates && certificates.lengthBytes > 8 && { certificates }),
  };
}

/** Its name, and what of it lies in the file and is meant. PE/COFF §3. */
function sectionAt(head: Uint8Array, at: number): [string, FilePlace] {
  const name = Buffer.from(head.subarray(at, at + 8))
    .toString('latin1')
    .replace(/\0.*$/s, '');
  const lengthBytes = Math.min(le32(head, at + 8) || le32(head, at + 16), le32(head, at + 16));
  return [name, { atByte: le32(head, at + 20), lengthBytes }];
}
