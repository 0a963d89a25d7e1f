import { SECTOR_BYTES } from '../../bytes/formats/iso9660/sector.ts';
import { lastNotBehind } from '../../bytes/ranges/search.ts';
import { present } from '../../contract/failure/present.ts';
import type { Section, Where } from '../layout/section.ts';
import type { Directories } from './directories.ts';

/** All directories of a hierarchy. Rendered one at a time when they are read; the last one is kept. */
export function directorySection(name: string, directories: Directories): Section {
  return {
    name,
    measure: () => directories.sectors,
    render: (where) => ({ read: directoryReader(name, directories, where) }),
  };
}

function directoryReader(name: string, directories: Directories, where: Where) {
  let last: { ordinal: number; bytes: Uint8Array } = { ordinal: -1, bytes: new Uint8Array() };
  const bytesOf = (ordinal: number): Uint8Array => {
    if (last.ordinal !== ordinal) {
      const places = { directoriesLba: where(name), filesLba: where('files') };
      last = { ordinal, bytes: directories.render(ordinal, places) };
    }
    return last.bytes;
  };
  return (atByte: number, into: Uint8Array): void => {
    let done = 0;
    let number = numberAt(directories, atByte / SECTOR_BYTES);
    while (done < into.length) {
      const ordinal = present(directories.order[number++]);
      const from = atByte + done - present(directories.firstSector[ordinal]) * SECTOR_BYTES;
      const part = bytesOf(ordinal).subarray(from, from + into.length - done);
      into.set(part, done);
      done += part.length;
    }
  };
}

/** Place in the order of the directory that holds a sector. */
function numberAt(directories: Directories, sector: number): number {
  const { order, firstSector } = directories;
  return lastNotBehind(order.length, (place) => present(firstSector[present(order[place])]) > sector);
}
