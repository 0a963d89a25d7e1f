import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'vitest';

/** Where the scripts for real devices, faults and virtual machines are; beside the checkout unless RIGS says otherwise. */
export const rigsFolder = resolve(process.env.RIGS ?? '../shared/rigs');

const required = process.env.REQUIRE_RIGS === '1';

/** What a test needs from outside; each is found once. */
export type Need = 'rigs' | 'root' | 'loop' | `tool:${string}`;

/**
 * `test`, when everything it needs is there; else a skip that names what is missing and how to get it.
 * With REQUIRE_RIGS=1 the missing thing is a failure.
 */
export function testWith(...needs: Need[]): typeof test | typeof test.skip {
  const missing = needs.filter((need) => !has(need));
  if (missing.length === 0 || required) return test;
  console.log(`SKIPPED-FOR ${missing.join(' ')} enable with: ${remedy(missing)}`);
  return test.skip;
}

export function has(need: Need): boolean {
  if (need === 'rigs') return existsSync(`${rigsFolder}/setup.sh`);
  if (need === 'root') return process.getuid?.() === 0;
  if (need === 'loop') return has('root') && existsSync('/dev/loop-control');
  return spawnSync('sh', ['-c', 'command -v "$1"', 'sh', need.slice('tool:'.length)]).status === 0;
}

function remedy(missing: Need[]): string {
  if (missing.includes('root') || missing.includes('loop')) return 'sudo npm test';
  if (missing.includes('rigs')) return 'RIGS=/path/to/rigs npm test';
  return `${rigsFolder}/setup.sh all`;
}

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
