import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { planFat } from '../../../../src/engine/bytes/formats/fat/image.ts';
import type { FatFolder } from '../../../../src/engine/bytes/formats/fat/tree.ts';
import { efiProgramFor, machineOf } from './efi-program.ts';

/** Folders that look like media of all kinds. What a loader's file must have to be recognised is in it, and no code that does anything. */

export function putFile(
  folder: string,
  path: string,
  content: string | Uint8Array = plainContent(path),
): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

/** Loaders of UEFI are programs for their processor. */
function plainContent(path: string): string | Uint8Array {
  const machine = machineOf(path);
  return machine ? efiProgramFor(machine) : 'x';
}

export function putFiles(folder: string, ...paths: readonly string[]): void {
  for (const path of paths) putFile(folder, path);
}

/** As long as isolinux.bin, with its hybrid mark and its name. */
export function fakeIsolinux(): Uint8Array {
  const bytes = new Uint8Array(38_912).fill(0x90);
  bytes.set([0xfb, 0xc0, 0x78, 0x70], 64);
  bytes.set(Buffer.from('ISOLINUX'), 1000);
  return bytes;
}

export function fakeGrubImage(): Uint8Array {
  const bytes = new Uint8Array(30_001).fill(0x91);
  bytes.set(Buffer.from('no boot info'), 200);
  return bytes;
}

/** Windows' loader for BIOS has 4096 bytes. */
export function fakeEtfsboot(): Uint8Array {
  const bytes = new Uint8Array(4096).fill(0x92);
  bytes.set(Buffer.from('CDBOOT'), 100);
  return bytes;
}

export function floppyImage(): Uint8Array {
  const bytes = new Uint8Array(1440 * 1024);
  bytes.set([0xeb, 0x3c, 0x90]);
  bytes.set([0x55, 0xaa], 510);
  return bytes;
}

/** A FAT image with a loader for UEFI, as large as asked for at the least. */
export function efiImage(loader = 'BOOTX64.EFI', loaderBytes = 5000): Uint8Array {
  const content = new Uint8Array(loaderBytes).fill(7);
  const machine = machineOf(loader);
  if (machine) content.set(efiProgramFor(machine).subarray(0, loaderBytes));
  const file = {
    name: loader,
    modifiedAt: 0,
    sizeBytes: loaderBytes,
    content,
  };
  const folder = (name: string, ...entries: FatFolder<never>['entries']) => ({
    name,
    modifiedAt: 0,
    entries,
  });
  const image = planFat<never>(folder('', folder('EFI', folder('BOOT', file))), { label: 'EFI', serial: 1 });
  const bytes = new Uint8Array(image.sizeBytes);
  for (const run of image.runs(0)) if ('bytes' in run) bytes.set(run.bytes, run.atByte);
  return bytes;
}

/** The files a Windows medium starts from, under their real names. */
export function windowsTree(folder: string): void {
  putFile(folder, 'boot/etfsboot.com', fakeEtfsboot());
  putFile(folder, 'efi/microsoft/boot/efisys.bin', efiImage());
  putFiles(
    folder,
    'bootmgr',
    'bootmgr.efi',
    'setup.exe',
    'autorun.inf',
    'boot/bcd',
    'boot/boot.sdi',
    'efi/boot/bootx64.efi',
  );
  putFiles(folder, 'sources/boot.wim', 'sources/install.wim');
}
