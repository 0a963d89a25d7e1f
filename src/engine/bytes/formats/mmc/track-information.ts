import { demandBytes, viewOf } from './reply.ts';

export interface TrackInformation {
  readonly track: number;
  readonly session: number;
  readonly isDamaged: boolean;
  readonly isReserved: boolean;
  readonly isBlank: boolean;
  readonly startBlock: number;
  /** Undefined: nothing can be written to it. */
  readonly nextBlock?: number;
  readonly freeBlocks: number;
  readonly sizeBlocks: number;
}

const KNOWN_BYTES = 28;

/** Reply of READ TRACK INFORMATION. MMC-6 §6.26.3, table 499. @throws DecodeError for a reply that is cut off */
export function decodeTrackInformation(bytes: Uint8Array): TrackInformation {
  demandBytes(bytes, KNOWN_BYTES, 'track-information', 'MMC-6 §6.26.3');
  const view = viewOf(bytes);
  const high = (at: number): number => (bytes.length > at ? view.getUint8(at) << 8 : 0);
  const flags = view.getUint8(6);
  const hasNext = (view.getUint8(7) & 1) === 1;
  return {
    track: view.getUint8(2) | high(32),
    session: view.getUint8(3) | high(33),
    isDamaged: (view.getUint8(5) & 0x20) !== 0,
    isReserved: (flags & 0x80) !== 0,
    isBlank: (flags & 0x40) !== 0,
    startBlock: view.getUint32(8),
    ...(hasNext && { nextBlock: view.getUint32(12) }),
    freeBlocks: view.getUint32(16),
    sizeBlocks: view.getUint32(24),
  };
}
