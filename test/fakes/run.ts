import { execFileSync, spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

/** Where the scripts for real devices, faults and virtual machines are; beside the checkout unless RIGS says otherwise. */
export const rigsFolder = resolve(process.env.RIGS ?? '../shared/rigs');

export interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program under a time limit and a memory limit; never throws for its exit status. */
export function run(command: string, args: readonly string[], options: RunOptions = {}): Ran {
  const { timeoutMs = 60_000, env = {}, cwd, input } = options;
  const result = spawnSync(command, args, {
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
    encoding: 'utf8',
    maxBuffer: 256 << 20,
    env: { ...process.env, LC_ALL: 'C.UTF-8', ...env },
    ...(cwd === undefined ? {} : { cwd }),
    ...(input === undefined ? {} : { input }),
  });
  return {
    status: result.status ?? -1,
    stdout: result.stdout ?? '',
    stderr: result.stderr ?? String(result.error),
  };
}

export interface RunOptions {
  readonly timeoutMs?: number;
  readonly env?: Record<string, string>;
  readonly cwd?: string;
  readonly input?: string;
}

/** A rig script's output; fails the test when it fails. */
export function rig(script: string, ...args: string[]): string {
  return execFileSync(`${rigsFolder}/${script}`, args, {
    encoding: 'utf8',
    timeout: 300_000,
    maxBuffer: 256 << 20,
  }).trim();
}
