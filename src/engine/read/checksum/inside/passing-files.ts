import { present } from '../../../contract/failure/present.ts';
import type { NamedFile } from './named-file.ts';

/** A run of a file's bytes, in the image. */
interface Segment {
  readonly atByte: number;
  readonly endByte: number;
  readonly file: NamedFile;
  readonly isLast: boolean;
}

/**
 * Files whose bytes pass by while an image is read from its first byte to its last: each of them is hashed on the way, in the
 * order they lie in.
 */
export class PassingFiles {
  /** By their places. */
  readonly #segments: readonly Segment[];
  #next = 0;
  #open: Segment[] = [];
  #atByte = 0;

  constructor(files: readonly NamedFile[]) {
    this.#segments = files
      .flatMap((file) => {
        const runs = file.entry.runs.filter(({ lengthBytes }) => lengthBytes > 0);
        file.reset();
        if (runs.length === 0) file.end();
        return runs.map(({ atByte = 0, lengthBytes }, index) => ({
          atByte,
          endByte: atByte + lengthBytes,
          file,
          isLast: index === runs.length - 1,
        }));
      })
      .sort((a, b) => a.atByte - b.atByte);
  }

  update(bytes: Uint8Array): void {
    const startByte = this.#atByte;
    const endByte = startByte + bytes.length;
    for (; this.#next < this.#segments.length; this.#next++) {
      const segment = present(this.#segments[this.#next]);
      if (segment.atByte >= endByte) break;
      this.#open.push(segment);
    }
    for (const segment of this.#open) {
      const from = Math.max(segment.atByte, startByte) - startByte;
      segment.file.update(bytes.subarray(from, segment.endByte - startByte));
      if (segment.isLast && segment.endByte <= endByte) segment.file.end();
    }
    this.#open = this.#open.filter((segment) => segment.endByte > endByte);
    this.#atByte = endByte;
  }
}
