/** The unit of comparison: differences are told, and written again, within pieces of this size. */
export const PIECE_BYTES = 65_536;

/** Bytes covered by one tag. Chunks of a pass begin at whole multiples of it; only the image's end may be short. */
export const STRETCH_BYTES = 1 << 20;
