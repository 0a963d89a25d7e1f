import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { seededBytes } from '../fakes/fake-image.ts';
import { rig, run } from '../fakes/run.ts';
import { LabGuest } from '../rigs/lab-guest.ts';
import { someFault } from './chance.ts';

// The power of a virtual machine is cut at random moments of a write; nothing is synced by us before. After the next
// start the job is resumed (and maybe cut again) until the stick holds the image.

const MIB = 1 << 20;
const STICK_BYTES = 48 * MIB;
const SERIAL = '0401AB';
const COMMAND = 'XDG_STATE_HOME=/mnt/state node /mnt/state/dist/main.js';
const WRITE = `write /mnt/state/image.iso PATH --yes --expect-serial ${SERIAL} --test off`;

export interface PowerCounts {
  cuts: number;
  drives: number;
  onFaultyDrives: number;
  whileWriting: number;
  whileVerifying: number;
  whileResumed: number;
  /** The cut came before anything of the job was on its own disk: written anew. */
  nothingKept: number;
  wrong: number;
}

/** Cuts the power `wanted` times while a job is under way. */
export async function cutPower(
  wanted: number,
  random: () => number,
  program: string,
  say: (text: string) => void,
): Promise<PowerCounts> {
  const counts: PowerCounts = {
    cuts: 0,
    drives: 0,
    onFaultyDrives: 0,
    whileWriting: 0,
    whileVerifying: 0,
    whileResumed: 0,
    nothingKept: 0,
    wrong: 0,
  };
  while (counts.cuts < wanted) await new Drive(counts, wanted, random, program, say).round();
  return counts;
}

/** One image, one stick, one machine: cut until it is not cut any more. */
class Drive {
  readonly #counts: PowerCounts;
  readonly #wanted: number;
  readonly #random: () => number;
  readonly #program: string;
  readonly #say: (text: string) => void;
  readonly #guest = new LabGuest(`power${process.pid}`);
  readonly #stick = `power${process.pid}`;
  readonly #folder = mkdtempSync(join(tmpdir(), 'isowright-power-'));
  #hasResumed = false;
  #isFaulty = false;

  constructor(
    counts: PowerCounts,
    wanted: number,
    random: () => number,
    program: string,
    say: (text: string) => void,
  ) {
    this.#counts = counts;
    this.#wanted = wanted;
    this.#random = random;
    this.#program = program;
    this.#say = say;
  }

  async round(): Promise<void> {
    const counts = this.#counts;
    counts.drives++;
    const bytes = seededBytes(Math.floor((6 + this.#random() * 14) * MIB), counts.drives);
    this.#isFaulty = this.#random() < 0.5;
    const fault = this.#isFaulty ? someFault(this.#random, bytes.length) : {};
    this.#makeState(bytes);
    const rate = Math.floor((5 + this.#random() * 6) * 1e6);
    rig('faulty.sh', 'up', this.#stick, String(STICK_BYTES), JSON.stringify({ rate, ...fault }));
    try {
      while (!(await this.#attempt()));
      const stored = readFileSync(rig('faulty.sh', 'image', this.#stick)).subarray(0, bytes.length);
      if (Buffer.compare(stored, bytes) !== 0) this.#wrong('the stick differs after «done»');
    } finally {
      this.#guest.down();
      rig('faulty.sh', 'down', this.#stick);
      rmSync(this.#folder, { recursive: true, force: true });
    }
  }

  /** Starts the machine and the job, or goes on with it; true when that came to its end. */
  async #attempt(): Promise<boolean> {
    const stick = this.#powerOn();
    const { id, state } = this.#storedJob();
    if (state === 'over') return true;
    const isResume = id !== undefined;
    if (this.#hasResumed && !isResume) this.#counts.nothingKept++;
    const words = isResume ? `resume ${id}` : WRITE.replace('PATH', stick);
    this.#guest.out(`rm -f /tmp/log; (${COMMAND} ${words} --json; echo "exit $?") >/tmp/log 2>/tmp/err &`);
    const isToCut = this.#counts.cuts < this.#wanted && (!isResume || this.#random() < 0.4);
    const wasCut = isToCut && (await this.#cutSomewhere(isResume));
    this.#hasResumed = true;
    if (wasCut) return false;
    const log = await this.#until((text) => /^exit \d/m.test(text));
    if (!/^exit 0$/m.test(log))
      this.#wrong(`${words}: ${log.slice(-800)}\n${this.#guest.exec('cat /tmp/err').stdout}`);
    return true;
  }

  /** @returns false when the job was quicker */
  async #cutSomewhere(isResume: boolean): Promise<boolean> {
    await this.#until((text) => text.includes('"event":"progress"') || /^exit \d/m.test(text));
    await wait(this.#random() * 3000);
    const log = this.#guest.exec('cat /tmp/log').stdout;
    if (/^exit \d/m.test(log)) return false;
    this.#guest.down();
    this.#counts.cuts++;
    const moment = log.includes('"phase":"verify"') ? 'whileVerifying' : 'whileWriting';
    this.#counts[moment]++;
    if (isResume) this.#counts.whileResumed++;
    if (this.#isFaulty) this.#counts.onFaultyDrives++;
    this.#say(`power cut ${this.#counts.cuts}: ${moment}${isResume ? ', resumed' : ''}`);
    return true;
  }

  async #until(fits: (log: string) => boolean): Promise<string> {
    for (let tries = 0; tries < 600; tries++) {
      const log = this.#guest.exec('cat /tmp/log').stdout;
      if (fits(log)) return log;
      await wait(100);
    }
    throw new Error(`nothing came: ${this.#guest.exec('tail -n 3 /tmp/log /tmp/err').stdout}`);
  }

  #powerOn(): string {
    this.#guest.up();
    const state = this.#guest.lab('plug', 'STATE', join(this.#folder, 'state.img'), 'serial=STATE1');
    this.#guest.out(`mkdir -p /mnt/state && mount ${state} /mnt/state`);
    return this.#guest.lab('plug', 'STICK', `faulty:${this.#stick}`, `serial=${SERIAL}`, 'removable=on');
  }

  #storedJob(): { id?: string; state?: string } {
    const { jobs } = JSON.parse(this.#guest.out(`${COMMAND} jobs --json`)) as {
      jobs: { id: string; state: string }[];
    };
    return jobs[0] ?? {};
  }

  /** The disk that keeps the program, the image and the jobs; a journalling file system, as everybody has. */
  #makeState(bytes: Uint8Array): void {
    const tree = join(this.#folder, 'tree');
    mkdirSync(tree);
    cpSync(dirname(this.#program), join(tree, 'dist'), { recursive: true });
    writeFileSync(join(tree, 'package.json'), '{"type":"module"}');
    writeFileSync(join(tree, 'image.iso'), bytes);
    const disk = join(this.#folder, 'state.img');
    writeFileSync(disk, '');
    truncateSync(disk, 64 * MIB);
    run('mkfs.ext4', ['-q', '-d', tree, disk]);
  }

  #wrong(text: string): void {
    this.#counts.wrong++;
    console.error(`WRONG power, drive ${this.#counts.drives}: ${text}`);
  }
}
