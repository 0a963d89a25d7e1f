/** Why a map cannot be used. */
export interface MapInvalid {
  readonly path: string;
  /**
   * It is no map file (`line`), cannot be read (`errno`), speaks of an image that is not there, does not say of which of two it speaks
   * (`image` and `other`), stands for no medium of this size, or says that more was read than another output (`other`) holds.
   */
  readonly why: 'line' | 'unreadable' | 'no-image' | 'two-images' | 'size' | 'other-output';
  readonly line?: number;
  readonly errno?: string;
  readonly image?: string;
  readonly other?: string;
}
