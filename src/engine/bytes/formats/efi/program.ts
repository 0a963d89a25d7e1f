import { le16, le32 } from '../../codec/little.ts';
import type { EfiProcessor } from './processors.ts';

/** IMAGE_FILE_HEADER.Machine. UEFI 2.10 §2.1.1; PE/COFF §3.3.1. 32-bit ARM has stood under three numbers. */
const machines: { readonly [P in EfiProcessor]: readonly number[] } = {
  'uefi-x64': [0x8664],
  'uefi-ia32': [0x014c],
  'uefi-aa64': [0xaa64],
  'uefi-arm': [0x01c2, 0x01c0, 0x01c4],
  'uefi-riscv64': [0x5064],
};
/** Byte code that firmware of every processor may run. UEFI 2.10 §22. */
const BYTE_CODE = 0x0ebc;

const HEADER_PLACE_AT_BYTE = 0x3c;
const SIGNATURE = 0x4550;

/**
 * Whether firmware of this processor would load a program that begins like this. Where its header lies behind what is
 * given it is believed.
 */
export function isProgramFor(processor: EfiProcessor, head: Uint8Array): boolean {
  if (head.length < HEADER_PLACE_AT_BYTE + 4 || le16(head, 0) !== 0x5a4d) return false;
  const at = le32(head, HEADER_PLACE_AT_BYTE);
  if (at + 6 > head.length) return true;
  const machine = le16(head, at + 4);
  return le32(head, at) === SIGNATURE && [...machines[processor], BYTE_CODE].includes(machine);
}
