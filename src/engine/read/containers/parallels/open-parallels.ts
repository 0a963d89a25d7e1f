import { latin1 } from '../../../bytes/codec/text.ts';
import {
  PARALLELS_EXTENDED,
  PARALLELS_OPEN,
  PARALLELS_VERSION,
  parallelsHeader,
} from '../../../bytes/formats/parallels/parallels.ts';
import { lengthIn } from '../../../bytes/mapped/within.ts';
import { sourceUnsupported } from '../../../contract/failure/source-failures.ts';
import { demand, structIn, tableIn } from '../checked-bytes.ts';
import type { ContainerFile, Content } from '../container.ts';

const FORMAT = 'Parallels';
const SECTOR_BYTES = 512;
const MOST_CLUSTER_BYTES = 256 << 20;

/** A growing disk of Parallels Desktop. */
export async function openParallels(file: ContainerFile): Promise<Content> {
  const header = await structIn(file, parallelsHeader, FORMAT, 0);
  const { magic, version, clusterSectors, tableEntries, sectors, sectorsHigh, inUse } = header;
  if (version !== PARALLELS_VERSION)
    throw sourceUnsupported(file.path, FORMAT, { reason: 'version', version: String(version) });
  const isExtended = latin1(magic) === PARALLELS_EXTENDED;
  const sizeBytes = (sectors + (isExtended ? sectorsHigh * 2 ** 32 : 0)) * SECTOR_BYTES;
  const clusterBytes = clusterSectors * SECTOR_BYTES;
  demand(Number.isSafeInteger(sizeBytes), file, FORMAT, 'sectors', sizeBytes);
  const isLength = clusterBytes > 0 && clusterBytes <= MOST_CLUSTER_BYTES;
  demand(isLength, file, FORMAT, 'clusterSectors', clusterSectors);
  const clusters = Math.ceil(sizeBytes / clusterBytes);
  demand(tableEntries >= clusters, file, FORMAT, 'tableEntries', tableEntries);
  const table = await tableIn(file, parallelsHeader.sizeBytes, clusters * 4);
  const unitBytes = isExtended ? clusterBytes : SECTOR_BYTES;
  return {
    format: FORMAT,
    sizeBytes,
    notes: inUse === PARALLELS_OPEN ? [{ state: 'not-closed' }] : [],
    runAt(atByte, mostBytes) {
      const lengthBytes = lengthIn(atByte, mostBytes, { blockBytes: clusterBytes, sizeBytes });
      const place = table.getUint32(Math.floor(atByte / clusterBytes) * 4, true) * unitBytes;
      if (place === 0) return { kind: 'zeros', lengthBytes };
      return { kind: 'stored', lengthBytes, from: file, atByte: place + (atByte % clusterBytes) };
    },
  };
}
