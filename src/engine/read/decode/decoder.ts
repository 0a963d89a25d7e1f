import type { Input } from './input.ts';

/**
 * Unpacks everything in `input`, also when several compressed streams stand one after the other.
 *
 * @throws Failure `source-truncated`, `source-damaged`, `source-not-an-image`
 */
export type Decoder = (input: Input, around: DecodeAround) => AsyncGenerator<Uint8Array, void, void>;

export interface DecodeAround {
  /** Ends programs and waits when the source is closed. */
  readonly signal: AbortSignal;
  /** Bytes behind the last compressed stream that belong to nothing; they are left out. How many is not always known. */
  readonly onTrailing: (lengthBytes: number | undefined) => void;
}

/** Says what is left in `input`; zeros are padding of tapes and block devices and mean nothing. */
export async function leaveOutRest(input: Input, { onTrailing }: DecodeAround): Promise<void> {
  let lengthBytes = 0;
  let foreign = false;
  for (let bytes = await input.next(); bytes; bytes = await input.next()) {
    lengthBytes += bytes.length;
    foreign ||= bytes.some((value) => value !== 0);
  }
  if (foreign) onTrailing(lengthBytes);
}
