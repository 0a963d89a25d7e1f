import { latin1 } from '../../bytes/codec/text.ts';
import {
  CPIO_HEADER_BYTES,
  CPIO_TRAILER,
  type CpioEntry,
  paddedToWord,
  parseCpioHead,
} from '../../bytes/formats/cpio/newc.ts';
import type { Input } from '../decode/input.ts';
import { partOf } from './ar-members.ts';

/** Longer than any path that Linux takes. */
const MOST_NAME_BYTES = 4096;

export type StreamedCpio = CpioEntry & { readonly content: AsyncGenerator<Uint8Array, void, void> };

/** The entries of an initial file system in order. @throws Failure `source-damaged`, `source-truncated` */
export async function* cpioEntries(input: Input): AsyncGenerator<StreamedCpio, void, void> {
  for (;;) {
    const head = parseCpioHead(await input.take(CPIO_HEADER_BYTES, 'archive-entry'));
    if (!head || head.nameBytes < 1 || head.nameBytes > MOST_NAME_BYTES)
      throw input.damaged({
        reason: 'container-field',
        format: 'cpio',
        field: 'header',
        found: input.atByte,
      });
    const { nameBytes, ...entry } = head;
    const padded = paddedToWord(CPIO_HEADER_BYTES + nameBytes) - CPIO_HEADER_BYTES;
    const path = latin1((await input.take(padded, 'archive-entry')).subarray(0, nameBytes - 1));
    if (path === CPIO_TRAILER) return;
    const part = partOf(input, entry.sizeBytes);
    yield { path, ...entry, content: part.chunks };
    await part.skip();
    await input.skip(paddedToWord(entry.sizeBytes) - entry.sizeBytes, 'archive-entry');
  }
}
