import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { GuestFirmware } from '../../engine/contract/ports/guest.ts';
import { readNamesNow, readTextNow } from '../linux/read.ts';

/** UEFI for virtual machines: its code, and the variables that a new machine begins with. */
export interface FirmwareFiles {
  readonly code: string;
  readonly variables: string;
  readonly needsSmm: boolean;
}

/** Where packages describe what they bring; the names there begin with a number, and the first that fits is taken. QEMU, docs/interop/firmware.json. */
const FOLDERS = [
  '/etc/qemu/firmware',
  '/usr/local/share/qemu/firmware',
  '/usr/share/qemu/firmware',
  '/opt/homebrew/share/qemu/firmware',
];

/** The firmware for 64-bit PCs of this kind; undefined when none is installed, or none without a packed file. */
export function firmwareFiles(
  kind: Exclude<GuestFirmware, 'bios'>,
  folders: readonly string[] = FOLDERS,
): FirmwareFiles | undefined {
  for (const folder of folders)
    for (const name of readNamesNow(folder)) {
      const found = name.endsWith('.json') ? described(readTextNow(join(folder, name)) ?? '') : undefined;
      if (found && fits(found, kind) && existsSync(found.code) && existsSync(found.variables)) return found;
    }
  return undefined;
}

type Described = FirmwareFiles & { readonly features: readonly unknown[] };

function fits({ features }: Described, kind: 'uefi' | 'secure-boot'): boolean {
  const hasKeys = features.includes('enrolled-keys');
  return kind === 'uefi' ? !hasKeys && !features.includes('secure-boot') : hasKeys;
}

interface Descriptor {
  readonly mapping?: { executable?: FileOf; 'nvram-template'?: FileOf };
  readonly targets?: readonly { readonly architecture?: unknown }[];
  readonly features?: readonly unknown[];
}

interface FileOf {
  readonly filename?: unknown;
  readonly format?: unknown;
}

/** A description of flash memory for 64-bit PCs; anything else is passed over. */
function described(text: string): Described | undefined {
  try {
    const { mapping, targets, features } = JSON.parse(text) as Descriptor;
    const code = rawFile(mapping?.executable);
    const variables = rawFile(mapping?.['nvram-template']);
    const isForPc = targets?.some(({ architecture }) => architecture === 'x86_64') ?? false;
    if (code === undefined || variables === undefined || !isForPc || !Array.isArray(features))
      return undefined;
    return { code, variables, features, needsSmm: features.includes('requires-smm') };
  } catch {
    return undefined;
  }
}

function rawFile(file: FileOf | undefined): string | undefined {
  return file?.format === 'raw' && typeof file.filename === 'string' ? file.filename : undefined;
}
