import { DecodeError } from '../../codec/codec.ts';

/** A reply of a drive as numbers, all of them big-endian. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** @throws DecodeError for a reply that is shorter than what is read of it */
export function demandBytes(
  { byteLength: foundBytes }: Uint8Array,
  neededBytes: number,
  structure: string,
  section: string,
): void {
  if (foundBytes >= neededBytes) return;
  const problem = { reason: 'cut-off', foundBytes, neededBytes } as const;
  throw new DecodeError({ structure, field: '', atByte: 0, section, problem });
}

/** As much of a reply as it says itself that it has, and as there is. */
export function declared(bytes: Uint8Array, statedBytes: number): Uint8Array {
  return bytes.subarray(0, Math.min(statedBytes, bytes.length));
}
