import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import type { DoneFact, JobEvent } from '../../../src/engine/contract/events/events.ts';
import { type Moment, signOf } from './moments.ts';
import type { Party } from './party.ts';
import { halt, jobProcessOf, signal, stepTo } from './stepping.ts';

export interface Told {
  readonly exitCode: number;
  readonly events: readonly JobEvent[];
  readonly done: DoneFact | undefined;
  readonly text: string;
  /** It did not end within its time and was killed. */
  readonly isHung: boolean;
}

const PATIENCE_MS = 60_000;
const environment = {
  PATH: process.env.PATH,
  LC_ALL: 'C.UTF-8',
  TERM: 'dumb',
  // The same folder becomes the same image.
  SOURCE_DATE_EPOCH: '1700000000',
};

/** The real program of a party, seen from outside and stopped where one wants. */
export class Program {
  readonly #child: ChildProcess;
  readonly ended: Promise<Told>;
  #text = '';
  #isHung = false;
  #job: number | undefined;
  #events: JobEvent[] = [];
  #parsedTo = 0;

  constructor(party: Party, args: readonly string[], state: string, { asks = false } = {}) {
    const line = [party.node, party.program, ...args];
    const [command = '', ...words] = asks ? onTerminal(line) : line;
    this.#child = spawn(command, words, {
      cwd: '/',
      env: { ...environment, HOME: party.home, XDG_STATE_HOME: state },
      stdio: [asks ? 'pipe' : 'ignore', 'pipe', 'pipe'],
      // A group of its own, which can be stopped as a whole.
      detached: true,
      uid: party.runsAs,
      gid: party.runsAs,
    });
    const hear = (text: Buffer): void => {
      this.#text += text;
    };
    this.#child.stdout?.on('data', hear);
    this.#child.stderr?.on('data', hear);
    this.#child.stdin?.on('error', () => undefined);
    this.ended = this.#end();
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  get events(): readonly JobEvent[] {
    const upTo = this.#text.lastIndexOf('\n') + 1;
    this.#events.push(...eventsIn(this.#text.slice(this.#parsedTo, upTo)));
    this.#parsedTo = upTo;
    return this.#events;
  }

  /** Leaves the job standing at a moment. @returns false when it was over before */
  async reach(moment: Moment): Promise<boolean> {
    if (moment === 'asked') return this.untilSaid('to continue: ');
    const job = await this.#jobProcess();
    if (job === undefined) return false;
    if (moment === 'begun') return halt(job);
    const isThere = (): boolean => this.events.some(signOf[moment] ?? (() => true));
    return stepTo({ pid: job, isThere, listeners: [this.pid], heard: () => this.#text.length });
  }

  /** Leaves the program itself standing when something is so that can be seen from outside. */
  reachWhen(isThere: () => boolean): Promise<boolean> {
    return stepTo({ pid: this.pid, isThere, listeners: [], heard: () => 1 });
  }

  goOn(): void {
    signal(this.#job ?? this.pid, 'SIGCONT');
  }

  answer(text: string): void {
    this.#child.stdin?.write(`${text}\n`);
  }

  killJob(): void {
    if (this.#job !== undefined) signal(this.#job, 'SIGKILL');
  }

  /** @returns false when it ended before */
  async untilSaid(text: string): Promise<boolean> {
    while (!this.#text.includes(text)) {
      if (this.#child.exitCode !== null || this.#child.signalCode !== null) return false;
      await wait(1);
    }
    return true;
  }

  async #jobProcess(): Promise<number | undefined> {
    while (this.#child.exitCode === null && this.#child.signalCode === null && this.#job === undefined) {
      this.#job = jobProcessOf(this.pid);
      if (this.#job === undefined) await wait(1);
    }
    return this.#job;
  }

  #end(): Promise<Told> {
    const timer = setTimeout(() => {
      this.#isHung = true;
      this.killJob();
      signal(this.pid, 'SIGKILL');
    }, PATIENCE_MS);
    return new Promise((resolve) => {
      this.#child.on('close', (code) => {
        clearTimeout(timer);
        this.#text += '\n';
        const done = this.events.find(({ event }) => event === 'done') as DoneFact | undefined;
        const { events } = this;
        resolve({ exitCode: code ?? -1, events, done, text: this.#text, isHung: this.#isHung });
      });
    });
  }
}

function onTerminal(line: readonly string[]): string[] {
  const quoted = line.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
  return ['script', '--quiet', '--return', '--flush', '--command', `exec ${quoted}`, '/dev/null'];
}

function eventsIn(text: string): JobEvent[] {
  return text.split('\n').flatMap((line) => {
    if (!line.startsWith('{"v":1')) return [];
    return [JSON.parse(line) as JobEvent];
  });
}
