import type { Failure } from '../../src/engine/contract/failure/failure.ts';
import type { Image } from '../../src/engine/contract/ports/image.ts';

/** Bytes that are different at every place, and the same every time. */
export function seededBytes(lengthBytes: number, seed = 1): Uint8Array {
  const bytes = new Uint8Array(lengthBytes);
  let state = seed >>> 0 || 1;
  for (let at = 0; at < lengthBytes; at++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    bytes[at] = state;
  }
  return bytes;
}

export interface FakeImageOptions {
  readonly failAt?: { readonly atByte: number; readonly failure: Failure };
  readonly settle?: () => Promise<void>;
  /** Called before each read. */
  readonly onRead?: (atByte: number) => Promise<void> | void;
  readonly mapped?: Image['mapped'];
}

/** An image in memory; refuses reads past its end. */
export function fakeImage(
  bytes: Uint8Array,
  options: FakeImageOptions = {},
): Image & { readonly reads: number[] } {
  const reads: number[] = [];
  const read = async (atByte: number, into: Uint8Array): Promise<void> => {
    await options.onRead?.(atByte);
    reads.push(atByte);
    if (atByte + into.length > bytes.length) throw new Error(`read past the end: ${atByte}+${into.length}`);
    const { failAt } = options;
    if (failAt && atByte <= failAt.atByte && failAt.atByte < atByte + into.length) throw failAt.failure;
    into.set(bytes.subarray(atByte, atByte + into.length));
  };
  return {
    sizeBytes: bytes.length,
    reads,
    read,
    ...(options.mapped && { mapped: options.mapped }),
    extents: () => [
      { atByte: 0, lengthBytes: Math.min(4096, bytes.length), from: 'memory', name: 'head' },
      ...(bytes.length > 4096
        ? [{ atByte: 4096, lengthBytes: bytes.length - 4096, from: 'file', name: '/body' } as const]
        : []),
    ],
    ...(options.settle && { settle: options.settle }),
    close: async () => undefined,
  };
}
