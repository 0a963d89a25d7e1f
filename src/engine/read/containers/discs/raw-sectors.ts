import { DATA_BYTES, isForm2, isOfMode, type RawLayout } from '../../../bytes/formats/cdrom/raw-sector.ts';
import { sourceDamaged, sourceUnsupported } from '../../../contract/failure/source-failures.ts';
import type { Readable } from '../../../contract/ports/image.ts';

/** Sectors that are read together. */
const STEP_SECTORS = 256;
const FORMAT = 'CD';

/**
 * A file of raw sectors as a drive shows the disc: of each its 2048 bytes of data. What a drive refuses is refused here too.
 *
 * @param sectors how many there are
 */
export function dataOf(
  file: Readable<number | undefined>,
  layout: RawLayout,
  sectors: number,
  path: string,
): Readable {
  return {
    sizeBytes: sectors * DATA_BYTES,
    async read(atByte, into) {
      const end = atByte + into.length;
      let sector = Math.floor(atByte / DATA_BYTES);
      while (sector * DATA_BYTES < end) {
        const count = Math.min(STEP_SECTORS, Math.ceil(end / DATA_BYTES) - sector);
        const raw = new Uint8Array(count * layout.sectorBytes);
        await file.read(sector * layout.sectorBytes, raw);
        for (let i = 0; i < count; i++, sector++) {
          const one = raw.subarray(i * layout.sectorBytes, (i + 1) * layout.sectorBytes);
          demandData(one, layout, sector, path);
          put(
            one.subarray(layout.dataAtByte, layout.dataAtByte + DATA_BYTES),
            sector * DATA_BYTES - atByte,
            into,
          );
        }
      }
    },
  };
}

/** A sector that is another one than the track's would give bytes that are no data. @throws Failure */
function demandData(sector: Uint8Array, layout: RawLayout, index: number, path: string): void {
  if (isForm2(sector, layout)) throw sourceUnsupported(path, FORMAT, { reason: 'form-2', sector: index });
  if (isOfMode(sector, layout)) return;
  const found = { reason: 'container-field', format: FORMAT, field: 'sector', found: index } as const;
  throw sourceDamaged(path, found, index * DATA_BYTES);
}

/** What of a sector lies in the range that was asked for, which begins `startByte` before it. */
function put(data: Uint8Array, startByte: number, into: Uint8Array): void {
  const from = Math.max(0, -startByte);
  const to = Math.min(data.length, into.length - startByte);
  if (to > from) into.set(data.subarray(from, to), startByte + from);
}
