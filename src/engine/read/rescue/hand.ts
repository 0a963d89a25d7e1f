import type { RescueRead } from './rescue-read.ts';

/** One order to whoever reads. The bytes stay with it: it writes them to the output by itself. */
export type HandOrder =
  | {
      readonly do: 'read';
      readonly id: number;
      readonly atByte: number;
      readonly lengthBytes: number;
      /** 0: all at once. */
      readonly stepBytes: number;
      readonly stops: boolean;
      readonly back: boolean;
      /** Nothing is written. */
      readonly only?: true;
    }
  /** What it writes to from here on, for one that has only looked so far. */
  | ({ readonly do: 'output'; readonly id: number } & GivenOutput)
  /** One small read whose bytes come back. */
  | { readonly do: 'look'; readonly id: number; readonly atByte: number; readonly lengthBytes: number };

export interface GivenOutput {
  /** By which its loss is told. */
  readonly outputId: number;
  readonly path: string;
  /** `fileKey` of what is there: nothing else is written to. */
  readonly key: string;
  /** It holds zeros wherever nothing was written. */
  readonly isFresh: boolean;
}

/** CRC-32 of bytes that were read and handed to the output. */
export interface ReadSum {
  readonly atByte: number;
  readonly lengthBytes: number;
  readonly crc32: number;
}

/** An output that takes no more. */
export interface LostOutput {
  readonly id: number;
  readonly errno: string;
  readonly atByte: number;
  readonly lengthBytes: number;
}

export interface HandAnswer {
  readonly id: number;
  readonly tookMs: number;
  /** It was read, and these outputs have not taken it yet: no answer, which is still to come. */
  readonly writingTo?: readonly number[] | undefined;
  /** Of the medium. `SHORT`: fewer bytes than asked for. */
  readonly errno?: string | undefined;
  /** Of the last output that was left: what was read is nowhere. */
  readonly writeErrno?: string | undefined;
  /** Outputs that are written to no more. */
  readonly lost?: readonly LostOutput[] | undefined;
  /** Of a read in steps, in its direction; may be fewer than asked for. */
  readonly steps?: readonly boolean[] | undefined;
  readonly sums?: readonly ReadSum[] | undefined;
  /** Of a look, in base 64. */
  readonly bytes?: string | undefined;
}

/**
 * Reads a medium and writes what it read to the same places of an output. A read that hangs cannot be called back: then the
 * hand is left behind, and another one taken.
 */
export interface Hand {
  send(order: HandOrder): void;
  /** Undefined: it has ended by itself, and answers no more. */
  onAnswer(listener: (answer: HandAnswer | undefined) => void): void;
  /** Lets go of it. Never waits. */
  leave(): void;
}

/** A read of the plan, as an order. */
export function orderOf(id: number, read: RescueRead, only = false): HandOrder {
  const { atByte, lengthBytes, stepBytes, stops, back } = read;
  return {
    do: 'read',
    id,
    atByte,
    lengthBytes,
    stepBytes,
    stops,
    back,
    ...(only && { only: true as const }),
  };
}
