import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../fakes/rigs.ts';
import { disc } from './discs.ts';
import { mbrDisk } from './disks.ts';
import { biosProgram, EXIT_PORT, efiProgram, NAME_PORT } from './programs.ts';
import { efiVolume } from './volumes.ts';

/** Machines with real firmware that say which media they started, and no more. */

export interface Medium {
  readonly file: string;
  readonly as: 'cd' | 'usb';
  /** Of the drive; 512 unless it says otherwise. */
  readonly sectorBytes?: number;
}

const OVMF = '/usr/share/OVMF';
/** The program on the medium behind all others: firmware has tried them when it is there. */
const NOTHING = 'nothing';

/** What SeaBIOS starts from this one medium: the name that its program writes, or `nothing`; '' when it hangs. */
export function bios({ file, as }: Medium, timeoutMs = 30_000): string {
  return inRoom((room) => {
    const last = join(room, 'last');
    const program = biosProgram(NOTHING);
    // SeaBIOS tries one disk and one disc.
    writeFileSync(last, as === 'cd' ? mbrDisk({ code: program }) : disc([{ image: program }]));
    const device = { cd: 'ide-cd', usb: 'ide-hd' };
    const drive = (id: string, path: string, isDisc: boolean): string =>
      `if=none,id=${id},format=raw,file=${path},${isDisc ? 'media=cdrom,readonly=on' : 'snapshot=on'}`;
    return started(room, timeoutMs, [
      ...['-drive', drive('it', file, as === 'cd'), '-drive', drive('last', last, as !== 'cd')],
      ...['-device', `${device[as]},drive=it,bus=ide.0,bootindex=0`],
      ...['-device', `${device[as === 'cd' ? 'usb' : 'cd']},drive=last,bus=ide.1,bootindex=1`],
    ]).join(' ');
  });
}

/** Names of the programs that OVMF starts, of up to 30 media that it tries one after the other. */
export function uefi(media: readonly Medium[], timeoutMs = 120_000): string[] {
  return inRoom((room) => {
    const last = join(room, 'last');
    writeFileSync(last, efiVolume(efiProgram(NOTHING, true)));
    const variables = join(room, 'variables');
    copyFileSync(join(OVMF, 'OVMF_VARS_4M.fd'), variables);
    const names = started(room, timeoutMs, [
      ...['-drive', `if=pflash,format=raw,readonly=on,file=${OVMF}/OVMF_CODE_4M.fd`],
      ...['-drive', `if=pflash,format=raw,file=${variables}`],
      ...['-device', 'virtio-scsi-pci,id=scsi'],
      ...[...media, { file: last, as: 'usb' as const }].flatMap(scsiDevice),
    ]);
    // Without the last one nobody knows whether the others had their turn.
    if (names.at(-1) !== NOTHING) throw new Error(`OVMF did not get through: ${names.join(' ')}`);
    return names.slice(0, -1);
  });
}

function scsiDevice({ file, as, sectorBytes = 512 }: Medium, i: number): string[] {
  const drive = `if=none,id=m${i},format=raw,file=${file}`;
  const place = `drive=m${i},bus=scsi.0,scsi-id=${i},bootindex=${i}`;
  if (as === 'cd') return ['-drive', `${drive},media=cdrom,readonly=on`, '-device', `scsi-cd,${place}`];
  const blocks = `logical_block_size=${sectorBytes},physical_block_size=${sectorBytes}`;
  return ['-drive', `${drive},snapshot=on`, '-device', `scsi-hd,${place},${blocks}`];
}

/** Names in the order in which their programs were started. */
function started(room: string, timeoutMs: number, media: readonly string[]): string[] {
  const names = join(room, 'names');
  const machine = [
    ...['-accel', 'tcg', '-cpu', 'max', '-machine', 'q35,graphics=off', '-m', '256', '-nodefaults'],
    ...['-display', 'none', '-vga', 'none', '-no-reboot'],
    ...['-chardev', `file,id=names,path=${names}`],
    ...['-device', `isa-debugcon,iobase=${NAME_PORT},chardev=names`],
    ...['-device', `isa-debug-exit,iobase=${EXIT_PORT}`],
  ];
  const ran = run('qemu-system-x86_64', [...machine, ...media], { timeoutMs, env: { TMPDIR: room } });
  if (!existsSync(names)) throw new Error(`QEMU did not start: ${ran.stderr}`);
  return readFileSync(names, 'latin1').trim().split('\n');
}

function inRoom<T>(work: (room: string) => T): T {
  const room = mkdtempSync(join(tmpdir(), 'isowright-firmware-'));
  try {
    return work(room);
  } finally {
    rmSync(room, { recursive: true, force: true });
  }
}
