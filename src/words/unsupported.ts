import type { UnsupportedFacts } from '../engine/contract/failure/unsupported-reasons.ts';
import { t } from './language.ts';
import { reasonSaid } from './reason-text.ts';

/** What a container is made of that is not read here, and what to do instead. */
export function unsupportedSaid(
  because: UnsupportedFacts,
  format: string,
): { readonly what: string; readonly wayOut: string } {
  const { reasons, waysOut } = t().unsupported;
  const driver = DRIVERS[format] ?? '';
  const facts = { ...because, driver };
  return { what: reasonSaid(reasons, because), wayOut: reasonSaid(waysOut, facts) };
}

/** What qemu-img calls the formats. */
const DRIVERS: Readonly<Record<string, string>> = {
  QCOW2: 'qcow2',
  VHD: 'vpc',
  VHDX: 'vhdx',
  VMDK: 'vmdk',
  VDI: 'vdi',
  QED: 'qed',
  Parallels: 'parallels',
};
