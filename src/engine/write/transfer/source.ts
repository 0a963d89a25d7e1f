import { type ByteStream, isImage, type Source } from '../../contract/ports/image.ts';
import { type Chunk, preciseOf, type ReadAhead, readAhead } from './read-ahead.ts';

/** Whoever holds the bytes of an image against something is told which are used. */
export function passedOf(source: Source): ((bytes: Uint8Array) => void) | undefined {
  return isImage(source) ? source.passed?.bind(source) : undefined;
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
  { ring, pace, gate, signal, padBlockBytes, clock, onWait }: Omit<ReadAhead, 'sizeBytes' | 'readBlockBytes'>,
): AsyncGenerator<Chunk> {
  const nowMs = preciseOf(clock);
  for (let atByte = 0; ; ) {
    await gate.pass(signal);
    signal.throwIfAborted();
    const { pauses } = gate;
    const startedAt = nowMs();
    const slot = await ring.take();
    const slotAt = nowMs();
    const packedMs = stream.packedWaitMs?.();
    const lengthBytes = await stream.readNext(slot.bytes.subarray(0, pace?.next()));
    const waits = { slotMs: slotAt - startedAt, readMs: nowMs() - slotAt };
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
