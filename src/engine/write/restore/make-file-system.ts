import { open, truncate, writeFile } from 'node:fs/promises';
import { Failure } from '../../contract/failure/failure.ts';
import { toolMissing } from '../../contract/failure/tools.ts';
import type { FileSystemKind } from '../../contract/plan/kinds/restore.ts';
import { runTool } from '../../host/tools/run-tool.ts';
import { SYSTEM_FOLDERS } from '../../host/tools/start-tool.ts';
import type { RestoreLayout } from './layout.ts';

/** A file system in a sparse file of the partition's size, and how much of it is not free space. */
export interface MadeFileSystem {
  readonly path: string;
  /** From the beginning on; everything behind it is free space. */
  readonly usedBytes: number;
}

const LIMIT_MS = 120_000;

/**
 * Has the system's program make an empty file system at `path`. On a drive only its beginning will be written.
 *
 * @throws Failure `tool-missing`, `tool-failed`, `no-space`
 */
export async function makeFileSystem(
  layout: RestoreLayout,
  label: string | undefined,
  path: string,
): Promise<MadeFileSystem> {
  const { fileSystem, partitionSectors, sectorBytes } = layout;
  await writeFile(path, '', { mode: 0o600 });
  await truncate(path, partitionSectors * sectorBytes).catch((cause) => {
    throw new Failure('no-space', { path }, { cause });
  });
  const tool = fileSystem === 'exFAT' ? 'mkfs.exfat' : 'mkfs.vfat';
  await runMaker(tool, [...argumentsFor(layout, label), path]);
  return { path, usedBytes: await usedBytesOf(path, fileSystem) };
}

function argumentsFor(
  { fileSystem, sectorBytes, startSector, partitionSectors }: RestoreLayout,
  label: string | undefined,
): string[] {
  if (fileSystem === 'exFAT') return label ? ['-L', label] : [];
  return [
    ...(fileSystem === 'FAT32' ? ['-F', '32'] : ['-F', '16', '-s', fat16ClusterSectors(partitionSectors)]),
    ...['-S', String(sectorBytes)],
    ...['-h', String(startSector)],
    ...(label ? ['-n', label] : []),
  ];
}

/** FAT16 is for 4,085 to 65,524 clusters; the program itself asks for clusters too large for small drives. */
function fat16ClusterSectors(sectors: number): string {
  return sectors < 32_768 ? '1' : '2';
}

/** Of the folders of the system alone: it runs as root. */
async function runMaker(tool: 'mkfs.vfat' | 'mkfs.exfat', args: readonly string[]): Promise<void> {
  const ran = await runTool(tool, args, LIMIT_MS, { path: SYSTEM_FOLDERS });
  if (ran.status === 0) return;
  if (ran.isMissing) throw toolMissing(tool, 'empty-file-system');
  const said = (ran.stderr.trim() || ran.stdout.trim()).split('\n').at(-1) ?? '';
  throw new Failure('tool-failed', { tool, said });
}

const BOOT_BYTES = 512;

/** Tables and the root folder lie at the beginning; their end stands in the boot sector. */
async function usedBytesOf(path: string, fileSystem: FileSystemKind): Promise<number> {
  const file = await open(path, 'r');
  try {
    const boot = new DataView(new ArrayBuffer(BOOT_BYTES));
    await file.read(boot, 0, BOOT_BYTES, 0);
    return fileSystem === 'exFAT' ? exfatUsedBytes(boot) : fatUsedBytes(boot);
  } finally {
    await file.close();
  }
}

/** Reserved sectors, FATs, the root folder of FAT16, the root cluster of FAT32. Microsoft FAT specification §3. */
export function fatUsedBytes(boot: DataView): number {
  const u16 = (at: number): number => boot.getUint16(at, true);
  const sectorBytes = u16(11);
  const fatSectors = u16(22) || boot.getUint32(36, true);
  const rootSectors = Math.ceil((u16(17) * 32) / sectorBytes);
  const rootCluster = u16(22) === 0 ? boot.getUint32(44, true) : 1;
  const clusterSectors = (rootCluster - 1) * boot.getUint8(13);
  return (u16(14) + boot.getUint8(16) * fatSectors + rootSectors + clusterSectors) * sectorBytes;
}

/** Bitmap, upper-case table and root folder are the first clusters, the root the last. exFAT specification §3.1. */
export function exfatUsedBytes(boot: DataView): number {
  const sectorShift = boot.getUint8(108);
  const clusterBytes = 2 ** (sectorShift + boot.getUint8(109));
  const heapByte = boot.getUint32(88, true) * 2 ** sectorShift;
  const rootCluster = boot.getUint32(96, true);
  return heapByte + (rootCluster - 1) * clusterBytes;
}
