import { bootSector16, bootSector32 } from './boot-sector.ts';
import { codePage437 } from './code-page.ts';
import { DIRECTORY_ENTRY_BYTES } from './directory-entry.ts';
import { type FatType, fatTypeOf } from './geometry.ts';

/** Where the parts of a volume lie, in bytes from its beginning. */
export interface FatPlaces {
  readonly fatByte: number;
  readonly fatBytes: number;
  readonly label: string;
  readonly type: FatType;
  readonly clusterBytes: number;
  readonly clusters: number;
  readonly rootByte: number;
  readonly rootBytes: number;
  readonly dataByte: number;
  readonly rootCluster: number;
  readonly sizeBytes: number;
}

/** As a boot sector says; undefined when it is none. */
export function fatPlacesIn(boot: Uint8Array): FatPlaces | undefined {
  const b = bootSector16.decode(boot, { onNote: () => {} });
  const isPower = (value: number) => value > 0 && (value & (value - 1)) === 0;
  if (!isPower(b.sectorBytes) || b.sectorBytes < 512 || b.sectorBytes > 4096) return undefined;
  if (!isPower(b.sectorsPerCluster) || b.fatCopies === 0 || b.reservedSectors === 0) return undefined;
  const wide = bootSector32.decode(boot, { onNote: () => {} });
  const fatSectors = b.fatSectors16 || wide.fatSectors32;
  const totalSectors = b.totalSectors16 || b.totalSectors32;
  const rootSectors = Math.ceil((b.rootEntries * DIRECTORY_ENTRY_BYTES) / b.sectorBytes);
  const rootSector = b.reservedSectors + b.fatCopies * fatSectors;
  const clusters = Math.floor((totalSectors - rootSector - rootSectors) / b.sectorsPerCluster);
  if (clusters < 1 || fatSectors === 0) return undefined;
  return {
    // A volume too small for FAT32 may have it all the same: it has no table of the other kind.
    type: b.fatSectors16 === 0 ? 32 : fatTypeOf(clusters),
    label: labelOf(b.fatSectors16 === 0 ? wide.label : b.label),
    clusters,
    clusterBytes: b.sectorsPerCluster * b.sectorBytes,
    fatByte:
      (b.reservedSectors + (b.fatSectors16 === 0 ? activeTable(wide.flags, b.fatCopies) : 0) * fatSectors) *
      b.sectorBytes,
    fatBytes: fatSectors * b.sectorBytes,
    rootByte: rootSector * b.sectorBytes,
    rootBytes: rootSectors * b.sectorBytes,
    dataByte: (rootSector + rootSectors) * b.sectorBytes,
    rootCluster: wide.rootCluster,
    sizeBytes: totalSectors * b.sectorBytes,
  };
}

const NOT_MIRRORED = 0x80;

/** FAT32 may keep up one of its tables only. fatgen103 "BPB_ExtFlags". */
function activeTable(flags: number, fatCopies: number): number {
  const active = flags & 0x0f;
  return flags & NOT_MIRRORED && active < fatCopies ? active : 0;
}

const NO_NAME = 'NO NAME';

function labelOf(bytes: Uint8Array): string {
  const label = codePage437(bytes).trimEnd();
  return label === NO_NAME || label.includes('\0') ? '' : label;
}
