import { open, readFile, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { FAT_SECTOR_BYTES } from '../../bytes/formats/fat/geometry.ts';
import { readFat } from '../../bytes/formats/fat/read.ts';
import { type Syslinux, syslinuxVersion } from '../../bytes/formats/syslinux/patch-area.ts';
import { only } from '../../contract/failure/present.ts';
import { runTool } from '../../host/tools/run-tool.ts';
import { inScratchFolder } from './scratch-folder.ts';
import { scratchVolume } from './scratch-volume.ts';

const TIME_MS = 60_000;
const BOOT_CODE_BYTES = 440;
const MBR_CODE = [
  '/usr/lib/syslinux/mbr/mbr.bin',
  '/usr/share/syslinux/mbr.bin',
  '/usr/lib/syslinux/bios/mbr.bin',
  '/usr/lib/syslinux/mbr.bin',
] as const;
const MODULES = [
  '/usr/lib/syslinux/modules/bios',
  '/usr/share/syslinux',
  '/usr/lib/syslinux/bios',
  '/usr/lib/syslinux',
] as const;

/** What starts a stick by syslinux, as this machine has it. */
export interface HostSyslinux {
  readonly parts: Syslinux;
  readonly version: string;
  /** Code for the first sector of the drive, which starts the active partition. */
  readonly mbrCode: Uint8Array;
}

/**
 * The parts of this machine's syslinux for a folder of a volume. Its installer keeps them in itself: it installs them into a
 * small volume of ours, and they are taken from there.
 *
 * @param folder `/isolinux`, which the loader takes for its own
 * @returns undefined without the program, or where it fails
 */
export async function hostSyslinux(folder: string): Promise<HostSyslinux | undefined> {
  const mbrCode = await firstOf(MBR_CODE);
  if (!mbrCode || mbrCode.length > BOOT_CODE_BYTES) return undefined;
  const parts = await inScratchFolder((scratch) => installed(join(scratch, 'volume.img'), folder)).catch(
    () => undefined,
  );
  const version = parts && syslinuxVersion(parts.loader, 'SYSLINUX');
  return parts && version !== undefined ? { parts, version, mbrCode } : undefined;
}

/** The module that the loader needs first: equal ones are of one build. */
export function hostCoreModule(): Promise<Uint8Array | undefined> {
  return firstOf(MODULES.map((path) => `${path}/ldlinux.c32`));
}

async function installed(path: string, folder: string): Promise<Syslinux | undefined> {
  const volume = await scratchVolume(folder);
  const file = await open(path, 'wx+');
  try {
    await file.write(volume.bytes, 0, volume.bytes.length, 0);
    await truncate(path, volume.sizeBytes);
    const { status } = await runTool('syslinux', ['--install', '--directory', folder, path], TIME_MS);
    return status === 0 ? await partsIn(file, folder) : undefined;
  } finally {
    await file.close();
  }
}

type Reading = Pick<Awaited<ReturnType<typeof open>>, 'read'>;

async function partsIn(file: Reading, folder: string): Promise<Syslinux | undefined> {
  const bytes = async (atByte: number, lengthBytes: number): Promise<Uint8Array> => {
    const into = new Uint8Array(lengthBytes);
    const { bytesRead } = await file.read(into, 0, lengthBytes, atByte);
    return into.subarray(0, bytesRead);
  };
  const volume = await readFat(bytes);
  const entry = (await volume?.list(folder))?.find(({ name }) => name.toLowerCase() === 'ldlinux.sys');
  if (!volume || !entry) return undefined;
  const { atByte } = only(volume.runs(entry));
  return {
    loader: await bytes(atByte, entry.sizeBytes),
    bootSector: await bytes(0, FAT_SECTOR_BYTES),
    firstSector: atByte / FAT_SECTOR_BYTES,
  };
}

async function firstOf(paths: readonly string[]): Promise<Uint8Array | undefined> {
  for (const path of paths) {
    const bytes = await readFile(path).catch(() => undefined);
    if (bytes) return Uint8Array.from(bytes);
  }
  return undefined;
}
