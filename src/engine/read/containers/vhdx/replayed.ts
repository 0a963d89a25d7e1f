import { VHDX_PAGE_BYTES } from '../../../bytes/formats/vhdx/vhdx.ts';
import type { Suspect } from '../checked-bytes.ts';
import type { LogChange } from './vhdx-log.ts';

/** The file as if its log had been written to it, later changes over earlier ones. The file itself stays as it is. */
export function replayed(file: Suspect, changes: readonly LogChange[]): Suspect {
  const zeros = changes.filter(({ page }) => page === undefined);
  const pages = changes.filter(({ page }) => page !== undefined);
  const byPlace = new Map(pages.map((change) => [change.atByte, change]));
  // Zeros may reach anywhere; only pages make the file longer.
  const ends = pages.map(({ atByte, lengthBytes }) => atByte + lengthBytes);
  const sizeBytes = ends.reduce((most, end) => Math.max(most, end), file.sizeBytes);
  const order = new Map(changes.map((change, index) => [change, index]));
  return {
    path: file.path,
    sizeBytes,
    async read(atByte, into) {
      const thereBytes = Math.max(0, Math.min(into.length, file.sizeBytes - atByte));
      if (thereBytes > 0) await file.read(atByte, into.subarray(0, thereBytes));
      into.fill(0, thereBytes);
      const touching = zeros.filter((one) => overlaps(one, atByte, into.length));
      const first = Math.floor(atByte / VHDX_PAGE_BYTES) * VHDX_PAGE_BYTES;
      for (let at = first; at < atByte + into.length; at += VHDX_PAGE_BYTES) {
        const page = byPlace.get(at);
        if (page) touching.push(page);
      }
      touching.sort((left, right) => (order.get(left) ?? 0) - (order.get(right) ?? 0));
      for (const change of touching) apply(change, atByte, into);
    },
  };
}

function overlaps({ atByte, lengthBytes }: LogChange, from: number, count: number): boolean {
  return atByte < from + count && atByte + lengthBytes > from;
}

function apply({ atByte, lengthBytes, page }: LogChange, from: number, into: Uint8Array): void {
  const start = Math.max(from, atByte);
  const end = Math.min(from + into.length, atByte + lengthBytes);
  if (page) into.set(page.subarray(start - atByte, end - atByte), start - from);
  else into.fill(0, start - from, end - from);
}
