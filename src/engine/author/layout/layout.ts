import { SECTOR_BYTES } from '../../bytes/formats/iso9660/sector.ts';
import { Failure } from '../../contract/failure/failure.ts';
import { present } from '../../contract/failure/present.ts';
import { notEncodable } from '../../contract/failure/source-failures.ts';
import type { Section, SectionBytes, Where } from './section.ts';

/** What goes where: every section with its place. Made before the first byte of the image. */
export interface Layout {
  readonly sectors: number;
  readonly places: readonly Place[];
}

export interface Place {
  readonly name: string;
  readonly lba: number;
  readonly sectors: number;
  readonly bytes: SectionBytes;
}

/** A sector number has 32 bits. ECMA-119 §9.1.3. */
const MAX_SECTORS = 0xffffffff;

/** Asks every section for its size, gives each its place in order, then lets them know all places. */
export function layOut(sections: readonly Section[]): Layout {
  const lbas = new Map<string, number>();
  const sizes = sections.map((section) => section.measure());
  let lba = 0;
  sections.forEach(({ name }, i) => {
    lbas.set(name, lba);
    lba += present(sizes[i]);
  });
  lbas.set('end', lba);
  if (lba > MAX_SECTORS)
    throw notEncodable('volume', 'volumeBlocks', {
      reason: 'too-many-sectors',
      sectors: lba,
      most: MAX_SECTORS,
    });
  const where = whereIn(lbas);
  const places = sections.map((section, i) => ({
    name: section.name,
    lba: where(section.name),
    sectors: present(sizes[i]),
    bytes: section.render(where),
  }));
  return { sectors: lba, places };
}

function whereIn(lbas: ReadonlyMap<string, number>): Where {
  return (name) => {
    const lba = lbas.get(name);
    if (lba === undefined) throw new Failure('internal', { problem: `no-section ${name}` });
    return lba;
  };
}

/** The sector map, one section a line: first sector, count, name. */
export function describeLayout({ places, sectors }: Layout): string {
  const rows = places.filter((place) => place.sectors > 0);
  const lines = rows.map((place) => `${cell(place.lba)} ${cell(place.sectors)}  ${place.name}`);
  const total = `${cell(sectors)} ${cell(sectors)}  = ${sectors * SECTOR_BYTES} bytes`;
  return `${['       LBA    sectors  section', ...lines, total].join('\n')}\n`;
}

function cell(value: number): string {
  return String(value).padStart(10);
}
