import { accessSync, constants, copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure } from '../../engine/contract/failure/failure.ts';
import type { Guest, GuestLook, GuestOrder } from '../../engine/contract/ports/guest.ts';
import { isInstalled } from '../../engine/host/tools/is-installed.ts';
import { startTool } from '../../engine/host/tools/start-tool.ts';
import { type FirmwareFiles, firmwareFiles } from './firmware-files.ts';
import { qemuArguments } from './qemu-arguments.ts';
import { Qmp } from './qmp.ts';

const QEMU = 'qemu-system-x86_64';
/** Every instruction translated: works everywhere. */
const SLOW = 'tcg,thread=multi';
const TEXT_MEMORY_AT = 0xb8000;
const TEXT_MEMORY_BYTES = 4000;

/** Whether `startGuest` could start a machine at all. */
export const canStartGuest = (): boolean => isInstalled(QEMU);

/**
 * Starts QEMU with one image. It ends with this process, however that ends.
 *
 * @throws Failure `emulator-missing`, `permission-denied`, `tool-failed`
 */
export async function startGuest(order: GuestOrder, platform: string = process.platform): Promise<Guest> {
  if (!canStartGuest()) throw new Failure('emulator-missing', { what: 'emulator', platform });
  const { firmware, path } = order;
  const files = firmware === 'bios' ? undefined : firmwareFiles(firmware);
  if (firmware !== 'bios' && !files) throw new Failure('emulator-missing', { what: firmware, platform });
  demandReadable(path);
  const fast = fastFor(platform);
  // A processor's own help may be there and not work, within another virtual machine: the emulator then gives up at once.
  const guest = fast === undefined ? undefined : await started(order, files, fast).catch(() => undefined);
  return guest ?? started(order, files, SLOW);
}

async function started(
  order: GuestOrder,
  files: FirmwareFiles | undefined,
  accelerator: string,
): Promise<Guest> {
  const room = mkdtempSync(join(tmpdir(), 'isowright-try-'));
  try {
    return await inRoom(room, order, files, accelerator);
  } catch (error) {
    rmSync(room, { recursive: true, force: true });
    throw error;
  }
}

function demandReadable(path: string): void {
  try {
    accessSync(path, constants.R_OK);
  } catch {
    throw new Failure('permission-denied', { path });
  }
}

/**
 * Waits beside QEMU for the end of whoever started it: the descriptor 3 is a pipe that nobody writes to, and that the system closes when
 * that process ends, even by a kill.
 */
const BESIDE = [
  'room=$1; shift',
  'exec 4<&0',
  '"$@" <&4 3<&- & guest=$!',
  'exec 4<&- </dev/null >/dev/null',
  '{ cat <&3 >/dev/null',
  'kill -9 "$guest"',
  'rm -rf "$room"',
  '} 2>/dev/null &',
  'exec 3<&-; wait "$guest"; exit $?',
].join('\n');

async function inRoom(
  room: string,
  { path, medium }: GuestOrder,
  firmware: FirmwareFiles | undefined,
  accelerator: string,
): Promise<Guest> {
  const variables = join(room, 'variables');
  const serial = join(room, 'serial');
  if (firmware) copyFileSync(firmware.variables, variables);
  const args = qemuArguments({ path, medium, firmware, variables, serial, accelerator });
  const child = startTool('/bin/sh', ['-c', BESIDE, 'sh', room, QEMU, ...args], {
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    // There QEMU keeps what a guest writes (`snapshot=on`).
    environment: { TMPDIR: room },
    ownGroup: true,
  });
  const { stdin, stdout, stderr } = child;
  if (!stdin || !stdout || !stderr) throw new Failure('too-few-files', {});
  const life = child.stdio[3];
  const gone = new Promise<void>((resolve) => child.on('close', () => resolve()));
  child.on('error', () => undefined);
  const qmp = new Qmp(stdin, stdout, stderr);
  const close = async (): Promise<void> => {
    life?.destroy();
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // All of them are gone.
    }
    await gone;
    rmSync(room, { recursive: true, force: true });
  };
  try {
    await qmp.do('qmp_capabilities');
    await qmp.do('query-status');
    return { accelerator: accelerator.replace(/,.*/, ''), look: () => lookAt(qmp, room), close };
  } catch (error) {
    await close();
    throw error;
  }
}

function fastFor(platform: string): string | undefined {
  if (platform === 'darwin') return 'hvf';
  return isUsable('/dev/kvm') ? 'kvm' : undefined;
}

function isUsable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

async function lookAt(qmp: Qmp, room: string): Promise<GuestLook> {
  const [picture, text] = [join(room, 'picture'), join(room, 'text')];
  const isOver = await Promise.all([
    qmp.do('screendump', { filename: picture }),
    qmp.do('pmemsave', { val: TEXT_MEMORY_AT, size: TEXT_MEMORY_BYTES, filename: text }),
  ]).then(
    () => false,
    (error: unknown) => {
      // It was reset, or switched itself off: what it showed last is kept.
      if (!qmp.isOver) throw error;
      return true;
    },
  );
  return {
    serial: bytesIn(join(room, 'serial')) ?? new Uint8Array(),
    picture: bytesIn(picture),
    textMemory: bytesIn(text),
    hasEnded: isOver || qmp.happened('SHUTDOWN'),
  };
}

function bytesIn(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
