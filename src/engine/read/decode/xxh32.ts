import { le32 } from '../../bytes/codec/little.ts';
import { present } from '../../contract/failure/present.ts';

/** xxHash specification 0.1.1, XXH32 with seed 0: the checksum of lz4 frames. */
const PRIME = [0, 0x9e3779b1, 0x85ebca77, 0xc2b2ae3d, 0x27d4eb2f, 0x165667b1] as const;
const STRIPE_BYTES = 16;

/** Of bytes that come in pieces. */
export class Xxh32 {
  readonly #lanes = new Int32Array([PRIME[1] + PRIME[2], PRIME[2], 0, -PRIME[1]]);
  readonly #rest = new Uint8Array(STRIPE_BYTES);
  #restBytes = 0;
  #totalBytes = 0;

  update(bytes: Uint8Array): this {
    this.#totalBytes += bytes.length;
    let at = 0;
    if (this.#restBytes > 0) {
      at = Math.min(STRIPE_BYTES - this.#restBytes, bytes.length);
      this.#rest.set(bytes.subarray(0, at), this.#restBytes);
      this.#restBytes += at;
      if (this.#restBytes < STRIPE_BYTES) return this;
      this.#stripes(this.#rest, 0, STRIPE_BYTES);
    }
    const end = at + Math.floor((bytes.length - at) / STRIPE_BYTES) * STRIPE_BYTES;
    this.#stripes(bytes, at, end);
    this.#rest.set(bytes.subarray(end));
    this.#restBytes = bytes.length - end;
    return this;
  }

  digest(): number {
    const [a, b, c, d] = four(this.#lanes);
    let hash =
      this.#totalBytes >= STRIPE_BYTES
        ? (turn(a, 1) + turn(b, 7) + turn(c, 12) + turn(d, 18)) | 0
        : PRIME[5] | 0;
    hash = (hash + (this.#totalBytes | 0)) | 0;
    const rest = this.#rest.subarray(0, this.#restBytes);
    let at = 0;
    for (; at + 4 <= rest.length; at += 4)
      hash = Math.imul(turn(hash + Math.imul(le32(rest, at), PRIME[3]), 17), PRIME[4]);
    for (; at < rest.length; at++)
      hash = Math.imul(turn(hash + Math.imul(present(rest[at]), PRIME[5]), 11), PRIME[1]);
    hash = Math.imul(hash ^ (hash >>> 15), PRIME[2]);
    hash = Math.imul(hash ^ (hash >>> 13), PRIME[3]);
    return (hash ^ (hash >>> 16)) >>> 0;
  }

  #stripes(bytes: Uint8Array, from: number, to: number): void {
    let [a, b, c, d] = four(this.#lanes);
    const words = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    for (let at = from; at < to; at += STRIPE_BYTES) {
      a = round(a, words.getInt32(at, true));
      b = round(b, words.getInt32(at + 4, true));
      c = round(c, words.getInt32(at + 8, true));
      d = round(d, words.getInt32(at + 12, true));
    }
    this.#lanes.set([a, b, c, d]);
  }
}

export function xxh32(bytes: Uint8Array): number {
  return new Xxh32().update(bytes).digest();
}

function round(lane: number, value: number): number {
  return Math.imul(turn((lane + Math.imul(value, PRIME[2])) | 0, 13), PRIME[1]);
}

function turn(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}

/** The lanes as numbers of their own. */
function four(lanes: Int32Array): [number, number, number, number] {
  return [present(lanes[0]), present(lanes[1]), present(lanes[2]), present(lanes[3])];
}
