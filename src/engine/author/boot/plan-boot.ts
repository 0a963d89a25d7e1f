import {
  BOOT_INFO_AT_BYTE,
  bootInfoTable as bootInfoForm,
  GRUB_INFO_AT_BYTE,
  grubInfo as grubInfoForm,
} from '../../bytes/formats/eltorito/boot-info.ts';
import { statedSectors } from '../../bytes/formats/eltorito/catalogue.ts';
import { PLATFORM_BIOS, PLATFORM_UEFI } from '../../bytes/formats/eltorito/catalogue-entries.ts';
import { planFat } from '../../bytes/formats/fat/image.ts';
import { isHybridIsolinux } from '../../bytes/formats/mbr/boot-code.ts';
import type { BootNote } from '../../contract/events/boot-facts.ts';
import type { Loss } from '../../contract/events/loss.ts';
import type { Tree } from '../tree/tree.ts';
import { setApart } from './apart.ts';
import type {
  BootImage,
  BootPlan,
  EfiSystemPartition,
  HybridCode,
  ImagePatch,
  PartitionTable,
  PlannedEntry,
} from './boot-plan.ts';
import { espTree } from './esp-tree.ts';
import type { BiosFinding } from './find-bios.ts';
import type { EfiFinding } from './find-efi.ts';
import { findMbrCode, type MbrCode } from './mbr-code.ts';
import type { NodeReader } from './node-reader.ts';
import { oldCatalogue } from './old-catalogue.ts';
import type { Recognised } from './recognise.ts';

/** What planning needs beside the finding. */
export interface PlanContext {
  readonly tree: Tree;
  readonly read: NodeReader;
  /** Whether sticks may start from the image too. */
  readonly hybrid: boolean;
  readonly fatSerial: number;
  readonly secondsOf: (node: number) => number;
}

export interface PlannedBoot {
  readonly plan: BootPlan;
  readonly codeFrom?: string | undefined;
  readonly notes: readonly BootNote[];
  /** What an EFI system partition that is built cannot hold. */
  readonly losses: readonly Loss[];
}

/** Turns what was recognised into what is made. Boot images that are patched become files of their own in the tree. */
export async function planBoot({ bios, efi }: Recognised, context: PlanContext): Promise<PlannedBoot> {
  const { tree, read } = context;
  const notes: BootNote[] = [];
  const patches = bios ? await patchesOf(bios, context) : [];
  const esp = efi ? await espOf(efi, context) : undefined;
  const code = context.hybrid && bios ? await hybridCode(bios, patches[0], context, notes) : undefined;
  if (esp && esp.sizeBytes > LARGEST_STATED_BYTES) notes.push({ code: 'efi-image-large' });
  const kind = context.hybrid ? tableKind(esp, code) : 'none';
  const entries = [...(bios ? [biosEntry(bios)] : []), ...(esp ? [efiEntry(esp)] : [])];
  return {
    plan: {
      entries,
      patches,
      catalogueNode: entries.length > 0 ? await catalogueNode(tree, read) : undefined,
      esp: esp?.partition,
      table: { kind, code: code?.code },
    },
    codeFrom: code?.from,
    notes,
    losses: esp?.losses ?? [],
  };
}

function tableKind(esp: object | undefined, code: object | undefined): PartitionTable['kind'] {
  if (esp) return 'gpt';
  return code ? 'mbr' : 'none';
}

/** 16 bits of 512-byte sectors. UEFI 2.10 §13.3.2.1. */
const LARGEST_STATED_BYTES = 0xffff * 512;
/** Smaller ones have no room for the table; larger ones are no loaders. */
export const LEAST_PATCHED_BYTES = BOOT_INFO_AT_BYTE + bootInfoForm.sizeBytes;
export const LARGEST_PATCHED_BYTES = 32 << 20;

export const hasGrubInfo = (sizeBytes: number) => sizeBytes >= GRUB_INFO_AT_BYTE + grubInfoForm.sizeBytes;

async function catalogueNode(tree: Tree, read: NodeReader): Promise<number | undefined> {
  const node = await oldCatalogue(tree, read);
  if (node !== undefined) setApart(tree, node);
  return node;
}

async function patchesOf({ loader, node }: BiosFinding, { tree, read }: PlanContext): Promise<ImagePatch[]> {
  const sizeBytes = tree.sizeOf(node);
  const isPatchable = sizeBytes >= LEAST_PATCHED_BYTES && sizeBytes <= LARGEST_PATCHED_BYTES;
  const grubInfo = loader.grubInfo && hasGrubInfo(sizeBytes);
  const { bootInfoTable } = loader;
  if (!isPatchable || !bootInfoTable) return [];
  const content = await read.content(node, LARGEST_PATCHED_BYTES);
  setApart(tree, node);
  return [{ image: { node }, content, bootInfoTable, grubInfo }];
}

function biosEntry({ loader, node }: BiosFinding): PlannedEntry {
  const { emulation, loadSegment, loadSectors } = loader;
  return { platform: PLATFORM_BIOS, emulation, loadSegment, loadSectors, image: { node } };
}

interface SizedEsp {
  readonly image: BootImage;
  readonly partition: EfiSystemPartition;
  readonly sizeBytes: number;
  readonly losses?: readonly Loss[];
}

async function espOf(efi: EfiFinding, context: PlanContext): Promise<SizedEsp> {
  const { tree, read, fatSerial, secondsOf } = context;
  if (efi.kind === 'image') {
    const node = tree.sameAs.get(efi.node) ?? efi.node;
    const sizeBytes = tree.sizeOf(node);
    return { image: { node }, partition: { kind: 'file', node, sizeBytes }, sizeBytes };
  }
  const { root, losses } = await espTree(tree, read, secondsOf);
  const image = planFat(root, { label: 'EFI', serial: fatSerial });
  return { image: 'built-esp', partition: { kind: 'built', image }, sizeBytes: image.sizeBytes, losses };
}

function efiEntry({ image, sizeBytes }: SizedEsp): PlannedEntry {
  return {
    platform: PLATFORM_UEFI,
    emulation: 'none',
    loadSegment: 0,
    loadSectors: statedSectors(sizeBytes),
    image,
  };
}

/** The first sector's program, when the loader has one and it is to be found. */
async function hybridCode(
  { loader, node }: BiosFinding,
  patch: ImagePatch | undefined,
  { tree, read }: PlanContext,
  notes: BootNote[],
): Promise<{ readonly code: HybridCode; readonly from: string } | undefined> {
  const style = loader.hybrid;
  if (!style) return undefined;
  if (style === 'isolinux' && patch && !isHybridIsolinux(patch.content)) {
    notes.push({ code: 'isolinux-not-hybrid', about: tree.pathOf(node) });
    return undefined;
  }
  const found: MbrCode | undefined = await findMbrCode(style, tree, read);
  if (!found) notes.push({ code: 'stick-code-missing', about: loader.name, also: style });
  return found && { code: { style, bytes: found.bytes, image: { node } }, from: found.from };
}
