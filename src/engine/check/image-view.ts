import type { Deviation, JudgedInPart, RuleFacts } from '../contract/events/deviation.ts';
import { type RuleId, ruleSections } from '../contract/events/rule-sections.ts';
import { asFailure, type FailureCode } from '../contract/failure/failure.ts';
import type { Readable } from '../contract/ports/image.ts';

/** What is judged: an image, or the beginning of one. */
export type Judged = Readable<number | undefined>;

/** How far a judgement may go. */
export interface Limits {
  /** Bytes of structures that are looked at and of chunks that are read for it, all together. */
  readonly mostBytes?: number;
  readonly signal?: AbortSignal;
}

const CHUNK_BYTES = 1 << 16;
const KEEP_CHUNKS = 64;
/** What is wrong with the source, and no reason to say nothing of the rest. */
const UNREADABLE: ReadonlySet<FailureCode> = new Set([
  'source-unreadable',
  'source-truncated',
  'source-damaged',
  'target-read-failed',
  'download-failed',
]);
/** Of one rule: a broken image breaks it everywhere. */
const MOST_OF_A_RULE = 20;
/** Structures larger than this are nothing anybody wrote. */
const MOST_AT_ONCE_BYTES = 1 << 26;
/** What a look costs beside the bytes it gives. */
const LOOK_BYTES = 512;
/** All structures together, whatever the image says: each byte of it a few times. */
const TIMES_EACH = 4;
const LEAST_BYTES = 1 << 26;
const MOST_BYTES = 16 * 2 ** 30;

/** An image as the judge sees it: bytes, and a list of what is wrong. Memory and time are bounded. */
export class ImageView {
  readonly deviations: Deviation[] = [];
  readonly sizeBytes: number;
  readonly #image: Judged;
  readonly #reachBytes: number;
  readonly #limits: Limits;
  readonly #chunks = new Map<number, Uint8Array>();
  readonly #counts = new Map<RuleId, number>();
  readonly #mostBytes: number;
  #doneBytes = 0;
  /** From the medium, which may have to seek for each. */
  #readBytes = 0;
  #ended: JudgedInPart | undefined;

  constructor(image: Judged, limits: Limits = {}) {
    this.#image = image;
    this.#limits = limits;
    this.sizeBytes = image.sizeBytes ?? Number.POSITIVE_INFINITY;
    this.#reachBytes = image.reachBytes ?? this.sizeBytes;
    this.#mostBytes = Math.min(MOST_BYTES, Math.max(LEAST_BYTES, TIMES_EACH * this.#reachBytes));
  }

  /** Why it came to an end before everything was looked at. From then on nothing is reported: it would not be known to be so. */
  get ended(): JudgedInPart | undefined {
    return this.#ended;
  }

  report(rule: RuleId, atByte: number, found?: RuleFacts, wanted?: RuleFacts): void {
    if (this.#ended) return;
    const count = (this.#counts.get(rule) ?? 0) + 1;
    this.#counts.set(rule, count);
    if (count > MOST_OF_A_RULE) return;
    const facts = { ...(found && { found }), ...(wanted && { wanted }) };
    this.deviations.push({ rule, section: ruleSections[rule], atByte, ...facts });
  }

  /** No image needs so much of something: the judgement ends here. */
  tooLarge(atByte: number): void {
    this.report('check.too-large', atByte);
    this.#ended ??= 'too-large';
  }

  /**
   * The bytes of a range; undefined when not all of it is in the image, or the judgement has ended.
   *
   * @throws Failure what reading the image may throw, but for what cannot be read, which ends the judgement; the signal's reason
   */
  async bytes(atByte: number, lengthBytes: number): Promise<Uint8Array | undefined> {
    this.#limits.signal?.throwIfAborted();
    if (this.#ended || atByte < 0 || atByte + lengthBytes > this.sizeBytes) return undefined;
    this.#doneBytes += lengthBytes + LOOK_BYTES;
    if (lengthBytes > MOST_AT_ONCE_BYTES || this.#doneBytes > this.#mostBytes) this.tooLarge(atByte);
    else if (this.#doneBytes + this.#readBytes > (this.#limits.mostBytes ?? Number.POSITIVE_INFINITY))
      this.#ended = 'far-enough';
    else if (atByte + lengthBytes > this.#reachBytes) this.#ended = 'out-of-reach';
    return this.#ended ? undefined : this.#range(atByte, lengthBytes);
  }

  async #range(atByte: number, lengthBytes: number): Promise<Uint8Array | undefined> {
    const first = Math.floor(atByte / CHUNK_BYTES);
    const start = first * CHUNK_BYTES;
    if (atByte + lengthBytes > start + CHUNK_BYTES) return this.#read(atByte, lengthBytes);
    const chunk = await this.#chunk(first);
    return chunk?.subarray(atByte - start, atByte - start + lengthBytes);
  }

  async #chunk(index: number): Promise<Uint8Array | undefined> {
    const known = this.#chunks.get(index);
    if (known) return known;
    const start = index * CHUNK_BYTES;
    const chunk = await this.#read(start, Math.min(CHUNK_BYTES, this.#reachBytes - start));
    if (!chunk) return undefined;
    const [oldest] = this.#chunks.keys();
    if (this.#chunks.size >= KEEP_CHUNKS && oldest !== undefined) this.#chunks.delete(oldest);
    this.#chunks.set(index, chunk);
    return chunk;
  }

  async #read(atByte: number, lengthBytes: number): Promise<Uint8Array | undefined> {
    this.#readBytes += lengthBytes;
    const bytes = new Uint8Array(lengthBytes);
    try {
      await this.#image.read(atByte, bytes);
      return bytes;
    } catch (error) {
      if (!UNREADABLE.has(asFailure(error).code)) throw error;
      this.#ended = 'unreadable';
      return undefined;
    }
  }
}
