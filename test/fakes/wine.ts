import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Ran, rig, rigsFolder, run } from './rigs.ts';

// The built program on the Windows of `wine.sh`: its drive C: has `node.exe` and `dist` in `C:\iw`.

const script = `${rigsFolder}/wine.sh`;
const LIMIT_MS = 180_000;

/** A new drive C: with the program that is built here. */
export function startWindows(): void {
  rig('wine.sh', 'setup');
}

export function endWindows(): void {
  run(script, ['down'], { timeoutMs: LIMIT_MS });
}

/** isowright there; `env` reaches it too. */
export function onWindows(args: readonly string[], env: Record<string, string> = {}): Ran {
  return run(script, ['iw', ...args], { timeoutMs: LIMIT_MS, env: { ...env, WINE_ENV: wineEnv(env) } });
}

/** The same with a file of that Windows as its standard input. */
export function onWindowsWith(file: string, args: readonly string[]): Ran {
  return run(script, ['in', file, ...args], { timeoutMs: LIMIT_MS });
}

/** Copies into `C:\iw`. */
export function put(path: string): void {
  rig('wine.sh', 'put', path);
}

/** A file of `C:\iw`. */
export function get(name: string): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'isowright-wine-'));
  try {
    rig('wine.sh', 'get', name, folder);
    return readFileSync(join(folder, name));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs a CommonJS script there. */
export function scriptOnWindows(text: string): Ran {
  const folder = mkdtempSync(join(tmpdir(), 'isowright-wine-'));
  try {
    writeFileSync(join(folder, 'trial.cjs'), text);
    put(join(folder, 'trial.cjs'));
    return run(script, ['node', 'trial.cjs'], { timeoutMs: LIMIT_MS });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const wineEnv = (env: Record<string, string>): string =>
  Object.entries(env)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
