import type { DeviationFacts, EncodeFacts } from '../../contract/failure/encode-reasons.ts';

/**
 * One form of value in a byte structure: how many bytes, how written, how read.
 * Codecs of numbers and text carry the names the standards give them; `struct` joins them.
 */
export interface Codec<T> {
  readonly sizeBytes: number;
  /** @throws Problem when the value cannot be said in these bytes */
  write(bytes: Uint8Array, at: number, value: T): void;
  /** Reads what is there; what breaks the standard is noted, and the best reading returned. */
  read(bytes: Uint8Array, at: number, note: Note): T;
}

/** Called with what is wrong; `field` is set by structures, innermost last. */
export type Note = (problem: DeviationFacts, inner?: Place) => void;

/** A field inside nested structures: `rootRecord.extentLba`, its first byte in the outermost one, its section. */
export interface Place {
  readonly field: string;
  readonly atByte: number;
  readonly section: string;
}

/** Something read that is not as the standard says. */
export interface Deviation extends Place {
  readonly structure: string;
  readonly problem: DeviationFacts;
}

/** A value that does not fit its codec. `struct` adds the field and turns it into a Failure. */
export class Problem extends Error {
  readonly because: EncodeFacts;

  constructor(because: EncodeFacts) {
    super(because.reason);
    this.because = because;
  }
}

/** Thrown by a strict read: the bytes are not what the standard says. */
export class DecodeError extends Error {
  readonly deviation: Deviation;

  constructor(deviation: Deviation) {
    const { structure, field, atByte, section, problem } = deviation;
    super(`${structure}.${field}/${section}@${atByte}: ${JSON.stringify(problem)}`);
    this.name = 'DecodeError';
    this.deviation = deviation;
  }
}
