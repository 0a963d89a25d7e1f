import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { build } from 'esbuild';
import { type Ran, rigsFolder, run } from '../fakes/run.ts';

const BOOT_LIMIT_MS = 150_000;
const LAB = `${rigsFolder}/lab.sh`;

/** A guest of `lab.sh` under a name of its own, so that several can be up. */
export class LabGuest {
  readonly #name: string;

  constructor(name: string) {
    this.#name = name;
  }

  /** From the snapshot: about a second; USB sticks and discs can be plugged. */
  up(): void {
    this.lab('up');
  }

  /**
   * Boots instead, with more hardware: NVMe and IDE cannot be plugged into the snapshot. Takes 12 s and more.
   *
   * @param hardware QEMU arguments, `-drive …`, `-device …`. No virtio disks: the root has to be the first.
   */
  async boot(hardware: readonly string[]): Promise<void> {
    const folder = this.#folder();
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const [command, ...args] = qemuCommand();
    const log = openSync(join(folder, 'qemu.log'), 'w');
    const stdio = ['ignore', log, log] as const;
    const child = spawn(command!, [...args, ...sockets(folder), ...hardware], {
      stdio: [...stdio],
      detached: true,
    });
    child.unref();
    writeFileSync(join(folder, 'pid'), `${child.pid}\n`);
    for (
      const endMs = Date.now() + BOOT_LIMIT_MS;
      !consoleOf(folder).includes('LAB-READY');
      await wait(100)
    ) {
      if (Date.now() > endMs) throw new Error(`the guest did not come up\n${consoleOf(folder)}`);
    }
  }

  down(): void {
    run(LAB, ['down'], { env: this.#env() });
  }

  /** Runs a command as root in the guest; output and exit status are the command's. */
  exec(command: string, seconds = 60): Ran {
    const timeoutMs = (seconds + 30) * 1000;
    return run(LAB, ['exec', '--timeout', `${seconds}`, command], { env: this.#env(), timeoutMs });
  }

  /** Output of a command that has to succeed. */
  out(command: string, seconds = 60): string {
    const ran = this.exec(command, seconds);
    if (ran.status !== 0) throw new Error(`${command}: ${ran.status}\n${ran.stdout}${ran.stderr}`);
    return ran.stdout.trim();
  }

  /** One of the other verbs, `plug ID FILE serial=…`; what it prints. */
  lab(...args: string[]): string {
    const ran = run(LAB, args, { env: this.#env(), timeoutMs: 120_000 });
    if (ran.status !== 0) throw new Error(`lab.sh ${args.join(' ')}: ${ran.stderr}`);
    return ran.stdout.trim();
  }

  /** Bundles a script of ours (with what it imports) and puts it into the guest as `remote`. */
  async pushScript(source: string, remote: string): Promise<void> {
    const folder = mkdtempSync(join(tmpdir(), 'isowright-lab-'));
    const require =
      "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);";
    await build({
      entryPoints: [source],
      outfile: join(folder, remote.split('/').at(-1)!),
      bundle: true,
      platform: 'node',
      format: 'esm',
      // Native, and only asked for discs.
      external: ['koffi'],
      banner: { js: require },
      logLevel: 'error',
    });
    this.lab('push', folder, remote.replace(/\/[^/]*$/, ''));
    rmSync(folder, { recursive: true });
  }

  #env(): Record<string, string> {
    return { RIG_LAB: this.#name };
  }

  #folder(): string {
    const run = process.env.RIG_RUN ?? `/tmp/isowright-rigs-${process.getuid?.()}`;
    return join(run, 'lab', this.#name);
  }
}

/** The lab's own command line and root disk, from its scripts: what they are is written down once. */
function qemuCommand(): string[] {
  const script = `set -e; cd "$1"; "$1/lab.sh" build >&2; . "$1/lib/common.sh"; . "$1/lib/guest-common.sh"
    lab_command "$RIG_CACHE/lab"; printf '%s\\n' "\${GUEST_COMMAND[@]}" -drive
    echo "if=virtio,format=raw,readonly=on,file.locking=off,file=$RIG_CACHE/lab/root.img"`;
  // "$0" names the script the libraries belong to: they look for their folder beside it.
  const asked = run('bash', ['-c', script, LAB, rigsFolder], { timeoutMs: 300_000 });
  if (asked.status !== 0) throw new Error(asked.stderr);
  return asked.stdout.trim().split('\n');
}

function sockets(folder: string): string[] {
  const socket = (id: string) => `socket,id=${id},path=${folder}/${id},server=on,wait=off`;
  return [
    ...['-chardev', `${socket('console')},logfile=${folder}/console.log`, '-serial', 'chardev:console'],
    ...['-chardev', socket('agent'), '-serial', 'chardev:agent'],
    ...['-qmp', `unix:${folder}/qmp,server=on,wait=off`],
  ];
}

function consoleOf(folder: string): string {
  try {
    return readFileSync(join(folder, 'console.log'), 'utf8');
  } catch {
    return '';
  }
}
