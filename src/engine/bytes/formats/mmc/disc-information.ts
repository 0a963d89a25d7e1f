import { demandBytes, viewOf } from './reply.ts';

export interface DiscInformation {
  readonly status: 'blank' | 'incomplete' | 'complete' | 'other';
  readonly lastSession: 'empty' | 'incomplete' | 'damaged' | 'complete';
  readonly isErasable: boolean;
  readonly sessions: number;
  readonly firstTrackOfLastSession: number;
  readonly tracks: number;
  /** Of a format that goes on in the background, as DVD+RW have it. */
  readonly backgroundFormat: 'none' | 'stopped' | 'running' | 'complete';
}

const STATUS = ['blank', 'incomplete', 'complete', 'other'] as const;
const SESSION = ['empty', 'incomplete', 'damaged', 'complete'] as const;
const BACKGROUND = ['none', 'stopped', 'running', 'complete'] as const;
const KNOWN_BYTES = 12;

/** Reply of READ DISC INFORMATION, standard. MMC-6 §6.21.3, table 368. @throws DecodeError for a reply that is cut off */
export function decodeDiscInformation(bytes: Uint8Array): DiscInformation {
  demandBytes(bytes, KNOWN_BYTES, 'disc-information', 'MMC-6 §6.21.3');
  const view = viewOf(bytes);
  const state = view.getUint8(2);
  const pair = (low: number, high: number): number => view.getUint8(low) | (view.getUint8(high) << 8);
  return {
    status: pick(STATUS, state & 3),
    lastSession: pick(SESSION, (state >> 2) & 3),
    isErasable: (state & 0x10) !== 0,
    sessions: pair(4, 9),
    firstTrackOfLastSession: pair(5, 10),
    tracks: pair(6, 11),
    backgroundFormat: pick(BACKGROUND, view.getUint8(7) & 3),
  };
}

/** Four words for two bits. */
function pick<T>(words: readonly [T, T, T, T], bits: number): T {
  return words[(bits & 3) as 0 | 1 | 2 | 3];
}
