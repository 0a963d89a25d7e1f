import type { GuestMedium } from '../../engine/contract/ports/guest.ts';
import type { FirmwareFiles } from './firmware-files.ts';

export interface GuestParts {
  readonly path: string;
  readonly medium: GuestMedium;
  /** Absent: the BIOS that comes with QEMU. */
  readonly firmware?: FirmwareFiles | undefined;
  /** Its own copy of the variables. */
  readonly variables: string;
  /** Where the serial line goes. */
  readonly serial: string;
  readonly accelerator: string;
}

const MEMORY_MIB = 1024;

/** The command line of a PC with one medium and nothing else: no network, no other drive, nothing of this user's settings. */
export function qemuArguments(parts: GuestParts): string[] {
  const { firmware, accelerator, serial } = parts;
  return [
    ...['-nodefaults', '-no-user-config', '-no-reboot', '-nic', 'none', '-display', 'none', '-vga', 'std'],
    ...[
      '-accel',
      accelerator,
      '-machine',
      firmware?.needsSmm ? 'q35,smm=on' : 'q35',
      '-cpu',
      'max',
      '-m',
      `${MEMORY_MIB}`,
    ],
    ...['-boot', 'strict=on'],
    ...['-chardev', 'stdio,id=control', '-mon', 'chardev=control,mode=control'],
    ...['-serial', `file:${serial}`],
    ...(firmware ? flash(firmware, parts.variables) : []),
    ...mediumArguments(parts),
  ];
}

function flash({ code, needsSmm }: FirmwareFiles, variables: string): string[] {
  return [
    ...(needsSmm ? ['-global', 'driver=cfi.pflash01,property=secure,value=on'] : []),
    ...['-drive', `if=pflash,format=raw,readonly=on,file=${quoted(code)}`],
    ...['-drive', `if=pflash,format=raw,file=${quoted(variables)}`],
  ];
}

/** Neither way writes to the image: a disc is read-only, and what is written to a stick goes to a file that is thrown away. */
function mediumArguments({ path, medium }: GuestParts): string[] {
  const drive = `if=none,id=medium,format=raw,file.locking=off,file=${quoted(path)}`;
  return medium === 'cd'
    ? [
        ...['-drive', `${drive},media=cdrom,readonly=on`],
        ...['-device', 'ide-cd,drive=medium,bus=ide.0,bootindex=0'],
      ]
    : [
        ...['-device', 'qemu-xhci', '-drive', `${drive},snapshot=on`],
        ...['-device', 'usb-storage,drive=medium,removable=on,bootindex=0'],
      ];
}

/** QEMU takes a comma in a value doubled. */
const quoted = (path: string): string => path.replaceAll(',', ',,');
