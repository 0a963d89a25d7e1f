type Nothing = Readonly<Record<never, never>>;

/** Sound compression that is not supported; the sentences are in `words/compression.ts`. */
export interface CompressionReasons {
  'gzip-method': { method: number };
  'gzip-flags': Nothing;
  'lz4-version': Nothing;
  'lz4-dictionary': Nothing;
  /** A filter or an integrity check that the installed program does not support either. */
  'xz-options': Nothing;
  /** The same without the program, which would support more. */
  'xz-program': Nothing;
  'xz-memory': Nothing;
  'zstd-dictionary': Nothing;
  'zstd-window': { windowBytes: number };
  lzip: Nothing;
  lzma: Nothing;
  /** The program of that name: `.Z`. */
  compress: Nothing;
  lzop: Nothing;
  lrzip: Nothing;
  'zstd-before-1': Nothing;
  'zip-encrypted': { name: string };
  'zip-method': { name: string; method: number };
  'zip-endless': { name: string };
}

export type CompressionFacts = {
  readonly [R in keyof CompressionReasons]: { readonly reason: R } & Readonly<CompressionReasons[R]>;
}[keyof CompressionReasons];
