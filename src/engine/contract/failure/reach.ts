/** Structures that say how far an image goes. */
export type ReachingPart =
  | 'volume'
  | 'file'
  | 'udf-partition'
  | 'boot-catalogue'
  | 'boot-image'
  | 'partition'
  | 'apple-partition'
  | 'backup-gpt'
  | 'file-system'
  | 'wim';

/** A structure and the byte after the last one that it claims. */
export interface Reach {
  readonly part: ReachingPart;
  readonly endByte: number;
  /** Of partitions and boot images, counted from one. */
  readonly number?: number;
  /** Name of a file or of a file system. */
  readonly name?: string;
}

/** An image that ends before something it refers to. */
export interface Cut extends Reach {
  /** What is there. */
  readonly imageBytes: number;
}

/** Why an image is shorter than it should be: something in it extends further. */
export interface CutFacts {
  readonly cut: Cut;
}
