import { declared, demandBytes, viewOf } from './reply.ts';

const HEADER_BYTES = 8;
const DESCRIPTOR_BYTES = 16;

/**
 * Speeds in kB/s at which a drive writes this disc, the fastest first: write speed descriptors of GET PERFORMANCE, type 03h. MMC-6
 * §6.8.3.4. @throws DecodeError for a reply that is cut off
 */
export function decodeWriteSpeeds(bytes: Uint8Array): number[] {
  demandBytes(bytes, HEADER_BYTES, 'write-speeds', 'MMC-6 §6.8.3');
  const view = viewOf(bytes);
  const reply = declared(bytes, view.getUint32(0) + 4);
  const speeds: number[] = [];
  for (let at = HEADER_BYTES; at + DESCRIPTOR_BYTES <= reply.length; at += DESCRIPTOR_BYTES)
    speeds.push(view.getUint32(at + 12));
  return [...new Set(speeds)].filter((speed) => speed > 0).sort((one, other) => other - one);
}

/** A second, in the milliseconds that SET STREAMING counts in. */
const SPAN_MS = 1000;

/** Parameters of SET STREAMING: reading and writing at so many kB/s, over so many blocks. MMC-6 §6.39.3. */
export function encodeStreaming(
  { kBps, readKBps }: { readonly kBps: number; readonly readKBps: number },
  blocks: number,
): Uint8Array {
  const bytes = new Uint8Array(28);
  const view = viewOf(bytes);
  view.setUint32(8, Math.max(blocks - 1, 0));
  view.setUint32(12, readKBps);
  view.setUint32(16, SPAN_MS);
  view.setUint32(20, kBps);
  view.setUint32(24, SPAN_MS);
  return bytes;
}

export interface BufferCapacity {
  readonly sizeBytes: number;
  readonly freeBytes: number;
}

/** Reply of READ BUFFER CAPACITY, in bytes. MMC-6 §6.18.3. @throws DecodeError for a reply that is cut off */
export function decodeBufferCapacity(bytes: Uint8Array): BufferCapacity {
  demandBytes(bytes, 12, 'buffer-capacity', 'MMC-6 §6.18.3');
  const view = viewOf(bytes);
  return { sizeBytes: view.getUint32(4), freeBytes: view.getUint32(8) };
}
