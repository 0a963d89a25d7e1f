// One file that needs neither Node nor npm: a Node with the bundle inside (Node's single executable applications).
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const LIMIT_MS = 300_000;
/** What Node looks for in itself (`node --help`, "single executable applications"). */
const FUSE = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';

/**
 * @param from the Node to put it into: its version must be that of the Node that runs this script
 * @param platform `linux`, `win32`, `darwin`
 */
export async function makeExecutable({ root, dist, from, platform, out, scratch }) {
  const blob = join(scratch, 'isowright.blob');
  const config = join(scratch, 'sea.json');
  const assets = Object.fromEntries(
    readdirSync(dist)
      .filter((name) => name.endsWith('.js'))
      .sort()
      .map((name) => [name, join(dist, name)]),
  );
  const main = join(root, 'scripts/package/inside.cjs');
  const settings = { main, output: blob, assets, disableExperimentalSEAWarning: true, useCodeCache: false };
  // What NODE_OPTIONS of a person asks for is not for this program.
  writeFileSync(config, JSON.stringify({ ...settings, execArgvExtension: 'none' }));
  demand(spawnSync(process.execPath, ['--experimental-sea-config', config], { timeout: LIMIT_MS }));
  copyFileSync(from, out);
  chmodSync(out, 0o755);
  // Names of functions, for debuggers: a seventh of it.
  if (platform === 'linux') spawnSync('strip', [out], { timeout: LIMIT_MS });
  const { inject } = await import('postject');
  const segment = platform === 'darwin' ? { machoSegmentName: 'NODE_SEA' } : {};
  await inject(out, 'NODE_SEA_BLOB', readFileSync(blob), { sentinelFuse: FUSE, ...segment });
  rmSync(blob);
  return out;
}

function demand({ status, stderr, error }) {
  if (status !== 0) throw new Error(`node --experimental-sea-config: ${error ?? stderr}`);
}
