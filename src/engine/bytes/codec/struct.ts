import { Failure, isFailure } from '../../contract/failure/failure.ts';
import { present } from '../../contract/failure/present.ts';
import { notEncodable } from '../../contract/failure/source-failures.ts';
import { type Codec, DecodeError, type Deviation, type Note, Problem } from './codec.ts';

/** One field of a structure: its name, form, and section in the standard. Offsets are never typed. */
export interface Field<N extends string, T> {
  readonly name: N;
  readonly codec: Codec<T>;
  readonly section: string;
}

export function field<const N extends string, T>(name: N, codec: Codec<T>, section: string): Field<N, T> {
  return { name, codec, section };
}

// biome-ignore lint/suspicious/noExplicitAny: a list of fields of any form
type AnyField = Field<string, any>;

/** What a list of fields holds; reserved and literal fields carry no value. */
export type FieldValues<F extends readonly AnyField[]> = {
  readonly [X in F[number] as X extends Field<infer N, infer T>
    ? [T] extends [undefined]
      ? never
      : N
    : never]: X extends Field<string, infer T> ? T : never;
};

/** The value type of a structure: `type PrimaryVolume = ValueOf<typeof primaryVolume>`. */
export type ValueOf<S> = S extends Codec<infer V> ? V : never;

export interface Struct<V> extends Codec<V> {
  readonly name: string;
  readonly fields: readonly AnyField[];
  /** @throws Failure `not-encodable` with structure and field */
  encode(value: V): Uint8Array;
  /** Strict without `onNote`: the first deviation is thrown. @throws DecodeError */
  decode(bytes: Uint8Array, options?: DecodeOptions): V;
}

export interface DecodeOptions {
  readonly atByte?: number;
  readonly onNote?: (deviation: Deviation) => void;
}

/**
 * A byte structure declared once as a list of fields: writer, reader, type, size check and hexdump come from it.
 *
 * @throws Error at load time when the fields do not add up to the size the standard gives
 */
export function struct<const F extends readonly AnyField[]>(
  name: string,
  sizeBytes: number,
  fields: F,
): Struct<FieldValues<F>> {
  const covered = fields.reduce((sum, { codec }) => sum + codec.sizeBytes, 0);
  if (covered !== sizeBytes) throw new Error(`${name}: ${covered}/${sizeBytes}`);
  const write = (bytes: Uint8Array, at: number, value: FieldValues<F>) =>
    writeFields(name, fields, bytes, at, value);
  const read = (bytes: Uint8Array, at: number, note: Note) =>
    readFields(fields, bytes, at, note) as FieldValues<F>;
  return {
    name,
    fields,
    sizeBytes,
    write,
    read,
    encode(value) {
      const bytes = new Uint8Array(sizeBytes);
      write(bytes, 0, value);
      return bytes;
    },
    decode: (bytes, options = {}) => decode(name, sizeBytes, read, bytes, options),
  };
}

/** Where each field that carries a value begins, from the start of the structure. */
export function offsetsOf<V>({ fields }: Struct<V>): { readonly [N in keyof V]: number } {
  const offsets: Record<string, number> = {};
  let at = 0;
  for (const { name, codec } of fields) {
    offsets[name] = at;
    at += codec.sizeBytes;
  }
  return offsets as { readonly [N in keyof V]: number };
}

function writeFields(
  name: string,
  fields: readonly AnyField[],
  bytes: Uint8Array,
  start: number,
  value: Record<string, unknown>,
): void {
  let at = start;
  let i = 0;
  try {
    for (; i < fields.length; i++) {
      const { codec, name: key } = present(fields[i]);
      codec.write(bytes, at, value[key]);
      at += codec.sizeBytes;
    }
  } catch (error) {
    throw placed(name, present(fields[i]).name, error);
  }
}

/** The error of a field as a Failure that names the structure and the whole path of the field. */
function placed(structure: string, fieldName: string, error: unknown): unknown {
  if (error instanceof Problem) return notEncodable(structure, fieldName, error.because);
  if (!isFailure(error, 'not-encodable')) return error;
  const { facts } = error;
  return new Failure('not-encodable', { ...facts, structure, field: `${fieldName}.${facts.field}` });
}

function readFields(fields: readonly AnyField[], bytes: Uint8Array, start: number, note: Note): unknown {
  const value: Record<string, unknown> = {};
  let at = start;
  for (const { name, codec, section } of fields) {
    const atByte = at;
    const found = codec.read(bytes, at, (problem, inner) =>
      note(problem, inner ? { ...inner, field: `${name}.${inner.field}` } : { field: name, atByte, section }),
    );
    if (found !== undefined) value[name] = found;
    at += codec.sizeBytes;
  }
  return value;
}

function decode<V>(
  structure: string,
  sizeBytes: number,
  read: (bytes: Uint8Array, at: number, note: Note) => V,
  bytes: Uint8Array,
  { atByte = 0, onNote = refuse }: DecodeOptions,
): V {
  if (bytes.length - atByte < sizeBytes) {
    const problem = {
      reason: 'cut-off',
      foundBytes: bytes.length - atByte,
      neededBytes: sizeBytes,
    } as const;
    throw new DecodeError({ structure, field: '', atByte, section: '', problem });
  }
  return read(bytes, atByte, (problem, place) => onNote({ structure, problem, ...present(place) }));
}

function refuse(deviation: Deviation): never {
  throw new DecodeError(deviation);
}
