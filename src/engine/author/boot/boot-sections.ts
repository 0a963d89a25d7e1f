import { backupTable, primaryTable, TABLE_BLOCKS } from '../../bytes/formats/gpt/table.ts';
import { SECTOR_BYTES, sectorsFor } from '../../bytes/formats/iso9660/sector.ts';
import { FIRST_DESCRIPTOR_LBA } from '../../bytes/formats/iso9660/volume-descriptor.ts';
import { BLOCK_BYTES } from '../../bytes/formats/mbr/mbr.ts';
import { present } from '../../contract/failure/present.ts';
import type { ContentSource } from '../content/content-source.ts';
import type { FilePlaces } from '../content/file-section.ts';
import { memorySection, type Section, sectorsOf, type Where, zeroSection } from '../layout/section.ts';
import { bootRecordSection, CATALOGUE_SECTION, catalogueOf, catalogueSection } from './boot-catalogue.ts';
import { infoPatches, type Patch, patchedSection } from './boot-patches.ts';
import type { BootPlan, LbaOf } from './boot-plan.ts';
import type { DiskIds } from './disk-ids.ts';
import { ESP_SECTION, espSection, espSectors, PARTITION_ALIGN_SECTORS } from './esp-section.ts';
import { inheritedGpt, inheritedSystemArea } from './inherited-table.ts';
import { partSections } from './part-sections.ts';
import { type EspPlace, gptFacts, masterBootRecordOf } from './partition-tables.ts';

/** The rows of the section list that make an image bootable. */
export interface BootSections {
  readonly systemArea: Section;
  /** Directly behind the primary volume descriptor. */
  readonly record: readonly Section[];
  readonly beforeFiles: readonly Section[];
  readonly files: (files: Section) => Section;
  /** `sectors` lie before them. */
  readonly behindFiles: (sectors: number) => readonly Section[];
  /** Padding of at least `least` sectors, and what must be last. */
  readonly atEnd: (sectors: number, least: number) => readonly [Section, ...Section[]];
  /** So long must the padding be that a UDF anchor in each of its sectors is found: at the end, or 256 before it. */
  readonly leastAnchors: number;
}

export interface BootContext {
  readonly files: FilePlaces;
  readonly source: ContentSource;
  readonly ids: DiskIds;
}

/** Sticks and their partition tables count in these; old BIOSes in cylinders of this size. */
const MEBIBYTE_SECTORS = (1 << 20) / SECTOR_BYTES;
/** ECMA-167 3/8.4.2.1: anchors at 256, N and N - 256; the backup GPT has the place of N. */
const UDF_ANCHOR_DISTANCE = 256;
const BACKUP_SECTORS = sectorsFor(TABLE_BLOCKS * BLOCK_BYTES);

/** What `boot` adds to an image. */
export function bootSections(boot: BootPlan, context: BootContext): BootSections {
  const lbaOf: LbaOf = (image, where) =>
    image === 'built-esp'
      ? where(ESP_SECTION)
      : 'part' in image
        ? where(image.part)
        : nodeLba(image.node, context, where);
  const { catalogueNode } = boot;
  const hasCatalogue = boot.entries.length > 0;
  const catalogueLba = (where: Where) =>
    catalogueNode === undefined ? where(CATALOGUE_SECTION) : nodeLba(catalogueNode, context, where);
  return {
    systemArea: systemArea(boot, context, lbaOf),
    record: hasCatalogue ? [bootRecordSection(catalogueLba)] : [],
    beforeFiles: hasCatalogue && catalogueNode === undefined ? [catalogueSection(boot, lbaOf)] : [],
    files: (files) =>
      boot.patches.length === 0 && catalogueNode === undefined
        ? files
        : patchedSection(files, (where) => filePatches(boot, context, lbaOf, where)),
    behindFiles: (sectors) => {
      const parts = partSections(boot, lbaOf, sectors);
      return [...parts, ...builtEsp(boot, context, sectors + sectorsOf(parts))];
    },
    atEnd: (sectors, least) => atEnd(boot, context, lbaOf, sectors, least),
    leastAnchors: boot.table.kind === 'gpt' ? UDF_ANCHOR_DISTANCE + 1 - BACKUP_SECTORS : 1,
  };
}

