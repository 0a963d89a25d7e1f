import { SECTOR_BYTES } from '../../bytes/formats/iso9660/sector.ts';
import type { Section, Where } from '../layout/section.ts';

/** A section of equal blocks, each made when it is read. */
export function blockSection(
  name: string,
  sectors: number,
  write: (bytes: Uint8Array, at: number, index: number, where: Where) => void,
): Section {
  return {
    name,
    measure: () => sectors,
    render: (where) => ({
      read: (atByte, into) => readBlocks(atByte, into, (...place) => write(...place, where)),
    }),
  };
}

function readBlocks(
  atByte: number,
  into: Uint8Array,
  write: (bytes: Uint8Array, at: number, index: number) => void,
): void {
  const scratch = new Uint8Array(SECTOR_BYTES);
  for (let done = 0; done < into.length; ) {
    const at = atByte + done;
    const index = Math.floor(at / SECTOR_BYTES);
    const offset = at % SECTOR_BYTES;
    const length = Math.min(SECTOR_BYTES - offset, into.length - done);
    const isWhole = length === SECTOR_BYTES;
    const bytes = isWhole ? into : scratch;
    const start = isWhole ? done : 0;
    bytes.fill(0, start, start + SECTOR_BYTES);
    write(bytes, start, index);
    if (!isWhole) into.set(scratch.subarray(offset, offset + length), done);
    done += length;
  }
}
