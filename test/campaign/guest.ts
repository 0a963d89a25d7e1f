import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// A machine in QEMU (without KVM), driven by its serial line.

const OVMF = '/usr/share/OVMF';
export type Mode = `${'bios' | 'uefi' | 'sb'}-${'cd' | 'usb'}`;

export interface GuestOptions {
  readonly image: string;
  readonly mode: Mode;
  readonly megabytes: number;
  readonly more?: readonly string[];
}

export class Guest {
  readonly #process: ChildProcess;
  readonly #room: string;
  #socket: Socket | undefined;
  #text = '';
  #from = 0;

  private constructor(process: ChildProcess, room: string) {
    this.#process = process;
    this.#room = room;
  }

  static async start(options: GuestOptions): Promise<Guest> {
    const room = mkdtempSync(join(tmpdir(), 'isowright-guest-'));
    const serial = ['-chardev', `socket,id=s,path=${room}/s,server=on,wait=on`, '-serial', 'chardev:s'];
    const words = ['-n', '5', 'qemu-system-x86_64', ...machineWords(options, room), ...serial];
    const process = spawn('nice', words, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...env(), TMPDIR: room },
    });
    const guest = new Guest(process, room);
    await guest.#connect();
    return guest;
  }

  async #connect(): Promise<void> {
    for (let tried = 0; tried < 100; tried++) {
      const socket = connect(join(this.#room, 's'));
      const isOpen = await new Promise<boolean>((resolve) => {
        socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
      });
      if (isOpen) {
        this.#socket = socket;
        socket.on('error', () => undefined);
        socket.on('data', (bytes) => {
          this.#text += bytes.toString('utf8');
        });
        return;
      }
      await pause(100);
    }
    throw new Error('QEMU did not start');
  }

  /** Everything so far, without what moves the cursor. */
  get text(): string {
    return this.#text.replaceAll(/\x1b\[[0-9;?]*[A-Za-z]|\x1b[()][A-Z0-9]|\r/g, '');
  }

  /** Waits for a text behind what was found before. */
  async wait(pattern: RegExp, seconds: number): Promise<RegExpExecArray> {
    for (let end = Date.now() + seconds * 1000; ; ) {
      const found = pattern.exec(this.text.slice(this.#from));
      if (found) {
        this.#from += found.index + found[0].length;
        return found;
      }
      if (Date.now() > end || this.#process.exitCode !== null)
        throw new Error(`not seen: ${pattern}\n${this.text.slice(-3000)}`);
      await pause(100);
    }
  }

  type(text: string): void {
    this.#socket?.write(text);
  }

  /** A command in a shell of the guest: what it said, and how it ended. */
  async run(command: string, seconds: number): Promise<{ readonly said: string; readonly status: number }> {
    const mark = `M${Math.random().toString(36).slice(2, 8)}`;
    this.type(`${command}; echo ${mark.slice(0, 1)}""${mark.slice(1)}=$?\r`);
    const from = this.#from;
    const [, status] = await this.wait(new RegExp(`${mark}=(\\d+)`), seconds);
    return { said: this.text.slice(from, this.#from), status: Number(status) };
  }

  stop(): void {
    this.#socket?.destroy();
    this.#process.kill('SIGKILL');
    rmSync(this.#room, { recursive: true, force: true });
  }
}

const env = (): NodeJS.ProcessEnv => process.env;

function machineWords({ image, mode, megabytes, more = [] }: GuestOptions, room: string): string[] {
  const [firmware, medium] = mode.split('-');
  return [
    ...['-accel', 'tcg,thread=multi', '-cpu', 'max', '-machine', 'q35', '-m', String(megabytes)],
    ...[
      '-display',
      'none',
      '-monitor',
      'none',
      '-parallel',
      'none',
      '-nic',
      'none',
      '-vga',
      'std',
      '-no-reboot',
    ],
    ...firmwareWords(firmware ?? '', room),
    ...(medium === 'cd'
      ? [
          '-drive',
          `if=none,id=medium,media=cdrom,format=raw,readonly=on,file.locking=off,file=${image}`,
          '-device',
          'ide-cd,drive=medium,bus=ide.0,bootindex=0',
        ]
      : [
          '-device',
          'qemu-xhci',
          '-drive',
          `if=none,id=medium,format=raw,snapshot=on,file.locking=off,file=${image}`,
          '-device',
          'usb-storage,id=bootstick,drive=medium,removable=on,serial=BOOT1,bootindex=0',
        ]),
    ...more,
  ];
}

function firmwareWords(firmware: string, room: string): string[] {
  if (firmware === 'bios') return [];
  const [code, vars] =
    firmware === 'sb' ? ['OVMF_CODE_4M.ms.fd', 'OVMF_VARS_4M.ms.fd'] : ['OVMF_CODE_4M.fd', 'OVMF_VARS_4M.fd'];
  copyFileSync(join(OVMF, vars ?? ''), join(room, 'vars.fd'));
  const secure =
    firmware === 'sb'
      ? ['-machine', 'smm=on', '-global', 'driver=cfi.pflash01,property=secure,value=on']
      : [];
  return [
    ...secure,
    ...['-drive', `if=pflash,format=raw,readonly=on,file=${OVMF}/${code}`],
    ...['-drive', `if=pflash,format=raw,file=${room}/vars.fd`],
  ];
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
