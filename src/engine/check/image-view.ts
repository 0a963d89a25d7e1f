import type { Image } from '../ports/image.ts';
import type { Finding } from './finding.ts';
import { type RuleId, rules } from './rules.ts';

const CHUNK_BYTES = 1 << 16;
const KEEP_CHUNKS = 64;
/** Of one rule: a broken image breaks it everywhere. */
const MOST_OF_A_RULE = 20;
/** Directories and other structures larger than this are nothing anybody wrote. */
const MOST_AT_ONCE_BYTES = 256 << 20;
/** All structures together: what a check takes is bounded, whatever the image says. */
const MOST_BYTES = 16 * 2 ** 30;

/** An image as the verifier sees it: bytes, and a list of what is wrong. Memory is bounded. */
export class ImageView {
  readonly findings: Finding[] = [];
  readonly sizeBytes: number;
  readonly #image: Image;
  readonly #chunks = new Map<number, Uint8Array>();
  readonly #counts = new Map<RuleId, number>();
  #doneBytes = 0;

  constructor(image: Image) {
    this.#image = image;
    this.sizeBytes = image.sizeBytes;
  }

  report(rule: RuleId, atByte: number, detail: string): void {
    const count = (this.#counts.get(rule) ?? 0) + 1;
    this.#counts.set(rule, count);
    if (count > MOST_OF_A_RULE) return;
    const [section, text] = rules[rule];
    this.findings.push({ rule, section, atByte, text: `${text}: ${detail}` });
  }

  /** The bytes of a range; undefined when not all of it is in the image, or the check has gone far enough. */
  async bytes(atByte: number, lengthBytes: number): Promise<Uint8Array | undefined> {
    if (atByte < 0 || atByte + lengthBytes > this.sizeBytes) return undefined;
    this.#doneBytes += lengthBytes;
    if (lengthBytes > MOST_AT_ONCE_BYTES || this.#doneBytes > MOST_BYTES) {
      this.report('check.too-large', atByte, `${lengthBytes} bytes`);
      return undefined;
    }
    const first = Math.floor(atByte / CHUNK_BYTES);
    if (Math.floor((atByte + lengthBytes - 1) / CHUNK_BYTES) === first) {
      const chunk = await this.#chunk(first);
      return chunk.subarray(atByte - first * CHUNK_BYTES, atByte - first * CHUNK_BYTES + lengthBytes);
    }
    const bytes = new Uint8Array(lengthBytes);
    await this.#image.read(atByte, bytes);
    return bytes;
  }

  async #chunk(index: number): Promise<Uint8Array> {
    const known = this.#chunks.get(index);
    if (known) return known;
    const start = index * CHUNK_BYTES;
    const chunk = new Uint8Array(Math.min(CHUNK_BYTES, this.sizeBytes - start));
    await this.#image.read(start, chunk);
    if (this.#chunks.size >= KEEP_CHUNKS) this.#chunks.delete(this.#chunks.keys().next().value!);
    this.#chunks.set(index, chunk);
    return chunk;
  }
}
