import { bootRecord } from '../../bytes/formats/eltorito/boot-record.ts';
import { type BootEntry, catalogueBytes } from '../../bytes/formats/eltorito/catalogue.ts';
import { SECTOR_BYTES } from '../../bytes/formats/iso9660/sector.ts';
import { memorySection, type Section, type Where } from '../layout/section.ts';
import type { BootPlan, LbaOf } from './boot-plan.ts';

export const CATALOGUE_SECTION = 'boot-catalogue';

/** El Torito 1.0 §2.0. */
export function bootRecordSection(catalogueLba: (where: Where) => number): Section {
  return memorySection('boot-record', SECTOR_BYTES, (bytes, where) =>
    bootRecord.write(bytes, 0, { catalogueLba: catalogueLba(where) }),
  );
}

/** The catalogue where no file of the tree holds it. */
export function catalogueSection(boot: BootPlan, lbaOf: LbaOf): Section {
  return memorySection(CATALOGUE_SECTION, catalogueOf(boot, () => 0).length, (bytes, where) =>
    bytes.set(catalogueOf(boot, (image) => lbaOf(image, where))),
  );
}

/** The bytes of the catalogue once all places are known. */
export function catalogueOf(
  { entries }: BootPlan,
  lbaOf: (image: BootPlan['entries'][0]['image']) => number,
): Uint8Array {
  return catalogueBytes(
    entries.map(
      ({ image, ...entry }): BootEntry => ({
        ...entry,
        bootable: true,
        systemType: entry.systemType ?? 0,
        imageLba: lbaOf(image),
      }),
    ),
  );
}
