import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isInstalled } from '../../host/tools/is-installed.ts';
import { runTool } from '../../host/tools/run-tool.ts';
import { type GrubPlatform, grubModules } from './grub-modules.ts';
import { inScratchFolder } from './scratch-folder.ts';

/** GRUB as this machine has it: the program that puts it together, and its parts for one platform. */
export interface HostGrub {
  readonly program: string;
  readonly folder: string;
  readonly platform: GrubPlatform;
}

/** Debian and Arch; Fedora and openSUSE. */
const PROGRAMS = ['grub-mkimage', 'grub2-mkimage'] as const;
const FOLDERS = ['/usr/lib/grub', '/usr/lib/grub2', '/usr/share/grub2', '/usr/share/grub'] as const;
const TIME_MS = 60_000;
/** More than all modules together. */
const MOST_BYTES = 8 << 20;

/** Undefined where the program or the parts are not installed. */
export function hostGrub(platform: GrubPlatform): HostGrub | undefined {
  const program = PROGRAMS.find(isInstalled);
  const folder = FOLDERS.map((path) => join(path, platform)).find((path) =>
    existsSync(join(path, 'kernel.img')),
  );
  return program !== undefined && folder !== undefined ? { program, folder, platform } : undefined;
}

/**
 * GRUB in one file, with all modules that a menu may want: those that lie beside the menu are of another version.
 *
 * @param commands what it does first
 * @returns undefined when the program fails
 */
export async function grubImage(
  { program, folder, platform }: HostGrub,
  prefix: string,
  commands: string,
): Promise<Uint8Array | undefined> {
  return inScratchFolder(async (scratch) => {
    const early = join(scratch, 'early.cfg');
    const made = join(scratch, 'grub.img');
    await writeFile(early, commands);
    const modules = grubModules(platform).filter((name) => existsSync(join(folder, `${name}.mod`)));
    const how = ['-O', platform, '-d', folder, '-p', prefix, '-c', early, '-o', made];
    const { status } = await runTool(program, [...how, ...modules], TIME_MS);
    if (status !== 0) return undefined;
    const bytes = await readFile(made);
    return bytes.length <= MOST_BYTES ? Uint8Array.from(bytes) : undefined;
  });
}

/** A file beside the modules. */
export async function grubPart({ folder }: HostGrub, name: string): Promise<Uint8Array | undefined> {
  const bytes = await readFile(join(folder, name)).catch(() => undefined);
  return bytes && Uint8Array.from(bytes);
}
