import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Failure } from '../../contract/failure/failure.ts';
import { chunksOfFile } from '../../read/packages/checked-chunks.ts';
import type { FetchedPackage } from '../../read/packages/fetch-packages.ts';
import { lockText } from '../../read/packages/lock-file.ts';
import { writeEfiVolume } from './efi-volume.ts';
import { FileWriter } from './file-writer.ts';
import { followed } from './libraries.ts';
import { grubMenu, isolinuxMenu } from './menus.ts';
import type { TakenFile, TakenFiles } from './take-files.ts';
import { sourcesText } from './texts.ts';
import { volumeUuid } from './volume-uuid.ts';

export interface FolderParts {
  readonly taken: TakenFiles;
  readonly packages: readonly FetchedPackage[];
  readonly licences: ReadonlyMap<string, Uint8Array>;
  /** Unix seconds of everything in it. */
  readonly seconds: number;
}

/** What starts, where it goes, and which package has it. */
const LOADERS = [
  ['lib/ISOLINUX/isolinux.bin', 'isolinux/isolinux.bin', 'isolinux'],
  ['lib/ISOLINUX/isohdpfx.bin', 'isolinux/isohdpfx.bin', 'isolinux'],
  ['lib/syslinux/modules/bios/ldlinux.c32', 'isolinux/ldlinux.c32', 'syslinux-common'],
] as const;

/** Everything of the image beside its initial file system: kernel, signed loaders, menus, licences, and where the sources are. @throws Failure `package-lacks` */
export async function fillImageFolder(
  folder: string,
  { taken, packages, licences, seconds }: FolderParts,
): Promise<void> {
  const uuid = volumeUuid(seconds);
  await writeEfiVolume(join(folder, 'boot/grub/efi.img'), efiFiles(taken), seconds);
  for (const [from, to, name] of LOADERS) await copy(fileOf(taken, from, name), join(folder, to));
  await copy(kernelOf(taken), join(folder, 'boot/vmlinuz'));
  const sources = [...new Set(packages.map(({ source }) => source.replace(' ', '=')))].sort();
  const texts: Readonly<Record<string, string>> = {
    '.disk/info': 'isowright recovery\n',
    'boot/grub/grub.cfg': grubMenu(uuid),
    'isolinux/isolinux.cfg': isolinuxMenu(uuid),
    'packages.lock': lockText(packages),
    SOURCES: sourcesText(sources),
  };
  for (const [path, text] of Object.entries(texts)) await put(join(folder, path), text);
  for (const [name, bytes] of [...taken.licences, ...licences])
    await put(join(folder, 'licences', `${name}.gz`), bytes);
}

/** What UEFI starts: the signed shim, which starts the signed GRUB. They stand in a volume of their own, and only there. */
const EFI_LOADERS = [
  ['lib/shim/shimx64.efi.signed', 'BOOTX64.EFI', 'shim-signed'],
  ['lib/shim/mmx64.efi.signed', 'mmx64.efi', 'shim-helpers-amd64-signed'],
  ['lib/grub/x86_64-efi-signed/gcdx64.efi.signed', 'grubx64.efi', 'grub-efi-amd64-signed'],
] as const;

function efiFiles(taken: TakenFiles): Map<string, TakenFile> {
  return new Map(EFI_LOADERS.map(([from, name, of]) => [name, fileOf(taken, from, of)]));
}

function fileOf(taken: TakenFiles, path: string, name: string): TakenFile {
  const file = followed(taken, path);
  if (!file) throw new Failure('package-lacks', { name, file: path });
  return file;
}

function kernelOf({ files }: TakenFiles): TakenFile {
  for (const [path, file] of files) if (path.startsWith('boot/vmlinuz-') && 'path' in file) return file;
  throw new Failure('package-lacks', { name: 'linux-image-amd64', file: 'boot/vmlinuz' });
}

async function put(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}

async function copy(from: TakenFile, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  const file = await FileWriter.create(to);
  try {
    for await (const bytes of chunksOfFile(from.path)) await file.write(bytes);
  } finally {
    await file.close();
  }
}
