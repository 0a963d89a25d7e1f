import type { Mapped } from '../../../bytes/mapped/runs.ts';
import type { Readable } from '../../../contract/ports/image.ts';

/** A part of a planned file: bytes that are known, a stretch of the content, or bytes that are made when they are asked for. */
export type Piece = { readonly lengthBytes: number } & (
  | { readonly bytes: Uint8Array }
  | { readonly contentByte: number }
  | { readonly make: () => Uint8Array }
);

/** A file of pieces, one behind the other. What lacks at the end of one, or of the content, is zeros. */
export function mappedPieces(content: Readable, pieces: readonly Piece[]): Mapped {
  const starts = new Float64Array(pieces.length + 1);
  pieces.forEach(({ lengthBytes }, index) => {
    starts[index + 1] = (starts[index] ?? 0) + lengthBytes;
  });
  return {
    sizeBytes: starts[pieces.length] ?? 0,
    runAt(atByte, mostBytes) {
      const index = lastAt(starts, pieces.length, atByte);
      const piece = pieces[index];
      if (!piece) return { kind: 'zeros', lengthBytes: mostBytes };
      const skipBytes = atByte - (starts[index] ?? 0);
      const lengthBytes = Math.min(mostBytes, piece.lengthBytes - skipBytes);
      if ('contentByte' in piece) return contentRun(content, piece.contentByte + skipBytes, lengthBytes);
      const unpack = async (): Promise<Uint8Array> => ('bytes' in piece ? piece.bytes : piece.make());
      return { kind: 'packed', lengthBytes, block: index, skipBytes, unpack };
    },
  };
}

function contentRun(content: Readable, atByte: number, lengthBytes: number) {
  const thereBytes = content.sizeBytes - atByte;
  if (thereBytes <= 0) return { kind: 'zeros', lengthBytes } as const;
  return { kind: 'stored', lengthBytes: Math.min(lengthBytes, thereBytes), from: content, atByte } as const;
}

/** The last of `count` places that is not behind `atByte`, by halving. */
function lastAt(starts: Float64Array, count: number, atByte: number): number {
  let [low, high] = [0, count - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= atByte) low = middle;
    else high = middle - 1;
  }
  return low;
}
