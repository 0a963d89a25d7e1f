/**
 * Unpacks a block of at most `mostBytes`; undefined for a broken one. `path`: the image, for messages.
 *
 * @throws Failure `compression-unsupported`
 */
export type Unpack = (packed: Uint8Array, mostBytes: number, path: string) => Promise<Uint8Array | undefined>;
