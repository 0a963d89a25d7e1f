import { efiProgramFor } from '../../engine/author/boot/efi-program.ts';

/** Tiny programs for firmware to start: each writes its name to a port and gives the machine back, or ends it. */

/** Where a started program writes its name. */
export const NAME_PORT = 0xe9;
/** What is written here ends QEMU. */
export const EXIT_PORT = 0xf4;

/** A boot sector, or a boot image of 512 bytes: writes its name and ends the machine. Runs at any place of real mode. */
export function biosProgram(name: string): Buffer {
  const code = [
    0xe8,
    0x00,
    0x00, // call the next instruction, for its place
    0x5e, // pop si
    0x83,
    0xc6,
    0x1a, // add si, 26: to the name
    0x8c,
    0xc8,
    0x8e,
    0xd8, // ds = cs
    0xba,
    NAME_PORT,
    0x00, // dx = port
    0xac,
    0x84,
    0xc0,
    0x74,
    0x03, // lodsb; until zero
    0xee,
    0xeb,
    0xf8, // out dx, al; on
    0xba,
    EXIT_PORT,
    0x00,
    0xb0,
    0x10,
    0xee, // out
    0xf4, // hlt
  ];
  const sector = Buffer.alloc(512);
  sector.set(code);
  sector.write(`${name}\n\0`, 3 + 0x1a, 'latin1');
  sector.writeUInt16BE(0x55aa, 510);
  return sector;
}

/** A program for UEFI on x64: writes its name, then says it was aborted, so that firmware goes on to the next medium; or ends the machine. */
export function efiProgram(name: string, ends = false): Buffer {
  const end = ends
    ? [0xba, EXIT_PORT, 0x00, 0x00, 0x00, 0xb0, 0x10, 0xee] // mov edx, port; out
    : [0xb8, 0x15, 0x00, 0x00, 0x00, 0x48, 0x0f, 0xba, 0xe8, 0x3f]; // eax = 21; bts rax, 63: EFI_ABORTED
  const loop = [
    0xba,
    NAME_PORT,
    0x00,
    0x00,
    0x00, // mov edx, port
    0x8a,
    0x01,
    0x84,
    0xc0,
    0x74,
    0x06, // mov al, [rcx]; until zero
    0xee,
    0x48,
    0xff,
    0xc1,
    0xeb,
    0xf4, // out dx, al; inc rcx; on
  ];
  const rest = [...loop, ...end, 0xc3];
  const code = Buffer.from([0x48, 0x8d, 0x0d, rest.length, 0x00, 0x00, 0x00, ...rest]); // lea rcx, [rip + name]
  return efiProgramFor('uefi-x64', Buffer.concat([code, Buffer.from(`${name}\n\0`, 'latin1')]));
}
