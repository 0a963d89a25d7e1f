import { u32be } from '../../../bytes/codec/numbers.ts';
import { JOURNAL_MAGIC } from '../../../bytes/formats/ext/journal.ts';
import type { Readable } from '../../../contract/ports/image.ts';
import type { JournalCopy, ReadJournal } from './journal.ts';

/** A file system as it is once its journal is replayed: blocks whose newest copy stands there come from there. Nothing is written. */
export function replayedImage(
  image: Readable,
  journal: Readable,
  { copies, form }: Pick<ReadJournal, 'copies' | 'form'>,
  blockBytes: number,
): Readable {
  const copyOf = async (copy: JournalCopy): Promise<Uint8Array | undefined> => {
    const bytes = new Uint8Array(blockBytes);
    await journal.read(copy.from * blockBytes, bytes);
    // Linux leaves a block alone whose copy is not what it should be.
    if (!form.isCopy(bytes, copy, copy.sequence)) return undefined;
    if (copy.isEscaped) u32be.write(bytes, 0, JOURNAL_MAGIC);
    return bytes;
  };
  return {
    sizeBytes: image.sizeBytes,
    ...(image.reachBytes !== undefined && { reachBytes: image.reachBytes }),
    async read(atByte, into) {
      await image.read(atByte, into);
      const endByte = atByte + into.length;
      for (let block = Math.floor(atByte / blockBytes); block * blockBytes < endByte; block++) {
        const copy = copies.get(block);
        const bytes = copy && (await copyOf(copy));
        if (!bytes) continue;
        const from = Math.max(atByte, block * blockBytes);
        const to = Math.min(endByte, (block + 1) * blockBytes);
        into.set(bytes.subarray(from - block * blockBytes, to - block * blockBytes), from - atByte);
      }
    },
  };
}
