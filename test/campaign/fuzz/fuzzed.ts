import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { Sound } from './corpus.ts';
import type { Share, Told } from './worker.ts';

export interface FuzzPlan {
  readonly folder: string;
  /** Inputs of all formats together. */
  readonly count: number;
  readonly firstSeed: number;
}

const MOST_CPU_MS = 1000;
const MOST_BYTES = 256 << 20;
/** Without a word for so long, a process hangs: other programs may be in its way. */
const MOST_SILENCE_MS = 30_000;
const SHARE_INPUTS = 500;
const MOST_NAMED = 40;

interface Row {
  inputs: number;
  read: number;
  slowestMs: number;
  peakBytes: number;
}

type Message = { readonly begins: number } | { readonly told: Told } | { readonly ended: true };

/** Many inputs, shared among processes. */
export class Fuzzed {
  readonly #plan: FuzzPlan;
  readonly #rows = new Map<string, Row>();
  readonly #faults: string[] = [];
  readonly #shares: { readonly sound: Sound; readonly share: Share }[] = [];

  constructor(sound: readonly Sound[], plan: FuzzPlan) {
    this.#plan = plan;
    const each = Math.ceil(plan.count / sound.length);
    for (let done = 0; done < each; done += SHARE_INPUTS)
      for (const one of sound)
        this.#shares.push({
          sound: one,
          share: {
            path: one.path,
            firstSeed: plan.firstSeed + done,
            count: Math.min(SHARE_INPUTS, each - done),
          },
        });
  }

  get isClean(): boolean {
    return this.#faults.length === 0;
  }

  async run(processes: number): Promise<void> {
    await Promise.all(Array.from({ length: processes }, (_, index) => this.#lane(index)));
  }

  /** A line a format, then what went wrong. */
  lines(): string[] {
    const rows = [...this.#rows].sort(([a], [b]) => (a < b ? -1 : 1));
    const inputs = rows.reduce((sum, [, row]) => sum + row.inputs, 0);
    return [
      ...rows.map(([name, row]) =>
        [
          name.padEnd(28),
          `${row.inputs} inputs`.padStart(15),
          `${row.read} read`.padStart(13),
          `${row.slowestMs.toFixed(0)} ms`.padStart(9),
          `${(row.peakBytes / 2 ** 20).toFixed(0)} MiB`.padStart(9),
        ].join(' '),
      ),
      ...this.#faults.slice(0, MOST_NAMED),
      `${inputs} inputs, ${this.#faults.length} faults`,
    ];
  }

  async #lane(index: number): Promise<void> {
    for (let next = this.#shares.shift(); next; next = this.#shares.shift())
      await this.#carriedOut(next.sound, next.share, index);
  }

  /** Where a process dies or hangs, another one goes on behind the input that did it. */
  async #carriedOut(sound: Sound, share: Share, lane: number): Promise<void> {
    let left: Share | undefined = share;
    while (left && left.count > 0) left = await this.#inProcess(sound, left, lane);
  }

  #inProcess(sound: Sound, share: Share, lane: number): Promise<Share | undefined> {
    const child = fork(join(import.meta.dirname, 'worker.ts'), [join(this.#plan.folder, `lane-${lane}`)], {
      execArgv: [
        '--max-old-space-size=128',
        '--max-semi-space-size=8',
        '--disable-warning=ExperimentalWarning',
      ],
    });
    child.send(share);
    return new Promise((resolve) => {
      let at = share.firstSeed;
      let isEnded = false;
      const silence = setTimeout(() => child.kill('SIGKILL'), MOST_SILENCE_MS);
      child.on('message', (message: Message) => {
        silence.refresh();
        if ('begins' in message) at = message.begins;
        else if ('told' in message) this.#take(sound, message.told, child);
        else {
          isEnded = true;
          child.disconnect();
        }
      });
      child.on('exit', (code, signal) => {
        clearTimeout(silence);
        if (isEnded) return resolve(undefined);
        if (!child.killed || signal !== 'SIGTERM') this.#fault(sound, at, `ended by ${signal ?? code}`);
        const endSeed = share.firstSeed + share.count;
        resolve({ ...share, firstSeed: at + 1, count: endSeed - at - 1 });
      });
    });
  }

  #take(sound: Sound, { seed, outcome, cpuMs, peakBytes, said }: Told, child: ChildProcess): void {
    const row = this.#rows.get(sound.name) ?? { inputs: 0, read: 0, slowestMs: 0, peakBytes: 0 };
    this.#rows.set(sound.name, row);
    row.inputs++;
    if (outcome === 'read') row.read++;
    row.slowestMs = Math.max(row.slowestMs, cpuMs);
    row.peakBytes = Math.max(row.peakBytes, peakBytes);
    if (outcome === 'crash') this.#fault(sound, seed, said ?? '');
    if (cpuMs > MOST_CPU_MS) this.#fault(sound, seed, `${cpuMs.toFixed(0)} ms`);
    if (peakBytes <= MOST_BYTES) return;
    this.#fault(sound, seed, `${(peakBytes / 2 ** 20).toFixed(0)} MiB`);
    // The next one begins with little in memory again.
    child.kill('SIGTERM');
  }

  #fault({ name }: Sound, seed: number, said: string): void {
    const text = `FAULT ${name}, seed ${seed}: ${said}`;
    this.#faults.push(text);
    console.error(text);
  }
}
