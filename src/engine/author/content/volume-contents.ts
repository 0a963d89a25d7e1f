import { present } from '../../contract/failure/present.ts';
import type { Image } from '../../contract/ports/image.ts';
import { contentOf } from '../../read/browse/content.ts';
import type { Damaged } from '../../read/browse/iso/damage.ts';
import type { Content, PlacedEntry } from '../../read/browse/volume.ts';

const FIRST_ROOM = 1024;

/** Where in an image the files of a tree lie, by node. A file in one run costs eight bytes. */
export class VolumeContents {
  readonly #image: Image;
  readonly #damaged: Damaged;
  #startByte = new Float64Array(FIRST_ROOM);
  /** Files in several runs, and packed ones. */
  readonly #other = new Map<number, Content>();

  constructor(image: Image, damaged: Damaged) {
    this.#image = image;
    this.#damaged = damaged;
  }

  add(node: number, entry: PlacedEntry): void {
    if (node >= this.#startByte.length) this.#grow();
    const [run, ...more] = entry.runs;
    const isPlain = more.length === 0 && run?.atByte !== undefined && !entry.packing;
    if (isPlain) this.#startByte[node] = run.atByte;
    else this.#other.set(node, contentOf(this.#image, entry, this.#damaged));
  }

  /** First byte of a file that lies in one run. */
  startOf(node: number): number | undefined {
    return this.#other.has(node) ? undefined : this.#startByte[node];
  }

  async read(node: number, atByte: number, into: Uint8Array): Promise<void> {
    const other = this.#other.get(node);
    if (other) return other.read(atByte, into);
    const startByte = present(this.#startByte[node]) + atByte;
    if (startByte + into.length > this.#image.sizeBytes)
      throw this.#damaged('file-behind-end', this.#startByte[node]);
    return this.#image.read(startByte, into);
  }

  #grow(): void {
    const larger = new Float64Array(Math.ceil(this.#startByte.length * 1.5));
    larger.set(this.#startByte);
    this.#startByte = larger;
  }
}
