import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { test } from 'vitest';
import { rigsFolder } from './run.ts';

export { type Ran, rig, rigsFolder, run } from './run.ts';

const required = process.env.REQUIRE_RIGS === '1';

/** What a test needs from outside; each is found once. */
export type Need = 'rigs' | 'root' | 'loop' | 'wine' | `tool:${string}`;

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
  if (need === 'wine') return has('rigs') && existsSync('/usr/lib/wine/wine64');
  return spawnSync('sh', ['-c', 'command -v "$1"', 'sh', need.slice('tool:'.length)]).status === 0;
}

function remedy(missing: Need[]): string {
  if (missing.includes('root') || missing.includes('loop')) return 'sudo npm test';
  if (missing.includes('rigs')) return 'RIGS=/path/to/rigs npm test';
  if (missing.includes('wine')) return `npm run build && ${rigsFolder}/wine.sh setup`;
  return `${rigsFolder}/setup.sh all`;
}
