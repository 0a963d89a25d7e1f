import type { FailureCode, FailureFacts } from '../engine/contract/failure/failure.ts';

/** What a person is told of a failure: what it is, what happened, what to do next. */
export interface Remedy {
  readonly title: string;
  readonly happened: string;
  readonly next: readonly string[];
}

/** How facts are shown in the language that is spoken: the sentences of a language import nothing. */
export interface Showing {
  /** `84.2 MiB` */
  size(bytes: number): string;
  /** `28.6 GiB (30.8 GB)` */
  bothSizes(bytes: number): string;
  /** `1,204` */
  count(count: number): string;
  /** `1 byte`, `1,204 bytes` */
  bytes(count: number): string;
  /** `byte 1,048,576 (sector 2048)`; sectors are of 512 bytes unless others are given. */
  place(atByte: number, sectorBytes?: number): string;
  /** A word for a shell. */
  quoted(word: string): string;
  /** What another program said, in several lines, as one. */
  oneLine(said: string): string;
  /** Which file in an image is not as a checksum file there says; empty for other failures. A sentence already. */
  readonly wrongInside: string;
}

export type Words = { readonly [C in FailureCode]: (facts: FailureFacts[C], showing: Showing) => Remedy };

export const say = (title: string, happened: string, ...next: string[]): Remedy => ({
  title,
  happened,
  next,
});
