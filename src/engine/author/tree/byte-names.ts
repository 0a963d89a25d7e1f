import { present } from '../../contract/failure/present.ts';
/**
 * Many names in one block of memory: byte strings (one character a byte), by number, in the order they were pushed.
 */
export class ByteNames {
  #bytes = Buffer.alloc(1 << 14);
  #usedBytes = 0;
  #end = new Uint32Array(1024);
  #count = 0;

  push(name: string): void {
    if (this.#usedBytes + name.length > this.#bytes.length) this.#growBytes(name.length);
    if (this.#count === this.#end.length) this.#growEnds();
    this.#bytes.write(name, this.#usedBytes, 'latin1');
    this.#usedBytes += name.length;
    this.#end[this.#count++] = this.#usedBytes;
  }

  bytesAt(index: number): string {
    return this.#bytes.toString('latin1', this.#startOf(index), present(this.#end[index]));
  }

  /** Read as UTF-8; what is none becomes U+FFFD. */
  textAt(index: number): string {
    return this.#bytes.toString('utf8', this.#startOf(index), present(this.#end[index]));
  }

  lengthAt(index: number): number {
    return present(this.#end[index]) - this.#startOf(index);
  }

  isAsciiAt(index: number): boolean {
    const end = present(this.#end[index]);
    for (let from = this.#startOf(index); from < end; from++)
      if (present(this.#bytes[from]) > 0x7f) return false;
    return true;
  }

  /** Puts a name's bytes into `bytes` at `at`. */
  copyTo(bytes: Uint8Array, at: number, index: number): void {
    const end = present(this.#end[index]);
    let to = at;
    for (let from = this.#startOf(index); from < end; from++) bytes[to++] = present(this.#bytes[from]);
  }

  /** The same with each byte as 16 bits, most significant byte first: UCS-2 of a name that is ASCII. */
  copyWideTo(bytes: Uint8Array, at: number, index: number): void {
    const end = present(this.#end[index]);
    let to = at;
    for (let from = this.#startOf(index); from < end; from++) {
      bytes[to++] = 0;
      bytes[to++] = present(this.#bytes[from]);
    }
  }

  #startOf(index: number): number {
    return index === 0 ? 0 : present(this.#end[index - 1]);
  }

  #growBytes(needBytes: number): void {
    const larger = Buffer.alloc(Math.ceil(this.#bytes.length * 1.5) + needBytes);
    this.#bytes.copy(larger);
    this.#bytes = larger;
  }

  #growEnds(): void {
    const larger = new Uint32Array(Math.ceil(this.#end.length * 1.5));
    larger.set(this.#end);
    this.#end = larger;
  }
}
