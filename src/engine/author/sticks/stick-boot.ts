import { processorsIn } from '../../bytes/formats/efi/processors.ts';
import { PLATFORM_UEFI } from '../../bytes/formats/eltorito/catalogue-entries.ts';
import { bytesOf, type ReadAt, within } from '../../bytes/ranges/bytes-of.ts';
import type { BootFacts, BootNote } from '../../contract/events/boot-facts.ts';
import { Failure } from '../../contract/failure/failure.ts';
import type { NodeReader } from '../boot/node-reader.ts';
import { originalBoot } from '../boot/original.ts';
import { type Recognised, recognise } from '../boot/recognise.ts';
import { childrenOf, findFolder } from '../tree/tree-lookup.ts';
import { AddedFolder } from './added-files.ts';
import { efiFiles } from './efi-files.ts';
import type { StickBios } from './stick-bios.ts';
import type { StickSource } from './stick-source.ts';
import type { StickParting } from './stick-table.ts';

/** What starts from the files of a stick. */
export interface StickBoot {
  readonly found: Recognised;
  /** Files of the EFI boot image; empty when there is none. */
  readonly efi: AddedFolder;
  readonly notes: readonly BootNote[];
}

/** Folders of systems that look for their medium on ISO 9660 only. */
const ISO_ONLY = ['manjaro'] as const;

/** @throws Failure `files-unfit` for a system that would start from the stick and not find its own files there */
export async function stickBoot(source: StickSource, read: NodeReader): Promise<StickBoot> {
  const found = await recognise(source.tree, read);
  refuseIsoOnly(source, found);
  // That of Windows starts from discs only; on a stick it would take the place of the loader that does.
  const image = found.profile === 'windows' ? undefined : await efiImage(source, found, read);
  return {
    found,
    efi: image ? await efiFiles(image.bytes) : new AddedFolder(),
    notes: image ? [{ code: 'efi-image-merged', about: image.path }] : [],
  };
}

function refuseIsoOnly({ tree }: StickSource, { profile }: Recognised): void {
  const folder = ISO_ONLY.find((name) => findFolder(tree, name) !== undefined);
  const isLive = profile === 'opensuse' && findFolder(tree, 'LiveOS') !== undefined;
  const path = folder ?? (isLive ? 'LiveOS' : undefined);
  if (path !== undefined) throw new Failure('files-unfit', { path: `/${path}`, why: 'needs-iso9660' });
}

/** The one that the boot catalogue names, else one among the files. */
async function efiImage(
  { original, tree }: StickSource,
  { efi }: Recognised,
  read: NodeReader,
): Promise<{ readonly path: string; readonly bytes: ReadAt } | undefined> {
  const boot = original && (await originalBoot(original));
  const entry = boot?.entries.find(({ platform }) => platform === PLATFORM_UEFI);
  if (original && entry) {
    const { startByte, node } = entry.thing;
    const path = node === undefined ? 'El Torito' : tree.pathOf(node);
    return { path, bytes: within(bytesOf(original.image), startByte) };
  }
  if (efi?.kind !== 'image') return undefined;
  const bytes: ReadAt = (atByte, lengthBytes) => read.read(efi.node, atByte, lengthBytes);
  return { path: tree.pathOf(efi.node), bytes };
}

/** What a stick with these files starts, for plans and screens. */
export function stickBootFacts(
  source: StickSource,
  { found, efi, notes }: StickBoot,
  { kind, volume, bios }: Pick<StickParting, 'kind' | 'volume'> & { readonly bios: StickBios | undefined },
  further: readonly BootNote[],
): BootFacts {
  const processors = processorsIn(loaderNames(source, efi));
  // Firmware reads FAT only.
  const starts = processors.length > 0 && volume !== 'exfat';
  const verdict = verdictOn({ starts, volume, bios });
  return {
    profile: found.profile,
    ...(bios && { bios: bios.facts }),
    ...(starts && { efi: { from: 'image' as const, path: '/EFI/BOOT', processors, sizeBytes: 0 } }),
    table: kind,
    notes: [...notes, ...further, ...verdict],
  };
}

function verdictOn(found: {
  readonly starts: boolean;
  readonly volume: StickParting['volume'];
  readonly bios: StickBios | undefined;
}): BootNote[] {
  const { starts, volume, bios } = found;
  if (volume === 'exfat') return [{ code: 'stick-exfat', ...(bios && { about: bios.loader }) }];
  return starts || bios ? [] : [{ code: 'stick-starts-nothing' }];
}

function loaderNames({ tree }: StickSource, efi: AddedFolder): string[] {
  const node = findFolder(tree, 'EFI/BOOT');
  const own = node === undefined ? [] : [...childrenOf(tree, node)].map((child) => tree.textOf(child));
  const folder = efi.get('EFI');
  const boot = folder instanceof AddedFolder ? folder.get('BOOT') : undefined;
  return [...own, ...(boot instanceof AddedFolder ? boot.entries().map(({ name }) => name) : [])];
}
