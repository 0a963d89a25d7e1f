import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DoneFact, JobEvent } from '../../src/engine/contract/events/events.ts';
import { type Ran, run } from './rigs.ts';

/** The built program, as a user would run it. */
export const programPath = process.env.ISOWRIGHT_PROGRAM ?? join(process.cwd(), 'dist/main.js');

const stateFolder = mkdtempSync(join(tmpdir(), 'isowright-state-'));
const environment = { XDG_STATE_HOME: stateFolder };

export interface CliRan extends Ran {
  /** The objects on standard output, when they are NDJSON. */
  readonly events: JobEvent[];
  readonly done: DoneFact | undefined;
}

/** Runs isowright without a terminal, under a time limit. */
export function isowright(
  args: readonly string[],
  options: { env?: Record<string, string>; cwd?: string } = {},
): CliRan {
  const ran = run(process.execPath, [programPath, ...args], {
    timeoutMs: 120_000,
    ...options,
    env: { ...environment, ...options.env },
  });
  const events = eventsOf(ran.stdout);
  return { ...ran, events, done: events.find((event) => event.event === 'done') };
}

export interface CliProcess {
  readonly child: ChildProcess;
  /** Resolves with the first event that fits; rejects when the program ends without one. */
  waitFor(fits: (event: JobEvent) => boolean): Promise<JobEvent>;
  /** Exit code and everything it said. */
  readonly ended: Promise<CliRan>;
}

/** Starts isowright with `--json` to act on it while it runs. */
export function startIsowright(args: readonly string[], env: Record<string, string> = {}): CliProcess {
  const child = spawn(process.execPath, [programPath, ...args, '--json'], {
    env: { ...process.env, ...environment, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), 120_000);
  let stdout = '';
  let stderr = '';
  const watchers = new Set<() => void>();
  child.stdout.on('data', (text: Buffer) => {
    stdout += text;
    for (const watch of watchers) watch();
  });
  child.stderr.on('data', (text: Buffer) => {
    stderr += text;
  });
  const ended = new Promise<CliRan>((resolve) => {
    child.on('close', (code) => {
      clearTimeout(timer);
      const events = eventsOf(stdout);
      resolve({
        status: code ?? -1,
        stdout,
        stderr,
        events,
        done: events.find(({ event }) => event === 'done') as DoneFact | undefined,
      });
    });
  });
  return {
    child,
    ended,
    waitFor: (fits) =>
      new Promise((resolve, reject) => {
        const watch = (): void => {
          const found = eventsOf(stdout).find(fits);
          if (found) resolve(found);
        };
        watchers.add(watch);
        watch();
        void ended.then(() => reject(new Error(`ended before: ${stdout}${stderr}`)));
      }),
  };
}

function eventsOf(stdout: string): JobEvent[] {
  return stdout.split('\n').flatMap((line) => {
    try {
      const value = JSON.parse(line) as JobEvent;
      return typeof value === 'object' && value !== null && 'event' in value ? [value] : [];
    } catch {
      return [];
    }
  });
}
