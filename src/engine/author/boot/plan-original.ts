import { statedSectors } from '../../bytes/formats/eltorito/catalogue.ts';
import { PLATFORM_BIOS, PLATFORM_UEFI } from '../../bytes/formats/eltorito/catalogue-entries.ts';
import { SECTOR_BYTES } from '../../bytes/formats/iso9660/sector.ts';
import type { BootNote } from '../../contract/events/boot-facts.ts';
import { present } from '../../contract/failure/present.ts';
import { setApart } from './apart.ts';
import type {
  EfiSystemPartition,
  ImagePatch,
  OriginalPart,
  PartitionTable,
  PlannedEntry,
} from './boot-plan.ts';
import { inheritCode, inheritTable } from './inherit-table.ts';
import { oldCatalogue } from './old-catalogue.ts';
import type { Original, OriginalBoot, OriginalEntry } from './original.ts';
import { OriginalImages } from './original-images.ts';
import {
  hasGrubInfo,
  LARGEST_PATCHED_BYTES,
  LEAST_PATCHED_BYTES,
  type PlanContext,
  type PlannedBoot,
  planBoot,
} from './plan-boot.ts';
import type { Recognised } from './recognise.ts';

export interface OriginalContext extends Omit<PlanContext, 'hybrid'> {
  readonly original: Original;
  readonly boot: OriginalBoot;
  /** As asked for; absent: as the original. */
  readonly hybrid: boolean | undefined;
}

/**
 * Makes an image start as its original did: the same entries, the same boot code, the same partition table with new places.
 * What the tree holds of that goes before what the original holds. What the original could not start and the tree can is
 * added.
 */
export async function planOriginal(found: Recognised, context: OriginalContext): Promise<PlannedBoot> {
  const { boot, original, tree } = context;
  const images = new OriginalImages(original, boot, tree);
  const notes: BootNote[] = [{ code: 'boot-from-original', about: original.path }];
  const patches: ImagePatch[] = [];
  const entries: PlannedEntry[] = [];
  for (const entry of boot.entries)
    if (!images.isRemoved(entry.thing)) entries.push(await plannedEntry(entry, images, patches, context));
    else notes.push({ code: 'boot-file-removed', about: original.tree.pathOf(present(entry.thing.node)) });
  const further = images.isOwnTree ? undefined : await furtherBoot(found, boot, context);
  const esp = further?.plan.esp ?? espOf(boot, images);
  const wanted = tableOf(images, esp, context, notes);
  const table =
    further && further.plan.entries.length > 0 && wanted.like ? ownTable(esp, wanted.code) : wanted;
  return {
    plan: {
      entries: [...entries, ...(further?.plan.entries ?? [])],
      patches: [...patches, ...(further?.plan.patches ?? [])],
      catalogueNode: entries.length === 0 ? undefined : await catalogueNode(images, context),
      esp,
      parts: images.parts,
      table,
    },
    codeFrom: table.code && original.path,
    notes: [...notes, ...images.notes, ...(further?.notes ?? [])],
    losses: further?.losses ?? [],
  };
}

async function plannedEntry(
  entry: OriginalEntry,
  images: OriginalImages,
  patches: ImagePatch[],
  { tree, read }: OriginalContext,
): Promise<PlannedEntry> {
  const { platform, emulation, loadSegment, systemType, bootInfoTable, grubInfo } = entry;
  const { image, sizeBytes } = images.keep(entry.thing);
  const hasTables = (bootInfoTable || grubInfo) && isLoaderSize(sizeBytes);
  if (hasTables && image !== 'built-esp') {
    const content = await contentOf(image, sizeBytes, read);
    if ('node' in image) setApart(tree, image.node);
    patches.push({ image, content, bootInfoTable, grubInfo: grubInfo && hasGrubInfo(sizeBytes) });
  }
  const isOther = platform === PLATFORM_UEFI && sizeBytes !== entry.thing.sizeBytes;
  const loadSectors = isOther ? statedSectors(sizeBytes) : entry.loadSectors;
  return { platform, emulation, loadSegment, systemType, loadSectors, image };
}

/** What took the place of a loader may be no such thing. */
const isLoaderSize = (sizeBytes: number) =>
  sizeBytes >= LEAST_PATCHED_BYTES && sizeBytes <= LARGEST_PATCHED_BYTES;

async function contentOf(
  image: { readonly node: number } | OriginalPart,
  sizeBytes: number,
  read: OriginalContext['read'],
): Promise<Uint8Array> {
  if ('node' in image) return read.content(image.node, sizeBytes);
  const content = new Uint8Array(sizeBytes);
  await image.read(0, content);
  return content;
}

/** Firmware that the original does not start and the folder can. */
async function furtherBoot(
  found: Recognised,
  { entries }: OriginalBoot,
  context: OriginalContext,
): Promise<PlannedBoot | undefined> {
  const has = (platform: number) => entries.some((entry) => entry.platform === platform);
  const bios = has(PLATFORM_BIOS) ? undefined : found.bios;
  const efi = has(PLATFORM_UEFI) ? undefined : found.efi;
  if (!bios && !efi) return undefined;
  return planBoot({ ...found, bios, efi }, { ...context, hybrid: context.hybrid ?? true });
}

function espOf({ entries }: OriginalBoot, images: OriginalImages): EfiSystemPartition | undefined {
  const entry = entries.find(({ platform, thing }) => platform === PLATFORM_UEFI && !images.isRemoved(thing));
  if (!entry) return undefined;
  const { image, sizeBytes } = images.keep(entry.thing);
  if (image === 'built-esp') return undefined;
  return 'node' in image ? { kind: 'file', node: image.node, sizeBytes } : { kind: 'part', part: image };
}

/** As the original has it, unless something else was asked for, or a folder's original had none. */
function tableOf(
  images: OriginalImages,
  esp: EfiSystemPartition | undefined,
  { boot, hybrid }: OriginalContext,
  notes: BootNote[],
): PartitionTable {
  if (hybrid === false) return { kind: 'none' };
  const keptAt = (startByte: number) => images.keptAt(startByte);
  if (hybrid === undefined) {
    const inherited = inheritTable(boot, keptAt, notes, (startByte) => images.isRemovedAt(startByte));
    if (inherited || images.isOwnTree) return inherited ?? { kind: 'none' };
  }
  return ownTable(esp, boot.table && inheritCode(boot.table, boot.entries, keptAt));
}

function ownTable(esp: EfiSystemPartition | undefined, code: PartitionTable['code']): PartitionTable {
  return { kind: esp ? 'gpt' : code ? 'mbr' : 'none', code };
}

async function catalogueNode(
  images: OriginalImages,
  { tree, read, boot }: OriginalContext,
): Promise<number | undefined> {
  if (boot.entries.length === 0) return undefined;
  const own = images.catalogue();
  const node =
    own !== undefined && tree.sizeBytes[own] === SECTOR_BYTES ? own : await oldCatalogue(tree, read);
  if (node !== undefined) setApart(tree, node);
  return node;
}
