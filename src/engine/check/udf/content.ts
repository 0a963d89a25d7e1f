import type { ImageView } from '../image-view.ts';
import type { ParsedEntry } from './file-entry.ts';
import type { Partitions } from './partitions.ts';

/** What a file of the file system itself holds. */
export interface Content {
  readonly bytes: Uint8Array;
  /** Block in its partition, and byte of the image, where a byte of the content lies. */
  readonly blockAt: (at: number) => number;
  readonly byteAt: (at: number) => number;
}

/** Undefined, with a finding, when it is too large or not in the image. */
export async function contentOf(
  view: ImageView,
  partitions: Partitions,
  { embedded, runs, lengthBytes, place, atByte }: ParsedEntry,
  mostBytes: number,
): Promise<Content | undefined> {
  if (embedded) return { bytes: embedded, blockAt: () => place.block, byteAt: () => atByte };
  if (lengthBytes > Math.min(mostBytes, view.sizeBytes)) {
    view.tooLarge(atByte);
    return undefined;
  }
  const { blockBytes } = partitions;
  const bytes = new Uint8Array(Math.ceil(lengthBytes / blockBytes) * blockBytes);
  const places: { readonly block: number; readonly atByte: number }[] = [];
  for (const run of runs)
    for (let i = 0; i < run.lengthBytes / blockBytes && places.length * blockBytes < lengthBytes; i++) {
      const at = { partition: run.partition, block: run.block + i };
      const part = run.isRecorded ? await partitions.block(at) : undefined;
      if (!part) {
        view.report('udf.extent', atByte, { block: at.block });
        return undefined;
      }
      bytes.set(part, places.length * blockBytes);
      places.push({ block: at.block, atByte: partitions.atByte(at) });
    }
  const placeAt = (at: number) => places[Math.floor(at / blockBytes)] ?? { block: 0, atByte };
  return {
    bytes: bytes.subarray(0, Math.min(lengthBytes, places.length * blockBytes)),
    blockAt: (at) => placeAt(at).block,
    byteAt: (at) => placeAt(at).atByte + (at % blockBytes),
  };
}