function nodeLba(node: number, { files }: BootContext, where: Where): number {
  return where('files') + present(files.dataSector[node]);
}

function systemArea(boot: BootPlan, context: BootContext, lbaOf: LbaOf): Section {
  const name = 'system-area';
  const { kind, like } = boot.table;
  if (kind === 'none') return zeroSection(name, FIRST_DESCRIPTOR_LBA);
  return memorySection(name, FIRST_DESCRIPTOR_LBA * SECTOR_BYTES, (bytes, where) => {
    if (like) return bytes.set(inheritedSystemArea(boot, like, lbaOf, where));
    bytes.set(masterBootRecordOf(boot, context.ids, lbaOf, where));
    const esp = espPlace(boot, context, where);
    if (boot.table.kind === 'gpt' && esp)
      bytes.set(primaryTable(gptFacts(esp, context.ids, where)), BLOCK_BYTES);
  });
}

function espPlace({ esp }: BootPlan, context: BootContext, where: Where): EspPlace | undefined {
  if (!esp) return undefined;
  if (esp.kind === 'built')
    return { lba: where(ESP_SECTION), sizeBytes: espSectors(esp.image) * SECTOR_BYTES };
  if (esp.kind === 'part') return { lba: where(esp.part.part), sizeBytes: esp.part.sizeBytes };
  return { lba: nodeLba(esp.node, context, where), sizeBytes: esp.sizeBytes };
}

function filePatches(boot: BootPlan, context: BootContext, lbaOf: LbaOf, where: Where): Patch[] {
  const atByteOf = (node: number) => present(context.files.dataSector[node]) * SECTOR_BYTES;
  const patches = boot.patches.flatMap((patch) => {
    if ('part' in patch.image) return [];
    const { node } = patch.image;
    return infoPatches(patch, nodeLba(node, context, where), atByteOf(node));
  });
  if (boot.catalogueNode === undefined) return patches;
  const bytes = new Uint8Array(SECTOR_BYTES);
  bytes.set(catalogueOf(boot, (image) => lbaOf(image, where)));
  return [...patches, { atByte: atByteOf(boot.catalogueNode), bytes }];
}

function builtEsp({ esp }: BootPlan, { source }: BootContext, sectors: number): Section[] {
  if (esp?.kind !== 'built') return [];
  const gap = -sectors & (PARTITION_ALIGN_SECTORS - 1);
  return [zeroSection('gap-before-the-EFI-system-partition', gap), espSection(esp.image, source)];
}

function atEnd(
  boot: BootPlan,
  context: BootContext,
  lbaOf: LbaOf,
  sectors: number,
  least: number,
): [Section, ...Section[]] {
  const { kind, like } = boot.table;
  const isAligned = like?.isAligned ?? kind !== 'none';
  if (!isAligned && kind !== 'gpt') return [zeroSection('padding', least)];
  const last = boot.table.kind === 'gpt' ? BACKUP_SECTORS : 0;
  const padding = least + (isAligned ? -(sectors + least + last) & (MEBIBYTE_SECTORS - 1) : 0);
  const gap = zeroSection('padding', padding);
  return last > 0 ? [gap, backupSection(boot, context, lbaOf)] : [gap];
}

/** The second copy of the GPT in the last blocks of the image. */
function backupSection(boot: BootPlan, context: BootContext, lbaOf: LbaOf): Section {
  return memorySection('backup GPT', BACKUP_SECTORS * SECTOR_BYTES, (bytes, where) => {
    const esp = espPlace(boot, context, where);
    const inherited = inheritedGpt(boot, lbaOf, where);
    const facts = inherited ?? (esp && gptFacts(esp, context.ids, where));
    if (!facts) return;
    const table = backupTable(facts);
    bytes.set(table, bytes.length - table.length);
  });
}
