import { type Input, u64 } from './input.ts';
import { xxh32 } from './xxh32.ts';

/** LZ4 frame format 1.6.4: the frame descriptor. */
export interface Lz4Frame {
  /** A block may refer to the 64 KiB before it. */
  readonly isLinked: boolean;
  readonly hasBlockChecksum: boolean;
  readonly hasContentChecksum: boolean;
  readonly contentBytes: number | undefined;
  readonly blockBytes: number;
}

const VERSION = 1;
const FLAG = {
  dictionary: 1,
  contentChecksum: 4,
  contentSize: 8,
  blockChecksum: 16,
  independent: 32,
} as const;

/** FLG, BD, content size, dictionary, header checksum; the magic was taken. @throws Failure */
export async function lz4FrameHeader(input: Input): Promise<Lz4Frame> {
  const [flags, sizes] = await input.peek(2);
  if (flags === undefined || sizes === undefined) throw input.truncated('lz4-frame');
  if (flags >> 6 !== VERSION || flags & 2 || sizes & 0x8f) throw input.unsupported({ reason: 'lz4-version' });
  if (flags & FLAG.dictionary) throw input.unsupported({ reason: 'lz4-dictionary' });
  const descriptor = await input.take(flags & FLAG.contentSize ? 10 : 2, 'lz4-frame');
  const [check] = await input.take(1, 'lz4-frame');
  if (check !== ((xxh32(descriptor) >>> 8) & 0xff)) throw input.damaged('lz4-frame-head');
  const blockBytes = { 4: 64 << 10, 5: 256 << 10, 6: 1 << 20, 7: 4 << 20 }[sizes >> 4];
  if (blockBytes === undefined) throw input.unsupported({ reason: 'lz4-version' });
  return {
    isLinked: (flags & FLAG.independent) === 0,
    hasBlockChecksum: (flags & FLAG.blockChecksum) !== 0,
    hasContentChecksum: (flags & FLAG.contentChecksum) !== 0,
    contentBytes: flags & FLAG.contentSize ? u64(descriptor, 2) : undefined,
    blockBytes,
  };
}
