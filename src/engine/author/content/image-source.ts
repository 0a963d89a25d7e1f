import type { Image } from '../../contract/ports/image.ts';
import type { ContentSource } from './content-source.ts';
import type { MadeContent, Piece } from './file-source.ts';
import type { VolumeContents } from './volume-contents.ts';

/** The contents of files straight from an opened image: nothing is unpacked beside it. */
export class ImageSource implements ContentSource {
  readonly #image: Image;
  readonly #contents: VolumeContents;
  readonly #made = new Map<number, MadeContent>();

  constructor(image: Image, contents: VolumeContents) {
    this.#image = image;
    this.#contents = contents;
  }

  /** An image is one file: when that changed, `settle` says it. */
  get changed(): readonly [] {
    return [];
  }

  make(node: number, content: MadeContent): void {
    this.#made.set(node, content);
  }

  /** @throws Failure `source-unreadable`, `source-truncated`, `source-damaged` */
  async read(pieces: readonly Piece[]): Promise<void> {
    await Promise.all(
      pieces.map(
        ({ node, atByte, into }) =>
          this.#made.get(node)?.read(atByte, into) ?? this.#contents.read(node, atByte, into),
      ),
    );
  }

  /** @throws Failure `source-changed`, `checksum-wrong` */
  async settle(): Promise<void> {
    await this.#image.settle?.();
  }

  close(): Promise<void> {
    return this.#image.close();
  }
}
