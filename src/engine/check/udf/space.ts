/** Where the blocks lie that a partition reference counts. */
export interface Space {
  /** Undefined for a block that is nowhere. */
  atByte(block: number): number | undefined;
  readonly lengthBlocks: number;
}

export interface Place {
  readonly partition: number;
  readonly block: number;
}

/** ECMA-167 3/10.7.2. */
export function physicalSpace(startBlock: number, lengthBlocks: number, blockBytes: number): Space {
  return {
    lengthBlocks,
    atByte: (block) => (block < lengthBlocks ? (startBlock + block) * blockBytes : undefined),
  };
}

/** `packets`: first block of a packet → block of the medium that replaces it. UDF 2.60 §2.2.9. */
export function sparableSpace(
  plain: Space,
  packetBlocks: number,
  packets: ReadonlyMap<number, number>,
  blockBytes: number,
): Space {
  return {
    lengthBlocks: plain.lengthBlocks,
    atByte(block) {
      const offset = block % packetBlocks;
      const replaced = packets.get(block - offset);
      return replaced === undefined ? plain.atByte(block) : (replaced + offset) * blockBytes;
    },
  };
}

export const NOWHERE = 0xffffffff;

/** A block of the space is a block of the one below, by a table; or none. UDF 2.60 §2.2.8, §2.2.10. */
export function mappedSpace(below: Space, lengthBlocks: number, mapped: (block: number) => number): Space {
  return {
    lengthBlocks,
    atByte(block) {
      const at = block < lengthBlocks ? mapped(block) : NOWHERE;
      return at === NOWHERE ? undefined : below.atByte(at);
    },
  };
}
