import { keysOf } from '../../../contract/plan/record.ts';
/** Firmware by processor, and the name of the loader it looks for in EFI/BOOT. UEFI 2.10 §3.5.1.1. */
export const efiLoaders = {
  'uefi-x64': 'bootx64.efi',
  'uefi-ia32': 'bootia32.efi',
  'uefi-aa64': 'bootaa64.efi',
  'uefi-arm': 'bootarm.efi',
  'uefi-riscv64': 'bootriscv64.efi',
} as const;

export type EfiProcessor = keyof typeof efiLoaders;

/** The processors that files of these names start. */
export function processorsIn(names: readonly string[]): EfiProcessor[] {
  const lower = new Set(names.map((name) => name.toLowerCase()));
  return keysOf(efiLoaders).filter((key) => lower.has(efiLoaders[key]));
}
