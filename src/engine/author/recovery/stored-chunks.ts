import { createReadStream } from 'node:fs';
import { sourceChanged } from '../../contract/failure/source-failures.ts';
import { asBytes } from '../../contract/ports/as-bytes.ts';
import type { Stored } from './root-tree.ts';

/**
 * The bytes of a file in pieces of exactly `chunkBytes`, the last one shorter. A stop is heard at each of them: packing a large file
 * takes a minute.
 *
 * @throws Failure `source-changed`
 */
export async function* storedChunks(
  content: Stored,
  chunkBytes: number,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, void> {
  if (content instanceof Uint8Array) {
    for (let at = 0; at < content.length; at += chunkBytes) {
      signal.throwIfAborted();
      yield content.subarray(at, at + chunkBytes);
    }
    return;
  }
  let held = new Uint8Array(chunkBytes);
  let heldBytes = 0;
  let leftBytes = content.sizeBytes;
  for await (const chunk of createReadStream(content.path, { highWaterMark: 1 << 20 })) {
    signal.throwIfAborted();
    for (let bytes = asBytes(chunk); bytes.length > 0; ) {
      const part = bytes.subarray(0, chunkBytes - heldBytes);
      held.set(part, heldBytes);
      heldBytes += part.length;
      bytes = bytes.subarray(part.length);
      if (heldBytes < chunkBytes) continue;
      leftBytes -= chunkBytes;
      yield held;
      held = new Uint8Array(chunkBytes);
      heldBytes = 0;
    }
  }
  if (leftBytes !== heldBytes) throw sourceChanged(content.path, { reason: 'resized' });
  if (heldBytes > 0) yield held.subarray(0, heldBytes);
}
