/** Why a map cannot be used. */
export interface MapInvalid {
  readonly path: string;
  /**
   * It is no map file (`line`), cannot be read (`errno`), speaks of an image that is not there, does not say of which of two it speaks
   * (`image` and `other`), or stands for no medium of this size.
   */
  readonly why: 'line' | 'unreadable' | 'no-image' | 'two-images' | 'size';
  readonly line?: number;
  readonly errno?: string;
  readonly image?: string;
  readonly other?: string;
}
