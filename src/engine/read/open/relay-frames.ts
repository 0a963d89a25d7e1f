import { le32 } from '../../bytes/codec/little.ts';
import { type Chunks, Input } from '../decode/input.ts';

/**
 * Bytes that one of our processes passes on to another: each piece behind its length (4 bytes, little-endian), and a length of
 * 0 at the end. A relay that dies so never looks like the end.
 */
export function frameOf(lengthBytes: number): Uint8Array {
  const frame = new Uint8Array(4);
  new DataView(frame.buffer).setUint32(0, lengthBytes, true);
  return frame;
}

/** @throws Failure `source-truncated` when the end never came */
export async function* unframed(path: string, chunks: Chunks): AsyncGenerator<Uint8Array, void, void> {
  const input = new Input(path, chunks);
  for (;;) {
    let left = le32(await input.take(4, 'relay'), 0);
    if (left === 0) return;
    while (left > 0) {
      const bytes = await input.next(left);
      if (!bytes) throw input.truncated('relay');
      left -= bytes.length;
      yield bytes;
    }
  }
}
