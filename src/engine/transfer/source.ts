import type { ByteStream, Image } from '../ports/image.ts';
import { type Chunk, type ReadAhead, readAhead } from './read-ahead.ts';

/** What a transfer reads: an image, anywhere and again, or bytes that come once. */
export type Source = Image | ByteStream;

export function isImage(source: Source): source is Image {
  return 'read' in source;
}

/** The same bytes for a second look, when that costs little. */
export function againOf(source: Source): Image | undefined {
  if (!isImage(source) || !source.again) return undefined;
  const { sizeBytes, again } = source;
  return { sizeBytes, extents: () => source.extents(), close: async () => undefined, ...again };
}

/** The source from its first byte to its last, in chunks of a slot. */
export function sourceChunks(
  source: Source,
  options: Omit<ReadAhead, 'sizeBytes' | 'readBlockBytes'>,
): AsyncGenerator<Chunk> {
  if (!isImage(source)) return streamChunks(source, options);
  return readAhead((atByte, into) => source.read(atByte, into), {
    ...options,
    sizeBytes: source.sizeBytes,
    readBlockBytes: 1,
  });
}

/** A stream is read one chunk after the other; whoever decodes it works ahead by itself. */
async function* streamChunks(
  stream: ByteStream,
  { ring, pace, gate, signal, padBlockBytes, onWait }: Omit<ReadAhead, 'sizeBytes' | 'readBlockBytes'>,
): AsyncGenerator<Chunk> {
  for (let atByte = 0; ; ) {
    await gate.pass(signal);
    signal.throwIfAborted();
    const { pauses } = gate;
    const startedAt = performance.now();
    const slot = await ring.take();
    const slotAt = performance.now();
    const packedMs = stream.packedWaitMs?.();
    const lengthBytes = await stream.readNext(slot.bytes.subarray(0, pace?.next()));
    const waits = { slotMs: slotAt - startedAt, readMs: performance.now() - slotAt };
    if (gate.pauses === pauses) onWait?.({ ...waits, unpackMs: unpackMs(stream, waits.readMs, packedMs) });
    if (lengthBytes === 0) {
      slot.release();
      return;
    }
    const paddedBytes = Math.ceil(lengthBytes / padBlockBytes) * padBlockBytes;
    slot.bytes.fill(0, lengthBytes, paddedBytes);
    yield {
      atByte,
      slot,
      bytes: slot.bytes.subarray(0, lengthBytes),
      padded: slot.bytes.subarray(0, paddedBytes),
    };
    atByte += lengthBytes;
  }
}

/** The part of a wait that was not for packed bytes. */
function unpackMs({ packedWaitMs }: ByteStream, readMs: number, packedBeforeMs = 0): number {
  return packedWaitMs ? Math.max(0, readMs - (packedWaitMs() - packedBeforeMs)) : 0;
}
