import type { ByteStream } from '../../src/engine/contract/ports/image.ts';

/** Bytes that come once, of a size nobody said. */
export function fakeStream(bytes: Uint8Array, settle?: () => Promise<void>): ByteStream {
  let atByte = 0;
  let isReading = false;
  return {
    sizeBytes: undefined,
    async readNext(into) {
      if (isReading) throw new Error('two reads at once');
      isReading = true;
      await new Promise(setImmediate);
      const part = bytes.subarray(atByte, atByte + into.length);
      into.set(part);
      atByte += part.length;
      isReading = false;
      return part.length;
    },
    ...(settle && { settle }),
    close: async () => undefined,
  };
}
