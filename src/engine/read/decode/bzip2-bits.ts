import { present } from '../../contract/failure/present.ts';
import type { Input } from './input.ts';

/** The bits of a bzip2 file, the highest of each byte first. */
export class Bits {
  readonly #input: Input;
  #chunk: Uint8Array = new Uint8Array(0);
  #at = 0;
  #held = 0;
  #heldBits = 0;

  constructor(input: Input) {
    this.#input = input;
  }

  /** The place of the next byte to be read. */
  get atByte(): number {
    return this.#input.atByte - (this.#chunk.length - this.#at);
  }

  /** Makes sure that `lengthBytes` can be read without waiting, as far as there are so many. */
  async ready(lengthBytes: number): Promise<void> {
    if (this.#chunk.length - this.#at >= lengthBytes) return;
    this.giveBack();
    const bytes = await this.#input.peek(lengthBytes);
    this.#chunk = await this.#input.take(bytes.length, 'bzip2-block');
    this.#at = 0;
  }

  /** At most 24 bits. @throws Failure `source-truncated` */
  read(bits: number): number {
    while (this.#heldBits < bits) {
      if (this.#at >= this.#chunk.length) throw this.#input.truncated('bzip2-block');
      this.#held = ((this.#held << 8) | present(this.#chunk[this.#at++])) & 0x7fffffff;
      this.#heldBits += 8;
    }
    this.#heldBits -= bits;
    return (this.#held >>> this.#heldBits) & ((1 << bits) - 1);
  }

  /** Whole bytes that were not read go back. */
  giveBack(): void {
    const unread = this.#chunk.subarray(this.#at);
    if (unread.length > 0) this.#input.giveBack(unread);
    this.#chunk = new Uint8Array(0);
    this.#at = 0;
  }
}
