import { DecodeError } from '../../bytes/codec/codec.ts';
import type { Struct } from '../../bytes/codec/struct.ts';
import { Failure } from '../../contract/failure/failure.ts';
import { sourceDamaged } from '../../contract/failure/source-failures.ts';
import type { Readable } from '../../contract/ports/image.ts';

/** A file whose every value is hostile: what failures call it, and its bytes. */
export interface Suspect extends Readable {
  readonly path: string;
}

/** No table of a disk that exists is larger. */
const MOST_TABLE_BYTES = 64 << 20;

/** Bytes that must be in the file. @throws Failure `source-truncated`, `source-damaged` for more than any table has */
export async function bytesIn(file: Suspect, atByte: number, lengthBytes: number): Promise<Uint8Array> {
  const { path, sizeBytes: foundBytes } = file;
  if (!(atByte >= 0) || atByte + lengthBytes > foundBytes)
    throw new Failure('source-truncated', { path, expectedBytes: atByte + lengthBytes, foundBytes });
  if (lengthBytes > MOST_TABLE_BYTES) throw fieldDamaged(file, '', 'tableBytes', lengthBytes);
  const into = new Uint8Array(lengthBytes);
  await file.read(atByte, into);
  return into;
}

/** The same for a table of numbers. */
export async function tableIn(file: Suspect, atByte: number, lengthBytes: number): Promise<DataView> {
  const { buffer } = await bytesIn(file, atByte, lengthBytes);
  return new DataView(buffer);
}

/** A structure that must be as its standard says. @throws Failure `source-truncated`, `source-damaged` */
export async function structIn<V>(
  file: Suspect,
  struct: Struct<V>,
  format: string,
  atByte: number,
): Promise<V> {
  return decoded(file, struct, format, await bytesIn(file, atByte, struct.sizeBytes), atByte);
}

/** The same of bytes that were read. */
export function decoded<V>(
  file: Suspect,
  struct: Struct<V>,
  format: string,
  bytes: Uint8Array,
  atByte: number,
): V {
  try {
    return struct.decode(bytes);
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    throw fieldDamaged(file, format, `${struct.name}.${error.deviation.field}`, '?', atByte);
  }
}

/** A value that cannot be. */
export function fieldDamaged(
  { path }: Suspect,
  format: string,
  field: string,
  found: number | string,
  atByte?: number,
): Failure {
  return sourceDamaged(path, { reason: 'container-field', format, field, found }, atByte);
}

/** @throws Failure `source-damaged` for a length that is none of the powers of two from `least` to `most` */
export function demandPower(
  file: Suspect,
  format: string,
  field: string,
  value: number,
  [least, most]: readonly [number, number],
): void {
  if (!(value >= least && value <= most && Number.isInteger(Math.log2(value))))
    throw fieldDamaged(file, format, field, value);
}

/** @throws Failure `source-damaged` */
export function demand(
  isRight: boolean,
  file: Suspect,
  format: string,
  field: string,
  found: number | string,
): void {
  if (!isRight) throw fieldDamaged(file, format, field, found);
}
