/** Programs for UEFI as small as they can be. PE/COFF §3, §4. */

const machines = {
  'uefi-x64': 0x8664,
  'uefi-ia32': 0x014c,
  'uefi-aa64': 0xaa64,
  'uefi-arm': 0x01c2,
  'uefi-riscv64': 0x5064,
} as const;

export type Machine = keyof typeof machines;

const HEADERS_BYTES = 0x200;
const CODE_AT = 0x1000;
const OPTIONAL_BYTES = 240;

/** A program of one section, which runs at any place; by itself it returns. */
export function efiProgramFor(machine: Machine, code: Uint8Array = Uint8Array.of(0xc3)): Buffer {
  const program = Buffer.alloc(HEADERS_BYTES + 0x200);
  program.write('MZ', 0, 'latin1');
  program.writeUInt32LE(0x40, 0x3c);
  program.write('PE\0\0', 0x40, 'latin1');
  program.writeUInt16LE(machines[machine], 0x44);
  program.writeUInt16LE(1, 0x46);
  program.writeUInt16LE(OPTIONAL_BYTES, 0x54);
  program.writeUInt16LE(0x0022, 0x56);
  optionalHeader(program, 0x58);
  const section = 0x58 + OPTIONAL_BYTES;
  program.write('.text', section, 'latin1');
  for (const [at, value] of [
    [8, code.length],
    [12, CODE_AT],
    [16, 0x200],
    [20, HEADERS_BYTES],
    [36, 0x60000020],
  ] as const)
    program.writeUInt32LE(value, section + at);
  program.set(code, HEADERS_BYTES);
  return program;
}

/** PE32+, for the subsystem of UEFI applications. */
function optionalHeader(program: Buffer, at: number): void {
  program.writeUInt16LE(0x20b, at);
  for (const [field, value] of [
    [4, 0x200],
    [16, CODE_AT],
    [20, CODE_AT],
    [32, 0x1000],
    [36, 0x200],
    [56, 2 * CODE_AT],
    [60, HEADERS_BYTES],
    [108, 16],
  ] as const)
    program.writeUInt32LE(value, at + field);
  program.writeUInt16LE(10, at + 68);
}

/** Of which processor a file of this name is the loader. UEFI 2.10 §3.5.1.1. */
export function machineOf(path: string): Machine | undefined {
  const name = /boot(x64|ia32|aa64|arm|riscv64)\.efi$/i.exec(path)?.[1]?.toLowerCase();
  const found = Object.keys(machines).find((machine) => machine === `uefi-${name}`);
  return found as Machine | undefined;
}
