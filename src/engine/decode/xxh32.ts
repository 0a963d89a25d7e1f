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
    const [a, b, c, d] = this.#lanes as unknown as [number, number, number, number];
    let hash =
      this.#totalBytes >= STRIPE_BYTES
        ? (turn(a, 1) + turn(b, 7) + turn(c, 12) + turn(d, 18)) | 0
        : PRIME[5] | 0;
    hash = (hash + (this.#totalBytes | 0)) | 0;
    const rest = this.#rest.subarray(0, this.#restBytes);
    let at = 0;
    for (; at + 4 <= rest.length; at += 4)
      hash = Math.imul(turn(hash + Math.imul(word(rest, at), PRIME[3]), 17), PRIME[4]);
    for (; at < rest.length; at++)
      hash = Math.imul(turn(hash + Math.imul(rest[at] as number, PRIME[5]), 11), PRIME[1]);
    hash = Math.imul(hash ^ (hash >>> 15), PRIME[2]);
    hash = Math.imul(hash ^ (hash >>> 13), PRIME[3]);
    return (hash ^ (hash >>> 16)) >>> 0;
  }

  #stripes(bytes: Uint8Array, from: number, to: number): void {
    let [a, b, c, d] = this.#lanes as unknown as [number, number, number, number];
    for (let at = from; at < to; at += STRIPE_BYTES) {
      a = round(a, word(bytes, at));
      b = round(b, word(bytes, at + 4));
      c = round(c, word(bytes, at + 8));
      d = round(d, word(bytes, at + 12));
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

function word(bytes: Uint8Array, at: number): number {
  return (
    (bytes[at] as number) |
    ((bytes[at + 1] as number) << 8) |
    ((bytes[at + 2] as number) << 16) |
    ((bytes[at + 3] as number) << 24)
  );
}
